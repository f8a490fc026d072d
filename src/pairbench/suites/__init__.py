"""Suites of other tools, used as they are: a folder for each tool."""
