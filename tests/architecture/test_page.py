"""The simulator's page, from the source: text stays text, modules stay small and say their idea.

Seen to fail with `node.innerHTML = text` in a module, with a style attribute, and without a head.
"""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "simulator" / "static"
MODULES = sorted(STATIC.rglob("*.js"))
MARKUP = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|DOMParser|createContextualFragment"
    r"|setHTML|\beval\(|new Function|style:|setAttribute\(\"style\""
)
MOST_LINES = 200


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(STATIC)))
def test_a_module_makes_no_markup_of_text(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not MARKUP.search(source)
    assert source.startswith("/**")
    assert source.count("\n") <= MOST_LINES


def test_the_page_has_no_scripts_or_styles_in_its_markup() -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<script[^>]*>", page) == ['<script type="module" src="/page/js/main.js">']
    assert not re.search(r"<style|\sstyle=|\son\w+=|https?://", page)
