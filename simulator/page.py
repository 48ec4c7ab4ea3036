"""The page on which people talk with the bot, and who may use it.

Its files are plain modules in static/, served as they are. Whoever listens on this machine's
loopback could be asked by any site that is open in a browser; so a server with a page answers
only to names of this machine, and the control API only to those who send the key that the page
carries (fetch.spec.whatwg.org: a site can neither read another one's page nor send its headers).
"""

from __future__ import annotations

import hmac
from html import escape
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

STATIC = Path(__file__).parent / "static"
KEY_HEADER = "X-Simulator-Key"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}


def add_page(app: web.Application, key: str) -> None:
    """Put the page at / and its files under /page/; from now on the control API asks for `key`."""

    async def page(request: web.Request) -> web.Response:
        text = (STATIC / "index.html").read_text(encoding="utf-8")
        shown = text.replace("{key}", escape(key, quote=True))
        return web.Response(text=shown, content_type="text/html", headers=HEADERS)

    app.router.add_get("/", page)
    app.router.add_get("/page/{path:.+}", _file)
    app.middlewares.append(_guarded(key))


def _guarded(key: str) -> Middleware:
    """Files that chats show have names that nobody can guess; a player cannot send a header."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        path = request.path
        if path.startswith(("/bot", "/file/")):
            return await handler(request)
        if request.url.host not in _LOOPBACK:
            raise web.HTTPForbidden(text="This page answers to names of this machine only.")
        open_to_all = path == "/" or path.startswith(("/page/", "/control/download/"))
        given = request.headers.get(KEY_HEADER, "")
        if not open_to_all and not hmac.compare_digest(given.encode(), key.encode()):
            raise web.HTTPForbidden(text="The key of the page is missing or another one.")
        answer = await handler(request)
        if not answer.prepared:
            answer.headers.update(HEADERS)
        return answer

    return guarded


async def _file(request: web.Request) -> web.Response:
    path = (STATIC / request.match_info["path"]).resolve()
    kind = _TYPES.get(path.suffix)
    if kind is None or not path.is_relative_to(STATIC) or not path.is_file():
        raise web.HTTPNotFound
    return web.Response(body=path.read_bytes(), content_type=kind, charset="utf-8", headers=HEADERS)
