"""Scripts of pyperf: run as they are, with a runner that hands over what it is given."""
