"""The child that holds a resource open for a whole run, until the parent closes the line."""

import pickle  # nosec B403: written here, read by the workers of the same run
from base64 import b64encode
from contextlib import suppress

from pairbench.core.errors import in_one_line
from pairbench.measure.processes.protocol import Channel, Job, ParentGoneError, serve
from pairbench.measure.processes.workbench import load_pair


def main(channel: Channel) -> None:
    """Open the resource, tell its value, and wait for the end of the run."""
    job = Job.decode(channel.receive())
    with channel.loading():
        resource = load_pair(job).resources[0]
    name = getattr(resource.open, "__name__", "resource")
    with resource.manager(resource.open(job.size)) as value:
        channel.send({"value": encode_resource(value, resource.advice), "name": name})
        with suppress(ParentGoneError):
            channel.receive()
    with suppress(BrokenPipeError):  # a parent that was killed hears nothing
        channel.send({"closed": True})


def encode_resource(value: object, advice: str) -> str:
    """The value as text, for the jobs of the run.

    Raises:
        TypeError: pickle cannot carry it.
    """
    try:
        return b64encode(pickle.dumps(value)).decode("ascii")
    except Exception as error:
        raise TypeError(
            f"pickle cannot carry the value of this resource ({in_one_line(error)}): {advice}"
        ) from error


if __name__ == "__main__":
    serve(main)
