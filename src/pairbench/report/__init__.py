"""What people read: run sets and verdicts as an HTML page, plots, a table, and progress."""
