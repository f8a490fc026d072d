"""The child that reads the environment, as the code that is measured finds it."""

from dataclasses import asdict
from pathlib import Path

from pairbench.measure.machine.environment import read_environment
from pairbench.measure.processes.protocol import Channel, serve


def main(channel: Channel) -> None:
    """Read it for a project, and send it."""
    channel.send(asdict(read_environment(Path(channel.receive()))))


if __name__ == "__main__":
    serve(main)
