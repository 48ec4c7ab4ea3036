"""Answers for people's browsers: a page, or words for the upload page, with strict headers."""

import html
import re
import secrets
from collections.abc import Callable

from aiohttp import web

from marketplace.errors import Refused
from marketplace.transfers import Upload
from views import web as screens
from views.refusals import refusal
from views.screen import Html
from views.texts import Texts

BUSY_SECONDS = 30
STATUS = {
    "link-over": 404,
    "link-used": 410,
    "file-empty": 400,
    "not-yours": 404,
    "gone": 404,
}
"""Of what is refused; of all else 409: it was possible once, or will be."""
PRIVATE = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}


class Pages:
    """`texts`: the words of a language."""

    def __init__(self, texts: Callable[[str], Texts]) -> None:
        self._texts = texts

    def language_of(self, request: web.Request) -> Texts:
        """Of a browser, where we don't know the person: the language it names first."""
        named = re.match(r"[A-Za-z]{2,3}\b", request.headers.get("Accept-Language", ""))
        return self._texts(named[0] if named else "en")

    def texts(self, language: str) -> Texts:
        return self._texts(language)

    def upload(self, upload: Upload, most_bytes: int) -> web.Response:
        nonce = secrets.token_urlsafe(16)
        t = self._texts(upload.actor.language)
        return _html(screens.upload_page(t, upload, most_bytes, nonce), nonce, 200)

    def refused(self, request: web.Request, refused: Refused) -> web.Response:
        """Unknown, expired and used look alike, but for the status of a used one."""
        too_much = refused.key.startswith(("file-too-big", "file-quota"))
        status = 413 if too_much else STATUS.get(refused.key, 409)
        if status in (404, 410):
            return self.nothing_here(request, status)
        t = self.language_of(request)
        return self._word(request, t("web-refused"), refusal(t, refused), status)

    def nothing_here(self, request: web.Request, status: int = 404) -> web.Response:
        t = self.language_of(request)
        return self._word(request, t("web-over"), t("web-over-more"), status)

    def trouble(self, request: web.Request) -> web.Response:
        """Ours, and over soon."""
        t = self.language_of(request)
        return self._word(request, t("web-trouble"), t("web-trouble-more"), 503)

    def busy(self, request: web.Request) -> web.Response:
        t = self.language_of(request)
        return self._word(request, t("web-trouble"), t("web-busy"), 503)

    def length_missing(self, request: web.Request) -> web.Response:
        t = self.language_of(request)
        return self._word(request, t("web-refused"), t("web-length"), 411)

    def stopped(self, request: web.Request) -> web.Response:
        t = self.language_of(request)
        return self._word(request, t("web-refused"), t("web-stopped"), 408)

    def _word(self, request: web.Request, heading: Html, text: Html, status: int) -> web.Response:
        """A page; for what a script sends, the text as JSON."""
        later = {"Retry-After": str(BUSY_SECONDS)} if status == 503 else {}
        if request.method == "PUT":
            words = html.unescape(re.sub(r"<[^>]+>", "", text))
            told = {"ok": False, "words": words}
            return web.json_response(told, status=status, headers={**PRIVATE, **later})
        nonce = secrets.token_urlsafe(16)
        page = screens.word_page(self.language_of(request), heading, text, nonce)
        answer = _html(page, nonce, status)
        answer.headers.update(later)
        return answer


def _html(text: str, nonce: str, status: int) -> web.Response:
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    headers = {**PRIVATE, "Content-Security-Policy": policy, "X-Frame-Options": "DENY"}
    return web.Response(text=text, status=status, content_type="text/html", headers=headers)
