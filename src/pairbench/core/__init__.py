"""The domain: pairs, claims, measurements, statistics and verdicts; knows nothing of the world."""
