"""The contract of the market service, which the hexagonal and the tangled one both keep."""

import asyncio
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AsyncExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response
from sqlalchemy import Connection, Engine, event

from bench.architecture._market.hexagonal.adapter.inbound.http.problems import PROBLEMS
from bench.architecture._market.hexagonal.config.app import create_app as create_hexagonal
from bench.architecture._market.hexagonal.domain.model.errors import MarketError
from bench.architecture._market.tangled.app import create_app as create_tangled

SERVICES: Mapping[str, Callable[[Path], FastAPI]] = {
    "hexagonal": create_hexagonal,
    "tangled": create_tangled,
}

TYPES = "https://markets.example/problems"

NEXT_MONTH = (datetime.now(UTC) + timedelta(days=30)).replace(microsecond=0)

RAIN = {
    "name": "Rain in May?",
    "description": "Does it rain?",
    "ends_at": NEXT_MONTH.isoformat(),
}

FIELDS = [
    "id",
    "slug",
    "name",
    "description",
    "status",
    "ends_at",
    "created_at",
    "published_at",
]


class Service:
    """A running service on a database file of its own, which a plain function can ask."""

    def __init__(self, runner: asyncio.Runner, client: AsyncClient, database: Path) -> None:
        self._runner = runner
        self._client = client
        self._database = database

    def ask(self, method: str, path: str, **content: Any) -> Response:
        return self._runner.run(self._client.request(method, path, **content))

    def create(self, **changes: Any) -> Response:
        return self.ask("POST", "/markets", json=RAIN | changes)

    def execute(self, statement: str) -> None:
        """Change the database behind the service's back."""
        with closing(sqlite3.connect(self._database)) as connection:
            connection.execute(statement)
            connection.commit()


@contextmanager
def running(app: FastAPI, database: Path) -> Iterator[Service]:
    """The service between its start and its end, which are the lifespan's."""
    stack = AsyncExitStack()
    transport = ASGITransport(app, raise_app_exceptions=False)
    client = AsyncClient(transport=transport, base_url="http://markets.example")
    with asyncio.Runner() as runner:
        runner.run(stack.enter_async_context(app.router.lifespan_context(app)))
        runner.run(stack.enter_async_context(client))
        try:
            yield Service(runner, client, database)
        finally:
            runner.run(stack.aclose())


@pytest.fixture(params=SERVICES)
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    database = tmp_path / "markets.db"
    with running(SERVICES[request.param](database), database) as service:
        yield service


def problem(name: str, title: str, status: int, detail: str, instance: str) -> dict[str, object]:
    """Problem details in the order of their fields."""
    return {
        "type": f"{TYPES}/{name}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": instance,
    }


def assert_problem(answer: Response, expected: Mapping[str, object]) -> None:
    """The answer is exactly this problem: its status, media type, fields and their order."""
    assert answer.json() == expected
    assert list(answer.json()) == list(expected)
    assert answer.status_code == expected["status"]
    assert answer.headers["content-type"] == "application/problem+json"


def assert_validation_failed(answer: Response, instance: str, *errors: tuple[str, str]) -> None:
    """The answer is the validation problem with exactly these fields and messages."""
    expected = problem(
        "validation", "Validation failed", 400, "the request is not well formed", instance
    )
    named = [{"field": field, "message": message} for field, message in errors]
    assert_problem(answer, {**expected, "errors": named})


def test_a_new_market_is_a_draft(service: Service) -> None:
    """Creating answers 201 with the whole market, its address, and a slug made from its name."""
    before = datetime.now(UTC)
    answer = service.create()
    market = answer.json()
    assert answer.status_code == 201
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["location"] == "/markets/rain-in-may"
    assert list(market) == FIELDS
    assert UUID(market["id"]).version == 4
    assert before <= datetime.fromisoformat(market["created_at"]) <= datetime.now(UTC)
    assert market == {
        "id": market["id"],
        "slug": "rain-in-may",
        "name": "Rain in May?",
        "description": "Does it rain?",
        "status": "draft",
        "ends_at": f"{NEXT_MONTH:%Y-%m-%dT%H:%M:%SZ}",
        "created_at": market["created_at"],
        "published_at": None,
    }


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Rain in May?", "rain-in-may"),
        ("  Café  &  Crème — 2030 ", "cafe-creme-2030"),
        ("ﬁnal №7", "final-no7"),
        ("a" * 100, "a" * 80),
        ("a" * 79 + " b", "a" * 79),
    ],
)
def test_a_slug_is_made_from_the_name(service: Service, name: str, slug: str) -> None:
    """Lower case, without accents, joined by hyphens, cut to 80 characters, no hyphen at an end."""
    assert service.create(name=name).json()["slug"] == slug


def test_a_given_slug_is_kept(service: Service) -> None:
    """A client may choose the slug, even where the name would not give one."""
    answer = service.create(name="???", slug="what-7")
    assert answer.json()["slug"] == "what-7"
    assert answer.headers["location"] == "/markets/what-7"


def test_what_is_sent_is_tidied(service: Service) -> None:
    """A name loses the space around it, a description may be missing, and the end is in UTC."""
    ends_at = NEXT_MONTH.astimezone(timezone(timedelta(hours=2))).isoformat()
    sent = {"name": "\t Rain \n", "ends_at": ends_at}
    market = service.ask("POST", "/markets", json=sent).json()
    assert market["name"] == "Rain"
    assert market["description"] == ""
    assert market["ends_at"] == f"{NEXT_MONTH:%Y-%m-%dT%H:%M:%SZ}"


def test_a_market_is_found_by_its_slug(service: Service) -> None:
    """Finding answers with the very bytes that creating answered with."""
    created = service.create()
    service.create(slug="snow")
    found = service.ask("GET", "/markets/rain-in-may")
    assert found.status_code == 200
    assert found.content == created.content


def test_a_draft_is_published(service: Service) -> None:
    """Publishing sets the status and the moment, changes nothing else, and lasts."""
    draft = service.create().json()
    before = datetime.now(UTC)
    answer = service.ask("POST", "/markets/rain-in-may/publish")
    market = answer.json()
    assert answer.status_code == 200
    assert before <= datetime.fromisoformat(market["published_at"]) <= datetime.now(UTC)
    assert market == draft | {"status": "published", "published_at": market["published_at"]}
    assert service.ask("GET", "/markets/rain-in-may").content == answer.content


def test_publishing_leaves_the_other_markets_alone(service: Service) -> None:
    """Only the market that was named is published."""
    service.create()
    snow = service.create(slug="snow")
    service.ask("POST", "/markets/rain-in-may/publish")
    assert service.ask("GET", "/markets/snow").content == snow.content


@pytest.mark.parametrize("create_app", SERVICES.values(), ids=SERVICES)
def test_markets_outlive_the_service(create_app: Callable[[Path], FastAPI], tmp_path: Path) -> None:
    """A service that is started again on the same file knows the same markets."""
    database = tmp_path / "markets.db"
    with running(create_app(database), database) as service:
        created = service.create()
    with running(create_app(database), database) as service:
        assert service.ask("GET", "/markets/rain-in-may").content == created.content


@pytest.mark.parametrize("create_app", SERVICES.values(), ids=SERVICES)
def test_a_service_that_ends_closes_its_database(
    create_app: Callable[[Path], FastAPI], tmp_path: Path
) -> None:
    """SQLite removes its log when the last connection is closed, and a service leaves none open."""
    database, log = tmp_path / "markets.db", tmp_path / "markets.db-wal"
    with running(create_app(database), database) as service:
        service.create()
        assert log.exists()
    assert not log.exists()


@pytest.mark.parametrize(
    ("query", "slugs", "limit", "offset"),
    [
        ("", ["hail", "rain", "snow", "wind"], 20, 0),
        ("?limit=2", ["hail", "rain"], 2, 0),
        ("?limit=2&offset=1", ["rain", "snow"], 2, 1),
        ("?offset=3", ["wind"], 20, 3),
        ("?limit=100&offset=4", [], 100, 4),
        ("?limit=1&offset=1000000", [], 1, 1_000_000),
    ],
)
def test_markets_are_listed_by_slug(
    service: Service, query: str, slugs: list[str], limit: int, offset: int
) -> None:
    """A page has at most ``limit`` markets after the first ``offset``, and says which it is."""
    created = {slug: service.create(slug=slug).json() for slug in ["snow", "hail", "wind", "rain"]}
    answer = service.ask("GET", f"/markets{query}")
    assert answer.status_code == 200
    assert answer.json() == {
        "markets": [created[slug] for slug in slugs],
        "limit": limit,
        "offset": offset,
    }


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("limit=0", [("query.limit", "Input should be greater than or equal to 1")]),
        ("limit=101", [("query.limit", "Input should be less than or equal to 100")]),
        ("offset=1000001", [("query.offset", "Input should be less than or equal to 1000000")]),
        (
            "limit=ten&offset=-1",
            [
                (
                    "query.limit",
                    "Input should be a valid integer, unable to parse string as an integer",
                ),
                ("query.offset", "Input should be greater than or equal to 0"),
            ],
        ),
    ],
)
def test_a_page_out_of_range_is_refused(
    service: Service, query: str, errors: list[tuple[str, str]]
) -> None:
    """A limit or an offset out of range is a validation problem that names it."""
    assert_validation_failed(service.ask("GET", f"/markets?{query}"), "/markets", *errors)


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, [("body.name", "Field required"), ("body.ends_at", "Field required")]),
        (RAIN | {"name": "  "}, [("body.name", "String should have at least 1 character")]),
        (RAIN | {"name": "a" * 101}, [("body.name", "String should have at most 100 characters")]),
        (
            RAIN | {"description": "a" * 2001},
            [("body.description", "String should have at most 2000 characters")],
        ),
        (
            RAIN | {"ends_at": "2030-01-01T00:00:00"},
            [("body.ends_at", "Input should have timezone info")],
        ),
        (RAIN | {"slug": 7}, [("body.slug", "Input should be a valid string")]),
        (
            RAIN | {"status": "published"},
            [("body.status", "Extra inputs are not permitted")],
        ),
    ],
)
def test_a_malformed_body_is_refused(
    service: Service, body: dict[str, object], errors: list[tuple[str, str]]
) -> None:
    """Each field that is missing, of the wrong form or unknown is named."""
    answer = service.ask("POST", "/markets", json=body)
    assert_validation_failed(answer, "/markets", *errors)


def test_a_body_that_is_not_json_is_refused(service: Service) -> None:
    """Broken JSON is a validation problem that says where it breaks."""
    answer = service.ask(
        "POST", "/markets", content='{"name": ', headers={"content-type": "application/json"}
    )
    assert_validation_failed(answer, "/markets", ("body.9", "JSON decode error"))


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        (
            {"ends_at": (datetime.now(UTC) - timedelta(seconds=1)).isoformat()},
            "a market ends in the future, at most 3,650 days from now",
        ),
        (
            {"ends_at": (datetime.now(UTC) + timedelta(days=3_651)).isoformat()},
            "a market ends in the future, at most 3,650 days from now",
        ),
        (
            {"ends_at": "9999-12-31T23:59:59-10:00"},
            "a market ends in the future, at most 3,650 days from now",
        ),
        (
            {"ends_at": "0001-01-01T00:00:00+10:00"},
            "a market ends in the future, at most 3,650 days from now",
        ),
        ({"name": "???"}, "no slug can be made from the name: give one"),
        *(
            (
                {"slug": slug},
                "a slug is lower-case letters and digits, joined by hyphens; 80 at most",
            )
            for slug in ["", "Rain", "rain--may", "-rain", "rain-", "rain\n", "a" * 81]
        ),
    ],
)
def test_an_invalid_market_is_refused(
    service: Service, changes: dict[str, str], detail: str
) -> None:
    """A well-formed body that breaks a rule for markets is refused, and nothing is kept."""
    answer = service.create(**changes)
    assert_problem(answer, problem("invalid-market", "Invalid market", 422, detail, "/markets"))
    assert service.ask("GET", "/markets").json()["markets"] == []


def test_a_slug_is_taken_once(service: Service) -> None:
    """A second market with the same slug is refused, and the first one stays as it was."""
    created = service.create()
    answer = service.create(description="another one")
    expected = problem(
        "slug-taken", "Slug taken", 409, "the slug 'rain-in-may' is taken", "/markets"
    )
    assert_problem(answer, expected)
    assert service.ask("GET", "/markets/rain-in-may").content == created.content


def test_a_market_is_published_once(service: Service) -> None:
    """A second publication is refused, and the moment of the first one stays."""
    service.create()
    published = service.ask("POST", "/markets/rain-in-may/publish")
    answer = service.ask("POST", "/markets/rain-in-may/publish")
    expected = problem(
        "already-published",
        "Already published",
        409,
        "the market 'rain-in-may' is already published",
        "/markets/rain-in-may/publish",
    )
    assert_problem(answer, expected)
    assert service.ask("GET", "/markets/rain-in-may").content == published.content


def test_a_market_that_has_ended_is_not_published(service: Service) -> None:
    """A draft whose end has passed breaks a rule, and stays a draft."""
    service.create()
    service.execute("UPDATE markets SET ends_at = '2020-01-01 00:00:00.000000'")
    answer = service.ask("POST", "/markets/rain-in-may/publish")
    expected = problem(
        "invalid-market",
        "Invalid market",
        422,
        "the market 'rain-in-may' has ended",
        "/markets/rain-in-may/publish",
    )
    assert_problem(answer, expected)
    assert service.ask("GET", "/markets/rain-in-may").json()["status"] == "draft"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/markets/snow"), ("POST", "/markets/snow/publish")]
)
def test_an_unknown_market_is_not_found(service: Service, method: str, path: str) -> None:
    """Finding or publishing a market that does not exist says so."""
    service.create()
    expected = problem(
        "market-not-found", "Market not found", 404, "there is no market 'snow'", path
    )
    assert_problem(service.ask(method, path), expected)


def test_an_unknown_route_is_a_problem(service: Service) -> None:
    """An address without a route answers 404 as problem details."""
    expected = {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "Not Found",
        "instance": "/bets",
    }
    assert_problem(service.ask("GET", "/bets"), expected)


def test_a_method_that_is_not_allowed_is_a_problem(service: Service) -> None:
    """A route asked with another method answers 405 as problem details, and names its own."""
    answer = service.ask("DELETE", "/markets/rain-in-may")
    expected = {
        "type": "about:blank",
        "title": "Method Not Allowed",
        "status": 405,
        "detail": "Method Not Allowed",
        "instance": "/markets/rain-in-may",
    }
    assert_problem(answer, expected)
    assert answer.headers["allow"] == "GET"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/markets"),
        ("POST", "/markets/rain-in-may/publish"),
        ("GET", "/markets/rain-in-may"),
        ("GET", "/markets"),
    ],
)
def test_an_unexpected_error_is_a_problem(service: Service, method: str, path: str) -> None:
    """Where the table is gone, every route answers 500 as problem details, and tells no secrets."""
    service.execute("DROP TABLE markets")
    answer = service.ask(method, path, json=RAIN if path == "/markets" else None)
    expected = {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "detail": "the server could not answer",
        "instance": path,
    }
    assert_problem(answer, expected)


def converse(service: Service) -> list[Response]:
    """Everything that a client might say, the refusals included."""
    answers = [
        service.create(),
        service.create(slug="snow"),
        service.create(),
        service.create(name="???"),
        service.create(name=" ", extra=1),
        service.ask("POST", "/markets", content="{"),
        service.ask("GET", "/markets/rain-in-may"),
        service.ask("POST", "/markets/rain-in-may/publish"),
        service.ask("POST", "/markets/rain-in-may/publish"),
        service.ask("POST", "/markets/caf%C3%A9/publish"),
        service.ask("GET", "/markets/a%20%22b%22"),
        service.ask("GET", "/markets?limit=1&offset=1"),
        service.ask("GET", "/markets?limit=0"),
        service.ask("GET", "/markets/"),
        service.ask("HEAD", "/markets"),
        service.ask("GET", "/bets"),
        service.ask("PUT", "/markets/snow"),
    ]
    service.execute("DROP TABLE markets")
    return [*answers, service.create(), service.ask("GET", "/markets")]


def without_ids_and_dates(body: bytes) -> bytes:
    """The body with one id and one moment in the place of all."""
    body = re.sub(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", b"ID", body)
    return re.sub(rb'"\d{4}-\d\d-\d\dT[\d:.]+Z"', b'"MOMENT"', body)


def test_both_services_answer_alike_to_the_byte(tmp_path: Path) -> None:
    """Status, headers and bodies are the same bytes, but for ids, dates and so the length."""
    heard = {}
    for name, create_app in SERVICES.items():
        database = tmp_path / f"{name}.db"
        with running(create_app(database), database) as service:
            heard[name] = [
                (
                    answer.status_code,
                    {
                        key: value
                        for key, value in answer.headers.items()
                        if key != "content-length"
                    },
                    without_ids_and_dates(answer.content),
                )
                for answer in converse(service)
            ]
    for hexagonal, tangled in zip(heard["hexagonal"], heard["tangled"], strict=True):
        assert hexagonal == tangled


def test_both_services_do_the_same_work_in_the_database(tmp_path: Path) -> None:
    """Each request takes the same statements, commits and rollbacks, in the same order."""
    work: list[str] = []

    def executed(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        work.append(" ".join(statement.split()[:2]))

    def committed(_connection: Connection) -> None:
        work.append("COMMIT")

    def rolled_back(_connection: Connection) -> None:
        work.append("ROLLBACK")

    heard = {}
    event.listen(Engine, "before_cursor_execute", executed)
    event.listen(Engine, "commit", committed)
    event.listen(Engine, "rollback", rolled_back)
    try:
        for name, create_app in SERVICES.items():
            database = tmp_path / f"{name}.db"
            with running(create_app(database), database) as service:
                work.clear()
                converse(service)
                heard[name] = list(work)
    finally:
        event.remove(Engine, "before_cursor_execute", executed)
        event.remove(Engine, "commit", committed)
        event.remove(Engine, "rollback", rolled_back)
    assert heard["hexagonal"][:2] == ["INSERT INTO", "COMMIT"]
    assert heard["hexagonal"] == heard["tangled"]


def test_the_hexagonal_service_takes_its_clock_and_its_ids_from_outside(tmp_path: Path) -> None:
    """With a clock that stands and an id that is known, the answer is known to the byte."""
    app = create_hexagonal(
        tmp_path / "markets.db",
        now=lambda: datetime(2024, 5, 1, 12, tzinfo=UTC),
        new_id=lambda: UUID(int=7),
    )
    with running(app, tmp_path / "markets.db") as service:
        answer = service.create(ends_at="2024-06-01T00:00:00+02:00")
    assert answer.content == (
        b'{"id":"00000000-0000-0000-0000-000000000007","slug":"rain-in-may",'
        b'"name":"Rain in May?","description":"Does it rain?","status":"draft",'
        b'"ends_at":"2024-05-31T22:00:00Z","created_at":"2024-05-01T12:00:00Z",'
        b'"published_at":null}'
    )


def test_every_error_of_the_domain_has_its_problem() -> None:
    """What the domain refuses is known to the adapter that answers, error by error."""
    assert set(PROBLEMS) == set(MarketError.__subclasses__())
