"""Memory, traced by memray."""
