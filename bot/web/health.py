"""For a load balancer, and for `doctor`: is this process able to work?"""

from collections.abc import Iterable

import structlog
from aiohttp import web
from sqlalchemy import text

from bot.web.server import HEALTH_PATH
from storage.unit_of_work import Storage

log = structlog.get_logger(__name__)


class Health:
    """200 while the database answers, else 503."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def routes(self) -> Iterable[web.RouteDef]:
        return (web.get(HEALTH_PATH, self._health),)

    async def _health(self, _: web.Request) -> web.Response:
        try:
            async with self._storage.engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except Exception as error:
            log.warning("not healthy", error=type(error).__name__)
            return web.json_response({"ok": False, "database": "away"}, status=503)
        return web.json_response({"ok": True})
