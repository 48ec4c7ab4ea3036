"""Parse mode HTML: what becomes which entity, and what stays text."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import ApiError
from simulator.html import parse, unescape
from simulator.text import found, length, merged, to_html, trimmed

ANA = {"id": 7, "is_bot": False, "first_name": "Ana"}


def parsed(source: str) -> tuple[str, list[dict[str, Any]]]:
    return parse(source, lambda identity: ANA if identity == 7 else None)


def marks(source: str) -> list[tuple[Any, ...]]:
    return [(e["type"], e["offset"], e["length"]) for e in parsed(source)[1]]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("tg-spoiler", "spoiler"),
        ("code", "code"),
        ("pre", "pre"),
        ("blockquote", "blockquote"),
        ("B", "bold"),
    ],
)
def test_simple_tags(tag: str, kind: str) -> None:
    assert parsed(f"a <{tag}>b</{tag}> c")[0] == "a b c"
    assert marks(f"a <{tag}>b</{tag}> c") == [(kind, 2, 1)]


def test_offsets_are_utf16() -> None:
    assert marks("😀é<b>👨‍👩‍👧</b>") == [("bold", 3, 8)]


def test_nesting() -> None:
    assert marks("<b>a<i>b</i></b>") == [("bold", 0, 2), ("italic", 1, 1)]


@pytest.mark.parametrize(
    ("source", "facts"),
    [
        ('<span class="tg-spoiler">x</span>', {"type": "spoiler"}),
        ("<blockquote expandable>x</blockquote>", {"type": "expandable_blockquote"}),
        ('<a href="https://t.me/x?a=1&amp;b=2">x</a>', {"url": "https://t.me/x?a=1&b=2"}),
        ("<a href='example.com'>x</a>", {"url": "http://example.com/"}),
        ('<a href="tg://user?id=7">x</a>', {"type": "text_mention", "user": ANA}),
        ('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', {"type": "custom_emoji"}),
        (
            '<pre><code class="language-python">x</code></pre>',
            {"type": "pre", "language": "python"},
        ),
        ('<tg-time unix="1700000000" format="wDT">x</tg-time>', {"date_time_format": "wDT"}),
        ('<tg-time unix="1700000000">x</tg-time>', {"type": "date_time", "unix_time": 1700000000}),
    ],
)
def test_tags_with_attributes(source: str, facts: dict[str, Any]) -> None:
    (entity,) = parsed(source)[1]
    assert facts.items() <= entity.items()


@pytest.mark.parametrize(
    "source",
    ['<a href="not a link">x</a>', '<a href="tg://user?id=8">x</a>', "<b></b>x"],
)
def test_what_telegram_drops_silently(source: str) -> None:
    assert parsed(source) == ("x", [])


def test_references() -> None:
    assert unescape("&lt;&gt;&amp;&quot;&#33;&#x1F600;") == '<>&"!😀'
    assert (
        unescape("&nbsp; &apos; &; AT&T &#0; &#99999999;")
        == "&nbsp; &apos; &; AT&T &#0; &#99999999;"
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("é</b>", "Unexpected end tag at byte offset 2"),
        ("é<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/"'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a ="x">x</a>', "Empty attribute name"),
        ("<a href=a/b>x</a>", "Unexpected end of name token"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler"'),
        ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"),
        ('<tg-time unix="1" format="xyz">x</tg-time>', "Invalid date format used"),
        ("&#xD800;<b>x</b>", "Text contains invalid Unicode characters"),
    ],
)
def test_refused(source: str, words: str) -> None:
    with pytest.raises(ApiError) as raised:
        parsed(source)
    assert words in raised.value.description
    assert raised.value.description.startswith("Bad Request: can't parse entities: ")


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parsed(escape(text)) == (text, []) or "'" in text or "\ud800" <= min(text) <= "\udfff"


@given(st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "x", "😀", "&lt;", " "])))
def test_html_that_parses_comes_back_the_same(pieces: list[str]) -> None:
    try:
        text, entities = parsed("".join(pieces))
    except ApiError:
        return
    again, same = parsed(to_html(text, entities))
    assert again == text
    assert sorted(map(str, same)) == sorted(map(str, entities)) or _twice(entities)


def _twice(entities: list[dict[str, Any]]) -> bool:
    """Two equal or crossing entities of one place cannot be told apart again."""
    places = [(e["offset"], e["length"]) for e in entities]
    return len(set(places)) < len(places)


def test_code_holds_nothing_else() -> None:
    text, entities = parsed("<b>a<code>b</code>c</b>")
    kinds = [(e["type"], e["offset"]) for e in merged(entities, text)]
    assert kinds == [("bold", 0), ("code", 1), ("bold", 2)]


def test_what_telegram_marks_by_itself() -> None:
    text = "/help@bot #job @ana_b a@b.co https://x.org/y. +351 910 000 000, 1/2 a#b"
    kinds = {e["type"]: text[e["offset"] :][: e["length"]] for e in found(text)}
    assert kinds == {
        "bot_command": "/help@bot",
        "hashtag": "#job",
        "mention": "@ana_b",
        "email": "a@b.co",
        "url": "https://x.org/y",
        "phone_number": "+351 910 000 000",
    }


def test_texts_are_trimmed_as_telegram_does() -> None:
    text, entities = trimmed(" \n x <", [{"type": "bold", "offset": 3, "length": 3}])
    assert (text, entities[0]["offset"]) == ("x <", 0)
    assert trimmed("x \n\t", [])[0] == "x"
    assert length("😀é") == 3
