# right: refused: cannot be copied for each call
"""An account with a lock: a lock cannot be copied."""

import threading
from pairbench import Pair

pair = Pair(sizes=(3,), mutates=True)


class Account:
    def __init__(self, balance):
        self.balance, self.lock = balance, threading.Lock()


@pair.input
def account(size):
    return Account(size)


@pair.bad
def locked(account):
    with account.lock:
        account.balance += 1
    return account.balance


@pair.good
def unlocked(account):
    account.balance += 1
    return account.balance
