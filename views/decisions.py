"""The decisions of a project, as both sides read them; of operators no names."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from marketplace.cancellations import Cancellation, CancellationState
from marketplace.decisions import Decisions
from marketplace.disputes import Dispute, DisputeState
from marketplace.people import Person
from marketplace.projects import Project
from views import buttons, disputes
from views import callbacks as c
from views.screen import Html, Screen, lines, paragraphs
from views.texts import Texts, shares, units

MOST = 5
"""On one screen."""
ROOM = 2600
"""UTF-16 units for people's words: those of one dispute in full in a usual script, or of several
shorter ones."""
_DISPUTES = {
    DisputeState.OPEN: "decision-dispute-open",
    DisputeState.WITHDRAWN: "decision-dispute-withdrawn",
    DisputeState.DECIDED: "decision-dispute-decided",
}
_CANCELLATIONS = {
    CancellationState.OPEN: "decision-cancellation-open",
    CancellationState.AGREED: "decision-cancellation-agreed",
    CancellationState.REFUSED: "decision-cancellation-refused",
    CancellationState.WITHDRAWN: "decision-cancellation-withdrawn",
}


def decisions(
    t: Texts, found: Decisions, client: Person, freelancer: Person, skip: int, back: CallbackData
) -> Screen:
    """Newest first, without the newest `skip`. `back`: where the reader came from."""
    project, left = found.project, found.entries[::-1][skip:]
    shown = _page(left)
    names = {person.id: person.shown_name for person in (client, freelancer)}
    words = iter(shares([text for entry in shown for text in _words(entry)], ROOM))
    told = [
        _dispute(t, project, entry, names, next(words), next(words))
        if isinstance(entry, Dispute)
        else _cancellation(t, entry, names, next(words))
        for entry in shown
    ]
    heading = t("decisions" if told else "decisions-none", title=project.title)
    first = c.Decisions(project_id=project.id) if skip else None
    older = c.Decisions(project_id=project.id, skip=skip + len(shown))
    more = len(left) > len(shown)
    pages = buttons.pages(t, first=first, following=older if more else None)
    rows = ((*pages,),) if pages else ()
    return Screen(paragraphs(heading, *told), (*rows, (buttons.back(t, back), buttons.home(t))))


def _page(entries: Sequence[Dispute | Cancellation]) -> Sequence[Dispute | Cancellation]:
    """As many as fit; at least one, so that each can be read."""
    length = 0
    for count, entry in enumerate(entries[:MOST]):
        length += sum(map(units, _words(entry)))
        if length > ROOM and count:
            return entries[:count]
    return entries[:MOST]


def _words(entry: Dispute | Cancellation) -> tuple[str, ...]:
    """What people have written in it."""
    return (entry.reason, entry.verdict) if isinstance(entry, Dispute) else (entry.reason,)


def _dispute(
    t: Texts, project: Project, dispute: Dispute, names: dict[int, str], reason: str, verdict: str
) -> Html:
    step = project.milestone(dispute.milestone_id)
    ended = dispute.ended_at or dispute.opened_at
    decided = dispute.state is DisputeState.DECIDED
    return lines(
        t(
            "decision-dispute",
            position=step.position,
            name=names[dispute.opened_by],
            at=t.moment(dispute.opened_at),
        ),
        t("quote-long", text=reason),
        t(_DISPUTES[dispute.state], at=t.moment(ended)),
        disputes.outcome(t, step.amount_minor, dispute) if decided else "",
        t("quote-long", text=verdict) if decided else "",
    )


def _cancellation(t: Texts, entry: Cancellation, names: dict[int, str], reason: str) -> Html:
    ended = entry.ended_at or entry.proposed_at
    return lines(
        t("decision-cancellation", name=names[entry.proposed_by], at=t.moment(entry.proposed_at)),
        t("quote-long", text=reason),
        t(_CANCELLATIONS[entry.state], at=t.moment(ended)),
    )
