"""How the pairs of a run are shared out to several machines, and what belongs together again."""
