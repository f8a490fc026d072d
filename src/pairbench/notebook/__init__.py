"""Functions as they are, compared where one happens to be: a script, a console, a notebook."""
