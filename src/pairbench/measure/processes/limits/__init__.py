"""What a worker may take: so much memory, and so much room for what it prints."""
