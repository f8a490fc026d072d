"""What a pair uses at a side: modules, files, and what cannot be known of it."""
