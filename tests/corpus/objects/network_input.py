# right: measured
"""The last address of a network, which the library computes once and keeps."""

import ipaddress
from pairbench import Pair

pair = Pair(sizes=(24,), axis="bits")


@pair.input
def network(size):
    return ipaddress.ip_network(f"10.0.0.0/{size}")


@pair.bad
def computed(network):
    return ipaddress.IPv4Address(int(network.network_address) + 255)


@pair.good
def asked(network):
    return network.broadcast_address
