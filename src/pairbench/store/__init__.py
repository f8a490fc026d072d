"""Run sets, gates and calibrations as files."""
