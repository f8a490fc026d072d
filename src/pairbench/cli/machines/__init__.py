"""What a command does where it has several machines or interpreters to measure on."""
