"""The one HTTP server of a process. What it serves is given to it, part by part.

It stands behind a reverse proxy that speaks HTTPS and waits for slow headers (deploy/).
"""

import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Protocol

import structlog
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Middleware

from bot.settings import Settings
from bot.web.pages import Pages

log = structlog.get_logger(__name__)

HEALTH_PATH = "/healthz"
KEEP_ALIVE_SECONDS = 75.0
LINGER_SECONDS = 3.0
"""How long the rest of a refused body is thrown away: else a browser may miss the answer."""
LAST_REQUESTS_SECONDS = 15.0
"""How long the end of the process waits for requests under way; a person can upload again."""

Serve = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Part(Protocol):
    def routes(self) -> Iterable[web.RouteDef]: ...


class NoEchoes(logging.Filter):
    """aiohttp would write down what it cannot parse, and a token may be part of it."""

    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.exc_info[0] if record.exc_info else None
        return kind is None or not issubclass(kind, HttpProcessingError)


class WebServer:
    """Tokens stand in the addresses, so there is no access log, and no error names an address."""

    def __init__(self, settings: Settings, pages: Pages, parts: Iterable[Part]) -> None:
        self._settings = settings
        self._pages = pages
        self._parts = tuple(parts)
        self._runner: web.AppRunner | None = None

    @property
    def port(self) -> int:
        """Where it listens, after `start()`."""
        return int(self._runner.addresses[0][1]) if self._runner else self._settings.webhook_port

    async def start(self) -> None:
        """Raises OSError when the port is taken."""
        app = web.Application(middlewares=[self._guard()])
        for part in self._parts:
            app.router.add_routes(part.routes())
        self._runner = web.AppRunner(
            app,
            access_log=None,
            shutdown_timeout=LAST_REQUESTS_SECONDS,
            keepalive_timeout=KEEP_ALIVE_SECONDS,
            logger=_logger(),
            lingering_time=LINGER_SECONDS,
            auto_decompress=False,  # a body has the length that was announced, or is refused
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._settings.webhook_host, self._settings.webhook_port)
        await site.start()

    async def stop(self) -> None:
        """Takes nothing new, finishes what has begun."""
        if self._runner:
            await self._runner.cleanup()

    def _guard(self) -> Middleware:
        """What nobody serves, and what fails, ends on a page of ours that says nothing more."""

        @web.middleware
        async def guarded(request: web.Request, handler: Serve) -> web.StreamResponse:
            try:
                return await handler(request)
            except web.HTTPException as error:
                return self._pages.nothing_here(request, error.status)
            except Exception as error:
                route = request.match_info.route.resource
                where = route.canonical if route else ""
                log.exception("a web request failed", where=where, error=type(error).__name__)
                return self._pages.trouble(request)

        return guarded


def _logger() -> logging.Logger:
    logger = logging.getLogger(__name__)
    if not logger.filters:
        logger.addFilter(NoEchoes())
    return logger
