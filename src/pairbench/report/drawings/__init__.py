"""What matplotlib draws, once each, as SVG for the page."""
