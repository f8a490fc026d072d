"""Problem details (RFC 9457): answered in each route, or by handlers that are registered once?

Both services know the same three markets and are asked the same four things: to create a market
from a malformed body (400), to create one that ends when it begins (422), to publish one that is
public already (409), and to publish one whose record is damaged (500). Each request goes through
httpx and the whole ASGI stack; no database takes part, so that the difference is not drowned.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, NamedTuple

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from httpx import ASGITransport, AsyncClient
from pydantic import BaseModel, Field, ValidationError

from pairbench import Pair

PROBLEM_JSON = "application/problem+json"
MALFORMED = "https://markets.example/problems/validation", "Validation failed"
INVALID = "https://markets.example/problems/invalid-market", "Invalid market"
PUBLISHED = "https://markets.example/problems/already-published", "Already published"
UNEXPECTED = "about:blank", "Internal Server Error"

log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())

pair = Pair(
    advice="Register exception handlers once: it costs next to nothing, and none is forgotten.",
    sizes=(4,),
    axis="requests",
)


class NewMarket(BaseModel):
    name: Annotated[str, Field(min_length=1, max_length=100)]
    begins_on: date
    ends_on: date


RECORDS: Mapping[str, Mapping[str, str]] = {
    "rain": {"status": "draft"},
    "snow": {"status": "published"},
    "hail": {},
}
"""What is stored. The last record is damaged, which nobody expects."""


def problem(
    request: Request, status: int, kind: tuple[str, str], detail: str, **more: object
) -> Response:
    """Problem details (RFC 9457); both services make theirs with this function."""
    content = {
        "type": kind[0],
        "title": kind[1],
        "status": status,
        "detail": detail,
        "instance": request.url.path,
    }
    return JSONResponse(content | more, status_code=status, media_type=PROBLEM_JSON)


def answering_routes() -> FastAPI:
    """Every route answers for itself, the validation of its body included."""
    app = FastAPI()

    @app.post("/markets", status_code=201)
    async def create_market(request: Request) -> Any:
        try:
            new = NewMarket.model_validate_json(await request.body())
            if new.ends_on <= new.begins_on:
                return problem(request, 422, INVALID, "a market ends after it begins")
        except ValidationError as error:
            errors = [
                {"field": ".".join(map(str, each["loc"])), "message": each["msg"]}
                for each in error.errors()
            ]
            return problem(request, 400, MALFORMED, "the body is malformed", errors=errors)
        except Exception:
            log.exception("cannot answer %s", request.url.path)
            return problem(request, 500, UNEXPECTED, "the server could not answer")
        return {"name": new.name, "status": "draft"}

    @app.post("/markets/{slug}/publish")
    async def publish_market(slug: str, request: Request) -> Any:
        try:
            if RECORDS[slug]["status"] == "published":
                return problem(request, 409, PUBLISHED, f"'{slug}' is already published")
        except Exception:
            log.exception("cannot answer %s", request.url.path)
            return problem(request, 500, UNEXPECTED, "the server could not answer")
        return {"slug": slug, "status": "published"}

    return app


class InvalidMarketError(Exception):
    """A rule for markets would be broken."""


class AlreadyPublishedError(Exception):
    """A market is published once."""


def raising_routes() -> FastAPI:
    """The routes raise, and the application answers for all of them."""
    app = FastAPI()

    @app.post("/markets", status_code=201)
    async def create_market(new: NewMarket) -> Any:
        if new.ends_on <= new.begins_on:
            raise InvalidMarketError("a market ends after it begins")
        return {"name": new.name, "status": "draft"}

    @app.post("/markets/{slug}/publish")
    async def publish_market(slug: str) -> Any:
        if RECORDS[slug]["status"] == "published":
            raise AlreadyPublishedError(f"'{slug}' is already published")
        return {"slug": slug, "status": "published"}

    register_handlers(app)
    return app


def register_handlers(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    async def malformed(request: Request, error: RequestValidationError) -> Response:
        errors = [
            {"field": ".".join(map(str, each["loc"][1:])), "message": each["msg"]}
            for each in error.errors()
        ]
        return problem(request, 400, MALFORMED, "the body is malformed", errors=errors)

    @app.exception_handler(InvalidMarketError)
    async def invalid(request: Request, error: InvalidMarketError) -> Response:
        return problem(request, 422, INVALID, str(error))

    @app.exception_handler(AlreadyPublishedError)
    async def published(request: Request, error: AlreadyPublishedError) -> Response:
        return problem(request, 409, PUBLISHED, str(error))

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> Response:
        log.error("cannot answer %s", request.url.path, exc_info=error)
        return problem(request, 500, UNEXPECTED, "the server could not answer")


class Question(NamedTuple):
    method: str
    path: str
    body: Mapping[str, str] | None = None


class Answer(NamedTuple):
    status: int
    media_type: str
    body: bytes


Service = Callable[[], FastAPI]
SERVICES: tuple[Service, ...] = (answering_routes, raising_routes)


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is asked, and a client of each service."""

    questions: Sequence[Question]
    clients: Mapping[Service, AsyncClient]

    async def with_the(self, service: Service) -> list[Answer]:
        answers = []
        for method, path, body in self.questions:
            answer = await self.clients[service].request(method, path, json=body)
            media_type = answer.headers["content-type"]
            answers.append(Answer(answer.status_code, media_type, answer.content))
        return answers


def client_of(app: FastAPI) -> AsyncClient:
    """A client that gets the answer 500 as a real one would, not the exception."""
    transport = ASGITransport(app, raise_app_exceptions=False)
    return AsyncClient(transport=transport, base_url="http://markets.example")


@pair.input
def conversation(_size: int) -> Conversation:
    questions = [
        Question("POST", "/markets", {"name": "", "begins_on": "2024-05-01", "ends_on": "soon"}),
        Question(
            "POST", "/markets", {"name": "R", "begins_on": "2024-05-01", "ends_on": "2024-05-01"}
        ),
        Question("POST", "/markets/snow/publish"),
        Question("POST", "/markets/hail/publish"),
    ]
    return Conversation(questions, {service: client_of(service()) for service in SERVICES})


async def find_market(slug: str) -> Any:
    """A route that was added later, by somebody who did not think of errors."""
    return {"slug": slug, "status": RECORDS[slug]["status"]}


@pair.behaviour
def a_forgotten_route_still_answers_problem_json(
    talk: Callable[[Conversation], Coroutine[Any, Any, list[Answer]]],
) -> str:
    clients = {}
    for service in SERVICES:
        app = service()
        app.get("/markets/{slug}")(find_market)
        clients[service] = client_of(app)
    (answer,) = asyncio.run(talk(Conversation([Question("GET", "/markets/hail")], clients)))
    seen = f"{answer.status} {answer.media_type}: {answer.body.decode()}"
    assert answer.media_type == PROBLEM_JSON, seen
    return seen


@pair.bad
async def in_each_route(conversation: Conversation) -> list[Answer]:
    """Nothing is hidden: what a route answers can be read in the route."""
    return await conversation.with_the(answering_routes)


@pair.good(costs=1.1)
async def registered_once(conversation: Conversation) -> list[Answer]:
    """A handler for each kind of error; the routes know nothing of HTTP's errors."""
    return await conversation.with_the(raising_routes)
