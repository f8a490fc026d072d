"""Benchmarks of asv: discovered and set up by asv_runner."""
