"""The steps of a run, in their order: check, time, decide, trace, profile."""
