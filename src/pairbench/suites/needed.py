"""Which of the modules that a suite needs are not installed here."""

from importlib.util import find_spec


def missing_of(modules: tuple[str, ...]) -> str | None:
    """Which of the modules cannot be imported here, in words."""
    missing = [each for each in modules if find_spec(each) is None]
    return f"it needs {' and '.join(missing)}" if missing else None
