"""From what was measured to what can be said of it."""
