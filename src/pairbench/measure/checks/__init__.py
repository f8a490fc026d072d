"""Whether a pair can be measured: results, input, behaviour."""
