# right: refused: an iterator that nobody reads
"""A cursor that is given back has fetched nothing."""

import sqlite3
from contextlib import closing, contextmanager
from pairbench import Pair

pair = Pair(sizes=(20,), axis="rows", differs="rows against a cursor")


@pair.resource()
@contextmanager
def connection(size):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("create table shop (price)")
        connection.executemany("insert into shop values (?)", [(n,) for n in range(size)])
        yield connection


@pair.bad
def fetched(connection):
    return connection.execute("select price from shop").fetchall()


@pair.good(faster=2.0)
def cursor(connection):
    return connection.execute("select price from shop")
