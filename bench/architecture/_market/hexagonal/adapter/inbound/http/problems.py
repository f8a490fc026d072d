"""Turns every error into problem details (RFC 9457); registered once, for all routes."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bench.architecture._market.hexagonal.domain.model.errors import (
    AlreadyPublishedError,
    InvalidMarketError,
    MarketError,
    MarketNotFoundError,
    SlugTakenError,
)

TYPES = "https://markets.example/problems"


class Problem(NamedTuple):
    """A kind of problem: where it is described, what it is called, and its status."""

    type: str
    title: str
    status: int


VALIDATION = Problem(f"{TYPES}/validation", "Validation failed", 400)

PROBLEMS: Mapping[type[MarketError], Problem] = {
    InvalidMarketError: Problem(f"{TYPES}/invalid-market", "Invalid market", 422),
    AlreadyPublishedError: Problem(f"{TYPES}/already-published", "Already published", 409),
    SlugTakenError: Problem(f"{TYPES}/slug-taken", "Slug taken", 409),
    MarketNotFoundError: Problem(f"{TYPES}/market-not-found", "Market not found", 404),
}


def register_problems(app: FastAPI) -> None:
    """Let the application answer each kind of error with its problem."""

    @app.exception_handler(MarketError)
    async def refused(request: Request, error: MarketError) -> Response:
        return _answer(request, PROBLEMS[type(error)], str(error))

    @app.exception_handler(RequestValidationError)
    async def malformed(request: Request, error: RequestValidationError) -> Response:
        errors = [
            {"field": ".".join(map(str, each["loc"])), "message": each["msg"]}
            for each in error.errors()
        ]
        return _answer(request, VALIDATION, "the request is not well formed", errors=errors)

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> Response:
        problem = _without_a_type(error.status_code)
        return _answer(request, problem, error.detail, headers=error.headers)

    # Starlette raises the error again after this answer, so that the server logs it.
    @app.exception_handler(Exception)
    async def unexpected(request: Request, _error: Exception) -> Response:
        return _answer(request, _without_a_type(500), "the server could not answer")


def _without_a_type(status: int) -> Problem:
    return Problem("about:blank", HTTPStatus(status).phrase, status)


def _answer(
    request: Request,
    problem: Problem,
    detail: str,
    *,
    errors: list[dict[str, str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    content = {
        "type": problem.type,
        "title": problem.title,
        "status": problem.status,
        "detail": detail,
        "instance": request.url.path,
    }
    return JSONResponse(
        content if errors is None else {**content, "errors": errors},
        status_code=problem.status,
        media_type="application/problem+json",
        headers=headers,
    )
