"""Tests that measure: those of pytest-benchmark and of pytest-codspeed, run by pytest itself."""
