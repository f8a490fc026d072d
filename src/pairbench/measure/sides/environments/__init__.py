"""What is installed and built for a side alone."""
