"""Work that a call has not done: what is lazy, what is left to others, what nobody can read."""
