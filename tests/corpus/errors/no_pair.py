# right: refused: defines no pair
"""A script that measures by itself, and has no pair."""

import timeit

if __name__ == "__main__":
    print(timeit.timeit("1 + 1"))
