"""A download's name: whatever it was, the header is one line and the file stays in its folder."""

from __future__ import annotations

import unicodedata

import pytest
from aiohttp.multipart import parse_content_disposition
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.files.names import MOST_BYTES, attachment, harmless_name


@pytest.mark.parametrize(
    ("name", "kept", "plain"),
    [
        ("plan.pdf", "plan.pdf", "plan.pdf"),
        ("Größe 100%;x.pdf", "Größe 100%;x.pdf", "Gro_e 100__x.pdf"),
        ("план.docx", "план.docx", "____.docx"),
        ("😀.png", "😀.png", "_.png"),
        ('a"b\\c.txt', "a_b_c.txt", "a_b_c.txt"),
        ("../../etc/passwd", "etc_passwd", "etc_passwd"),
        ("C:\\Windows\\x.exe", "C__Windows_x.exe", "C__Windows_x.exe"),
        ("x\r\nSet-Cookie: a=b", "x Set-Cookie_ a=b", "x Set-Cookie_ a=b"),
        ("gpj.\u202eexe", "gpj.exe", "gpj.exe"),
        ("a\u200bb\0c\ud800.txt", "abc.txt", "abc.txt"),
        (".bashrc", "bashrc", "bashrc"),
        ("a\u2215b\uff0fc", "a_b_c", "a_b_c"),
        ("..", "file", "file"),
        ("", "file", "file"),
        ("e\u0301t\u00e9.txt", "\u00e9t\u00e9.txt", "ete.txt"),
    ],
)
def test_what_becomes_of_a_name(name: str, kept: str, plain: str) -> None:
    assert harmless_name(name) == kept
    disposition, found = parse_content_disposition(attachment(name))
    assert (disposition, found) == ("attachment", {"filename": plain, "filename*": kept})


def test_a_long_name_keeps_its_ending() -> None:
    for letter in ("x", "ж", "😀"):
        kept = harmless_name(letter * 400 + ".tar.gz")
        assert kept.endswith(".gz")
        assert MOST_BYTES - 4 <= len(kept.encode()) <= MOST_BYTES
    assert len(harmless_name("x." + "y" * 400).encode()) == MOST_BYTES


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(codec=None), max_size=300))
def test_no_name_breaks_the_header(name: str) -> None:
    """An independent parser reads back what was meant. Seen to fail without each rule."""
    header = attachment(name)
    assert header.isascii()
    assert header.isprintable()
    assert len(header) < 800
    disposition, found = parse_content_disposition(header)
    assert disposition == "attachment"
    assert found["filename*"] == harmless_name(name)
    for one in found.values():
        assert not set(one) & set('"\\/:*?<>|\r\n\0')
        assert not one.startswith(".")
        assert one.strip()
        assert not [c for c in one if unicodedata.category(c)[0] == "C"]
    assert harmless_name(harmless_name(name)) == harmless_name(name)
