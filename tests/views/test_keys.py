"""Every text that is used exists in every language, with the same variables, and none is left."""

from pathlib import Path

import pytest

from marketplace.money import Currency
from tests.views.keys import (
    BUILT_BY_NAME,
    ROOMS,
    SPEAKING,
    calls,
    keys_of,
    refusals,
    source_of,
    unused,
)
from tests.views.telegram import plain
from views.texts import LOCALES, Texts, languages

ENGLISH = keys_of(LOCALES / "en")
SOURCE = source_of(ROOMS)


def differences(locales: Path) -> list[str]:
    """Where a language has another set of keys, or a key has other variables."""
    english = keys_of(locales / "en")
    found = []
    for folder in sorted(path for path in locales.iterdir() if path.is_dir()):
        keys = keys_of(folder)
        found += [f"{folder.name}: {key}" for key in sorted(english.keys() ^ keys.keys())]
        found += [
            f"{folder.name}: variables of {key}"
            for key in sorted(english.keys() & keys.keys())
            if english[key] != keys[key]
        ]
    return found


def test_every_language_has_the_same_texts() -> None:
    assert differences(LOCALES) == []


def test_differences_are_found(tmp_path: Path) -> None:
    for language, text in (("en", "a = { $x }\nb = B\n"), ("pt", "a = { $y }\nc = C\n")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "x.ftl").write_text(text)
    assert differences(tmp_path) == ["pt: b", "pt: c", "pt: variables of a"]
    (tmp_path / "en" / "y.ftl").write_text("a = again\n")
    with pytest.raises(ValueError, match="twice"):
        differences(tmp_path)
    (tmp_path / "en" / "y.ftl").write_text("a { $x\n")
    with pytest.raises(ValueError, match="ftl"):
        differences(tmp_path)


def test_every_text_that_is_used_exists() -> None:
    assert {key for key, _ in calls(source_of(SPEAKING))} - ENGLISH.keys() == set()


def test_every_text_gets_the_facts_that_it_mentions() -> None:
    assert wrong_facts(source_of(SPEAKING)) == []


def wrong_facts(source: str) -> list[str]:
    return [
        f"{key} lacks {sorted(lacks)}"
        for key, facts in calls(source)
        if facts is not None and (lacks := ENGLISH.get(key, frozenset()) - facts)
    ]


def test_no_text_is_left_over() -> None:
    assert unused(keys_of(LOCALES / "en", BUILT_BY_NAME), SOURCE) == set()


def test_faults_in_the_source_are_found() -> None:
    planted = 't("no-such-key")\nt.label("job-title" if x else "nowhere", name=1)\nt("quote", **x)'
    assert {key for key, _ in calls(planted)} - ENGLISH.keys() == {"no-such-key", "nowhere"}
    assert wrong_facts(planted) == ["job-title lacks ['title']"]
    assert unused({"job-title": frozenset(), "job": frozenset()}, planted) == {"job"}


def test_every_refusal_has_words_for_its_facts() -> None:
    """Seen to fail with a key that storage raised and refusals.ftl didn't have."""
    assert wordless(SOURCE) == []


def wordless(source: str) -> list[str]:
    found = []
    for key, facts in refusals(source):
        if key not in ENGLISH:
            found.append(f"{key} has no text")
        elif facts is not None and (lacks := ENGLISH[key] - _shown(facts)):
            found.append(f"{key} lacks {sorted(lacks)}")
    return found


def _shown(facts: set[str]) -> set[str]:
    """The facts' names in the texts; `side` is worked out by views/refusals.py."""
    return {fact.removesuffix("_minor").removesuffix("_bytes") for fact in facts} | {"side"}


def test_wordless_refusals_are_found() -> None:
    planted = 'raise Refused("no-such-key")\nraise Refused("file-too-big", name="x")'
    assert wordless(planted) == ["no-such-key has no text", "file-too-big lacks ['most']"]


@pytest.mark.parametrize("language", languages())
def test_every_text_is_tidy(language: str) -> None:
    """No double blank, no blank before punctuation, three dots as one sign, curly quotes."""
    t = Texts(language, Currency())
    for key, variables in keys_of(LOCALES / language).items():
        for fact in (0, 1, 2, 1000):
            text = plain(t(key, **dict.fromkeys(variables, fact)))
            assert text == text.strip(), key
            for untidy in ("  ", " .", " ,", " :", "...", '"', "..", "\n\n\n"):
                assert untidy not in text, key
