"""The steps of a run, from plan to saved measurements, and the probes that it needs."""
