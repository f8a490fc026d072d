"""How a run is begun, gone on with, shared out, joined with others and shown."""
