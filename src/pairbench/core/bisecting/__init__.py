"""Which of many commits changed something: a search that may be told "not known"."""
