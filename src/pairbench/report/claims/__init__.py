"""Every claim as text: findings and a spreadsheet."""
