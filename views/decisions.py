"""The decisions of a project, as both sides read them; of operators no names."""

from aiogram.filters.callback_data import CallbackData

from marketplace.cancellations import Cancellation, CancellationState
from marketplace.decisions import Decisions
from marketplace.disputes import Dispute, DisputeState
from marketplace.people import Person
from marketplace.projects import Project
from views import buttons, disputes
from views import callbacks as c
from views.screen import Button, Html, Screen, lines, paragraphs
from views.texts import Texts, short

PAGE = 4
"""On one screen, with two texts of up to 1,000 characters each cut to `ROOM`."""
ROOM = 400
"""UTF-16 units of each text where several are shown."""
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
    t: Texts, found: Decisions, client: Person, freelancer: Person, page: int, back: CallbackData
) -> Screen:
    """Newest first. `back`: where the reader came from."""
    project, newest = found.project, found.entries[::-1]
    shown = newest[page * PAGE : (page + 1) * PAGE]
    names = {person.id: person.shown_name for person in (client, freelancer)}
    told = [
        _dispute(t, project, entry, names)
        if isinstance(entry, Dispute)
        else _cancellation(t, entry, names)
        for entry in shown
    ]
    heading = t("decisions" if told else "decisions-none", title=project.title)
    first = c.Decisions(project_id=project.id) if page else None
    more = len(newest) > (page + 1) * PAGE
    following = c.Decisions(project_id=project.id, page=page + 1) if more else None
    pages: list[Button] = buttons.pages(t, first=first, following=following)
    rows = ((*pages,),) if pages else ()
    return Screen(paragraphs(heading, *told), (*rows, (buttons.back(t, back), buttons.home(t))))


def _dispute(t: Texts, project: Project, dispute: Dispute, names: dict[int, str]) -> Html:
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
        t("quote-long", text=short(dispute.reason, ROOM)),
        t(_DISPUTES[dispute.state], at=t.moment(ended)),
        disputes.outcome(t, step.amount_minor, dispute) if decided else "",
        t("quote-long", text=short(dispute.verdict, ROOM)) if decided else "",
    )


def _cancellation(t: Texts, entry: Cancellation, names: dict[int, str]) -> Html:
    ended = entry.ended_at or entry.proposed_at
    return lines(
        t("decision-cancellation", name=names[entry.proposed_by], at=t.moment(entry.proposed_at)),
        t("quote-long", text=short(entry.reason, ROOM)),
        t(_CANCELLATIONS[entry.state], at=t.moment(ended)),
    )
