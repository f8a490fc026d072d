"""Builds the service; what fails before a route is reached is answered here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.ext.asyncio import async_sessionmaker
from starlette.exceptions import HTTPException

from bench.architecture._market.database import open_engine
from bench.architecture._market.tangled.models import Base
from bench.architecture._market.tangled.routes import router


def create_app(database: Path) -> FastAPI:
    """The service on a database file."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        engine = open_engine(database)
        try:
            async with engine.begin() as connection:
                await connection.run_sync(Base.metadata.create_all)
            app.state.sessions = async_sessionmaker(engine, expire_on_commit=False)
            yield
        finally:
            await engine.dispose()

    app = FastAPI(title="Markets", lifespan=lifespan)
    app.include_router(router)

    @app.exception_handler(RequestValidationError)
    async def malformed(request: Request, error: RequestValidationError) -> Response:
        return JSONResponse(
            {
                "type": "https://markets.example/problems/validation",
                "title": "Validation failed",
                "status": 400,
                "detail": "the request is not well formed",
                "instance": request.url.path,
                "errors": [
                    {"field": ".".join(map(str, each["loc"])), "message": each["msg"]}
                    for each in error.errors()
                ],
            },
            status_code=400,
            media_type="application/problem+json",
        )

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> Response:
        return JSONResponse(
            {
                "type": "about:blank",
                "title": HTTPStatus(error.status_code).phrase,
                "status": error.status_code,
                "detail": error.detail,
                "instance": request.url.path,
            },
            status_code=error.status_code,
            media_type="application/problem+json",
            headers=error.headers,
        )

    return app
