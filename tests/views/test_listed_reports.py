"""Reports among others, on buttons that a phone shows whole.

Seen to fail with the kind in full behind the title: "… · asks for contact or payment outside".
"""

from dataclasses import replace

import pytest

from marketplace.money import Currency
from marketplace.reports import ReportKind
from tests.views.facts import NOW, Facts
from views.admin_reports import Report, listed
from views.buttons import LONGEST_LABEL
from views.texts import Texts, units

T = Texts("en", Currency())


@pytest.mark.parametrize("kind", ReportKind)
def test_what_is_wrong_comes_first(kind: ReportKind) -> None:
    facts = Facts(full=False, letters="x")
    terms = replace(facts.job().terms, title="Landing page for a small bakery in the hills")
    one, job = Report(1, kind, 2, 3, NOW), replace(facts.job(), terms=terms)
    label = listed(T, [(one, job, facts.client)], before=0, more=False).rows[0][0].text
    assert label.split(" · ")[1].startswith("Landing pa")
    assert units(label) <= LONGEST_LABEL
