"""What a check tells of results that are equal: they may not be what was meant."""
