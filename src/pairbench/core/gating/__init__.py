"""What a gate compares, what became worse, and what it answers."""
