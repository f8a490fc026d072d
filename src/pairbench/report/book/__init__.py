"""The files of a report: one page, or a front with pages by theme where one would be too large."""
