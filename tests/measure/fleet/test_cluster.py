"""What is said of a cluster that cannot be used."""

import pytest

from pairbench.core.errors import UsageError
from pairbench.measure.fleet.cluster import Cluster


def test_an_address_that_is_none_is_refused() -> None:
    """In one line that names the option and what to start."""
    pytest.importorskip("distributed")
    with pytest.raises(UsageError, match="--dask nowhere://x: no scheduler answers"):
        Cluster("nowhere://x", wait_s=1.0, tell=print)
