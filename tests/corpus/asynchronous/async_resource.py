# right: measured
"""Asking a server of our own: a connection for each question, or one for all?"""

import asyncio
from contextlib import asynccontextmanager
from pairbench import Pair

pair = Pair(sizes=(2,), axis="questions")


async def shout(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
    writer.close()


@pair.resource()
@asynccontextmanager
async def port(size):
    async with await asyncio.start_server(shout, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


@pair.bad
async def a_connection_each(port):
    return [(await ask(port, 1))[0] for _ in range(2)]


@pair.good
async def one_connection(port):
    return await ask(port, 2)


async def ask(port, times):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answers = []
    for _ in range(times):
        writer.write(b"hello\n")
        answers.append(await reader.readline())
    writer.close()
    await writer.wait_closed()
    return answers
