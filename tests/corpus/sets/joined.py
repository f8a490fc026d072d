# right: notice: another result in every process
"""Tags in a line: joined from a set, the text differs from process to process."""

from pairbench import Pair

pair = Pair(sizes=(30,))


@pair.input
def words(size):
    return [f"tag{number % 12}" for number in range(size)]


@pair.bad
def with_plus(words):
    line = ""
    for word in set(words):
        line += word + ","
    return line


@pair.good
def with_join(words):
    return "".join(f"{word}," for word in set(words))
