"""What makes a stored set one that can be trusted: its checksums, and how its files are read."""
