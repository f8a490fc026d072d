"""A gate's answer for people and for programs."""
