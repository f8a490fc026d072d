"""What the domain refuses, each with a sentence that the client may read."""


class MarketError(Exception):
    """A request that the domain refuses."""


class InvalidMarketError(MarketError):
    """A rule for markets would be broken; the message says which."""


class AlreadyPublishedError(MarketError):
    """A market is published once."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"the market '{slug}' is already published")


class SlugTakenError(MarketError):
    """Two markets cannot share a slug."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"the slug '{slug}' is taken")


class MarketNotFoundError(MarketError):
    """No market has this slug."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"there is no market '{slug}'")
