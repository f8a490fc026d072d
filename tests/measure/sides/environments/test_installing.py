"""What is said where uv or pip does not succeed."""

import sys
from pathlib import Path

import pytest

from pairbench.core.errors import UsageError
from pairbench.measure.sides.environments.installing import Installer

MISSING = "cc1: fatal error: shop/_speed.c: No such file or directory"

COMMAND = "error: Command '['gcc', '-O3']' returned non-zero exit status 1."

PIP = f"""\
  error: subprocess-exited-with-error
  x Building wheel for shop (pyproject.toml) did not run successfully.
      {MISSING}
      compilation terminated.
      {COMMAND}
  note: This error originates from a subprocess, and is likely not a problem with pip.
ERROR: Failed building wheel for shop
ERROR: Could not build wheels for shop, which is required to install pyproject.toml-based projects
"""

UV = f"""\
error: Failed to build `shop @ file:///shop`
  cause: The build backend returned an error
  cause: Call to `setuptools.build_meta.build_wheel` failed (exit status: 1)
         [stderr]
         {MISSING}
         {COMMAND}
hint: Build failures usually indicate a problem with the package or the build environment
"""


@pytest.mark.parametrize(
    ("said", "reason"),
    [(PIP, MISSING), (UV, MISSING), (COMMAND, COMMAND), ("nothing is left", "nothing is left")],
)
def test_the_builder_s_own_reason_is_told(tmp_path: Path, said: str, reason: str) -> None:
    """Not that it has failed, which is what most lines are about."""
    fails = [sys.executable, "-c", f"raise SystemExit({said!r})"]
    with pytest.raises(UsageError) as raised:
        Installer(uv=None, side="base", folder=tmp_path, fails="it cannot be built").run(fails)
    assert str(raised.value) == f"base: it cannot be built: {reason}"
