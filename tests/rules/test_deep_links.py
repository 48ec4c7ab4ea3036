"""Payloads of links: ours come back, whatever else comes is none."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from marketplace.deep_links import MOST_PAYLOAD, DeepLink, LinkTo, read

KEYS = st.text("ABCXYZabcxyz0189_-", min_size=16, max_size=16)
SAFE = re.compile(rf"[A-Za-z0-9_-]{{1,{MOST_PAYLOAD}}}")
LINKS = st.one_of(
    st.integers(1, 2**63 - 1).map(lambda n: DeepLink(LinkTo.JOB, str(n))),
    KEYS.map(lambda key: DeepLink(LinkTo.PROFILE, key)),
    KEYS.map(lambda key: DeepLink(LinkTo.INVITATION, key)),
)


@given(LINKS)
def test_every_link_comes_back(link: DeepLink) -> None:
    assert read(link.payload) == link
    assert SAFE.fullmatch(link.payload)


@given(st.text(max_size=80))
@example("job_²")
@example("job_١٢")
@example("job_1\n")
def test_whatever_else_comes_is_none_or_a_link_that_is_written_so(payload: str) -> None:
    """Seen to fail with `$` instead of a full match, which a line break passes."""
    link = read(payload)
    assert link is None or (link.payload == payload and SAFE.fullmatch(payload))


@pytest.mark.parametrize(
    "payload",
    ["", "_", "job", "job_", "job_0", "job_-1", "job_01", "job_1_2", f"job_{10**19}", "JOB_1",
     "jobs_1", "profile_", "profile_short", "profile_" + "x" * 17, "invite_" + "é" * 16,
     "profile_" + "x" * 15 + " ", "job_1; DROP TABLE", "x" * 64],
)  # fmt: skip
def test_these_are_none(payload: str) -> None:
    assert read(payload) is None
