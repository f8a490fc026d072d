"""From raw values to ratios, crossings and orders of growth."""
