# right: refused: was still running 10 s after its last result
"""A thread that waits for work and never ends: the interpreter itself would wait for it for ever."""

import queue
import threading
from pairbench import Pair

pair = Pair(sizes=(3,))
questions, answers = queue.Queue(), queue.Queue()


def work():
    while True:
        answers.put(sum(questions.get()))


threading.Thread(target=work).start()


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def asked(numbers):
    questions.put(numbers)
    return answers.get()


@pair.good
def alone(numbers):
    return sum(numbers)
