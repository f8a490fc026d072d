# right: notice: the first call took
"""A module imported within the function: the first call pays for all."""

import sys
from pairbench import Pair

pair = Pair(sizes=(5,))
sys.modules.pop("xml.dom.minidom", None)


@pair.input
def number(size):
    return size


@pair.bad
def plain(number):
    return f"<a>{number}</a>"


@pair.good
def imported(number):
    import xml.dom.minidom
    import xmlrpc.client

    assert xmlrpc.client and xml.dom.minidom
    return f"<a>{number}</a>"
