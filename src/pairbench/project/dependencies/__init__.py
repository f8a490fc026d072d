"""What a revision of a project requires, however it declares it."""
