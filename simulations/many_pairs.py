"""How long a report takes with ever more pairs: the time for each must not grow.

``python -m simulations.many_pairs 100 300 1000``
"""

import argparse
import time

from pairbench.report.page.document import build_page
from tests.records import a_judged_run, a_record


def main() -> None:
    """Build a page of so many pairs, for each number of them, and print a row."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("pairs", type=int, nargs="+", help="how many pairs a page has")
    print("| pairs | build | for each pair | page |")
    print("| --- | --- | --- | --- |")
    for pairs in parser.parse_args().pairs:
        judged = a_judged_run(*(a_record(f"strings/pair_{number}") for number in range(pairs)))
        began_s = time.process_time()
        page = build_page([judged])
        took_s = time.process_time() - began_s
        size_mb = len(page.encode()) / 1e6
        print(f"| {pairs:,} | {took_s:.1f} s | {1e3 * took_s / pairs:.0f} ms | {size_mb:.1f} MB |")


if __name__ == "__main__":
    main()
