"""The steps of a gate, from two sides to its lines."""
