"""Commands that take many run sets."""
