"""Where the time of a variant goes."""
