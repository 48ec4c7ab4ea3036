"""Names in an archive: any system takes them, none leads out of its folder, none is in the way of
another. Seen to fail: without the device names, without the folding of case, with a cut that
counts characters instead of bytes, with a cut that takes the suffix."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.archive_names import MOST_BYTES, Folder, layout, safe_name
from marketplace.deliveries import Delivery
from marketplace.files import FileKind, StoredFile
from marketplace.projects import Milestone, MilestoneState, Project, ProjectState

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"
}


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("design.pdf", "design.pdf"),
        ("../../etc/passwd", "_._etc_passwd"),
        ("C:\\Windows\\a:b", "C__Windows_a_b"),
        ('<a>|"b"?*', "_a___b___"),
        ("CON", "_CON"),
        ("con.tar.gz", "_con.tar.gz"),
        ("Lpt1 .txt", "_Lpt1.txt"),
        ("COM¹", "_COM¹"),
        ("console.log", "console.log"),
        (".htaccess", "htaccess"),
        ("  end. . ", "end"),
        ("...", "file"),
        ("", "file"),
        ("\u202egpj.exe", "gpj.exe"),
        ("a\u200b\x00\nb\tc", "a b c"),
        ("👩‍💻.png", "👩💻.png"),
        ("e\u0301.txt", "é.txt"),
        ("lone \ud800.txt", "lone.txt"),
    ],
)
def test_hostile_names(raw: str, safe: str) -> None:
    assert safe_name(raw) == safe


def test_long_names_keep_their_suffix() -> None:
    assert safe_name("x" * 300 + ".pdf") == "x" * (MOST_BYTES - 4) + ".pdf"
    emoji = safe_name("😀" * 300 + ".pdf")
    assert emoji == "😀" * ((MOST_BYTES - 4) // 4) + ".pdf"
    assert safe_name("a." + "x" * 300) == "a." + "x" * (MOST_BYTES - 2)


@given(st.text(max_size=300), st.text(max_size=20))
def test_any_name_is_safe(stem: str, suffix: str) -> None:
    assert faults(safe_name(stem)) == []
    assert faults(safe_name(f"{stem}.{suffix}")) == []


def faults(name: str) -> list[str]:
    bad = {
        "empty": not name,
        "too long": len(name.encode()) > MOST_BYTES,
        "reserved": bool(set(name) & set('<>:"/\\|?*')),
        "unseen": any(unicodedata.category(c)[0] in "C" for c in name),
        "dot or space at an end": name != name.strip(". "),
        "device": name.split(".")[0].strip().casefold() in DEVICES,
    }
    return [what for what, is_so in bad.items() if is_so]


def test_the_faults_are_found() -> None:
    for planted in ("", "a/b", "\u202ea", ".a", "a ", "nul.x", "x" * 121):
        assert len(faults(planted)) == 1


@given(st.lists(st.sampled_from(["a.txt", "A.TXT", "a (2).txt", "ﬁ", "FI", "x" * 120]), max_size=9))
def test_no_two_are_the_same(names: list[str]) -> None:
    folder = Folder()
    taken = [folder.take(safe_name(name)) for name in names]
    assert len({unicodedata.normalize("NFKC", name).casefold() for name in taken}) == len(names)
    assert [fault for name in taken for fault in faults(name)] == []


def test_the_second_one_is_numbered() -> None:
    folder = Folder()
    names = ("design.pdf", "Design.PDF", "design.pdf", "notes", "NOTES")
    assert [folder.take(name) for name in names] == [
        "design.pdf",
        "Design (2).PDF",
        "design (3).pdf",
        "notes",
        "NOTES (2)",
    ]


def test_where_everything_lies() -> None:
    """The position keeps the folders of two milestones with one name apart."""
    steps = tuple(
        Milestone(n, 1, n, "HTML/CSS: pages. ", 100, 1, MilestoneState.IN_PROGRESS) for n in (1, 2)
    )
    project = Project(1, 1, 1, 1, 2, "A shop", ProjectState.RUNNING, NOW, steps)
    versions = [
        Delivery(n, step, 1, "", NOW, NOW, files=(a_file("a.pdf"), a_file("A.pdf")))
        for n, step in enumerate((1, 2), start=1)
    ]
    assert [place.path for place in layout(project, versions)] == [
        "1 HTML_CSS_ pages/v1/a.pdf",
        "1 HTML_CSS_ pages/v1/A (2).pdf",
        "2 HTML_CSS_ pages/v1/a.pdf",
        "2 HTML_CSS_ pages/v1/A (2).pdf",
    ]


def a_file(name: str) -> StoredFile:
    return StoredFile(0, 0, name, "", 0, FileKind.DOCUMENT, "", "", NOW)
