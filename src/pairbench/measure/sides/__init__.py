"""The files and interpreters of the sides of a gate."""
