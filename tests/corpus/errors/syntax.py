# right: refused: bench/errors/syntax.py, line 5: cannot be imported: SyntaxError
"""A file that is not Python."""
from pairbench import Pair

pair = Pair(sizes=(10,)
