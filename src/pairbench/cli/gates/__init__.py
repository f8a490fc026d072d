"""A gate by a fleet: what the command hands out, and what each machine does with it."""
