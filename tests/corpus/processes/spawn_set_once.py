# right: measured
"""The start method of processes is set once, with several sizes."""
import multiprocessing
from pairbench import Pair

multiprocessing.set_start_method("spawn")
pair = Pair(sizes=(2, 3, 4), parallel=True)

def square(number):
    return number * number

@pair.input
def numbers(size):
    return list(range(size))

@pair.bad
def pooled(numbers):
    with multiprocessing.Pool(1) as pool:
        return pool.map(square, numbers)

@pair.good
def alone(numbers):
    return [square(number) for number in numbers]
