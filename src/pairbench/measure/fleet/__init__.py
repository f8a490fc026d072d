"""Who takes whole pairs: this machine, or the workers of a cluster."""
