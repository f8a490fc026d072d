"""What was measured, raw, and which of it can be judged."""
