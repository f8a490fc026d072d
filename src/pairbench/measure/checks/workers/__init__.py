"""The children that check, one module each."""
