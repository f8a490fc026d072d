# right: measured
"""Rows of a database in memory: counted there, or here?"""

import sqlite3
from contextlib import closing, contextmanager
from pairbench import Pair

pair = Pair(sizes=(20,), axis="rows")


@pair.resource()
@contextmanager
def connection(size):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("create table shop (price)")
        connection.executemany("insert into shop values (?)", [(n,) for n in range(size)])
        yield connection


@pair.bad
def here(connection):
    return len(connection.execute("select price from shop").fetchall())


@pair.good
def there(connection):
    return connection.execute("select count(*) from shop").fetchone()[0]
