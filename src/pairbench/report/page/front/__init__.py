"""The front of the page: what became of each piece of advice, and of each claim."""
