"""Files of rich-bench: each triple is a pair."""
