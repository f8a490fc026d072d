"""What a project says of itself: its settings, its pair files, what it requires."""
