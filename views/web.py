"""The pages of the bot's web server: one HTML file each, with its style and script inside.

Nothing is loaded from elsewhere. `nonce` is the one of the answer's Content-Security-Policy.
"""

import json
import re
from functools import cache
from pathlib import Path

from marketplace.transfers import Upload
from views.files import size
from views.screen import Html
from views.texts import Texts, escaped

PAGES = Path(__file__).parent / "pages"
_PLACE = re.compile(r"\{\{([a-z-]+)\}\}")


def upload_page(t: Texts, upload: Upload, most_bytes: int, nonce: str) -> str:
    """Where one big file of a milestone is chosen and sent."""
    most = size(t, most_bytes)
    words = {
        "web-upload": t("web-upload"),
        "web-choose": t("web-choose"),
        "web-drop": t("web-drop"),
        "web-most": t("web-most", most=most),
        "web-note": t("web-note"),
        "web-no-script": t("web-no-script"),
        "web-cancel": t("web-cancel"),
        "web-arrived": t("web-arrived"),
        "web-close": t("web-close"),
        "web-again": t("web-again"),
        "web-another": t("web-another"),
        "what": escaped(upload.milestone.what),
        "title": escaped(upload.project.title),
    }
    facts = {
        "lang": t.language,
        "most": most_bytes,
        "left": t.label("web-left", time="{time}"),
        "finishing": t.label("web-finishing"),
        "lost": t.label("web-lost"),
        "over": t.label("web-over-more"),
        "tooBig": t.label("web-too-big", most=most),
        "empty": t.label("web-empty"),
    }
    # Inside <script> nothing is unescaped: only "<" could end it.
    return _page(t, "upload.html", nonce, **words, facts=json.dumps(facts).replace("<", "\\u003c"))


def word_page(t: Texts, heading: Html, text: Html, nonce: str) -> str:
    """A heading and a sentence, where there is nothing to do."""
    return _page(t, "word.html", nonce, heading=heading, text=text)


def _page(t: Texts, name: str, nonce: str, **values: str) -> str:
    """Each {{place}} once: what is put in is not looked at again."""
    every = {
        **values,
        "nonce": nonce,
        "lang": t.language,
        "dir": "rtl" if t.locale.text_direction == "rtl" else "ltr",
        "style": _read("style.css"),
        "mark": _read("mark.svg"),
    }
    return _PLACE.sub(lambda place: every[place[1]], _read(name))


@cache
def _read(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")
