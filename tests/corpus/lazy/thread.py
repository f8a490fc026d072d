# right: refused: started returns a thread that nobody waits for
"""Work in a thread that is given back while it runs."""

import threading
import time
from pairbench import Pair

pair = Pair(sizes=(10,), differs="nothing against a thread")


@pair.input
def seconds(size):
    return 0.005


@pair.bad
def waited(seconds):
    time.sleep(seconds)


@pair.good(faster=2.0)
def started(seconds):
    thread = threading.Thread(target=time.sleep, args=(seconds,))
    thread.start()
    return thread
