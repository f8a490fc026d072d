"""The outside world: worker processes, pyperf and memray, turned into measurements."""
