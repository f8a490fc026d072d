"""Worker processes, and what parent and child say to each other."""
