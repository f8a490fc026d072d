"""A catalogue of pairs as tests and benchmarks of pytest."""
