"""Freelancers as clients find, read and invite them."""

from dataclasses import dataclass

from marketplace.directory import Found
from marketplace.invitations import Invitation, Invited
from marketplace.jobs import Job
from marketplace.people import Person, Profile
from views import buttons
from views.callbacks import (
    DeclineInvitation,
    FindFreelancers,
    Home,
    Invite,
    JobInvitations,
    MakeBid,
    OpenFreelancer,
    OpenJob,
    PostJob,
    SearchFreelancers,
)
from views.jobs import budget_line
from views.profile import place, shared_profile
from views.screen import Button, Html, Rows, Screen, lines, others, paragraphs
from views.sharing import copy_button
from views.texts import Texts, escaped, shares, short

PAGE = 5
ROOM = 300
"""UTF-16 units for the skills of one freelancer in a list."""
MOST_JOBS = 10
"""Of a client's open jobs, so many are offered to invite somebody to."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of freelancers answers. `job`: whom it suits, or where the client came from."""

    job: Job | None = None
    query: str = ""

    @property
    def job_id(self) -> int:
        return self.job.id if self.job else 0


def freelancers(
    t: Texts, asked: Asked, page: list[Found], *, more: bool, first: bool = True
) -> Screen:
    """A page of the directory. `first`: nobody comes before."""
    rows: Rows = tuple(
        (_to_profile(found.person, asked.job_id),) for found in page if found.person.share_key
    )
    again = FindFreelancers(job_id=asked.job_id, found=bool(asked.query))
    following = again.model_copy(update={"after": page[-1].place.packed()}) if page else again
    pages = buttons.pages(t, first=None if first else again, following=following if more else None)
    rows = (*rows, tuple(pages), *_ways(t, asked), _last(t, asked))
    text = paragraphs(_heading(t, asked, found=bool(page)), *(_listed(t, one) for one in page))
    return Screen(text, tuple(row for row in rows if row))


def missed(t: Texts, asked: Asked) -> Screen:
    """That nobody is found, under a question that is still open; with the ways on but for those
    that the question has."""
    nothing = freelancers(t, asked, [], more=False)
    return Screen(nothing.text, others(nothing.rows, SearchFreelancers, OpenJob, Home))


def availability(t: Texts, person: Person) -> Html:
    return t("freelancer-busy-now" if person.busy else "freelancer-available")


def _to_profile(person: Person, job_id: int) -> Button:
    tap = OpenFreelancer(key=person.share_key, job_id=job_id)
    return Button(buttons.named(person.shown_name), tap)


def _listed(t: Texts, found: Found) -> Html:
    person = found.person
    return lines(
        t("freelancer-name", name=short(person.shown_name, 60), state=availability(t, person)),
        t("freelancer-skills", skills=_skills(t, found)),
        place(t, person),
    )


def _skills(t: Texts, found: Found) -> Html:
    """What was asked for first, and marked."""
    others = [skill for skill in found.person.skills if skill not in found.shared]
    shown = shares([*found.shared, *others], ROOM)
    marked = [t("freelancer-skill-shared", skill=skill) for skill in shown[: len(found.shared)]]
    return Html(" · ".join([*marked, *map(escaped, shown[len(found.shared) :])]))


def _heading(t: Texts, asked: Asked, *, found: bool) -> Html:
    if asked.query:
        key = "freelancers-found" if found else "freelancers-nothing-found"
        return t(key, query=short(asked.query, 80))
    if asked.job:
        key = "freelancers-fitting" if found else "freelancers-none-fit"
        return t(key, title=asked.job.title)
    return t("freelancers-newest" if found else "freelancers-none")


def _ways(t: Texts, asked: Asked) -> Rows:
    search = Button(t.label("btn-search-freelancers"), SearchFreelancers(job_id=asked.job_id))
    if asked.query:
        label = "btn-fitting" if asked.job else "btn-all-freelancers"
        return ((search, Button(t.label(label), FindFreelancers(job_id=asked.job_id))),)
    if asked.job:
        invited = Button(t.label("btn-invited"), JobInvitations(job_id=asked.job.id))
        return ((search, invited),)
    return ((search,),)


def _last(t: Texts, asked: Asked) -> tuple[Button, ...]:
    home = buttons.home(t)
    return (buttons.back(t, OpenJob(id=asked.job_id)), home) if asked.job else (home,)


# --- one freelancer ------------------------------------------------------------------------


def freelancer(t: Texts, profile: Profile, job_id: int) -> Screen:
    """The profile, and the way to invite. `job_id`: the client came from; 0 for none."""
    person = profile.person
    shown = shared_profile(t, profile, None).text
    invite = Button(t.label("btn-invite"), Invite(key=person.share_key, job_id=job_id), "primary")
    back = (buttons.back(t, FindFreelancers(job_id=job_id)), buttons.home(t))
    rows: Rows = (back,) if person.busy else ((invite,), back)
    return Screen(paragraphs(availability(t, person), shown), rows)


def choose_job(t: Texts, person: Person, open_jobs: list[Job]) -> Screen:
    """To which of the client's open jobs?"""
    back = (buttons.back(t, OpenFreelancer(key=person.share_key)), buttons.home(t))
    if not open_jobs:
        post = Button(t.label("btn-post-job"), PostJob(), "primary")
        return Screen(t("invite-no-jobs", name=person.shown_name), ((post,), back))
    rows: Rows = tuple(
        (Button(buttons.named(job.title), Invite(key=person.share_key, job_id=job.id)),)
        for job in open_jobs[:MOST_JOBS]
    )
    return Screen(t("invite-which-job", name=person.shown_name), (*rows, back))


def invited(t: Texts, job: Job, person: Person, url: str) -> Screen:
    """It is done. `url`: of the invitation, for the client to send it elsewhere; "" for none."""
    more = Button(t.label("btn-find-freelancers"), FindFreelancers(job_id=job.id))
    copy = ((copy_button(t, url),),) if url else ()
    text = t("invite-done", name=person.shown_name, title=job.title)
    back = (buttons.back(t, OpenJob(id=job.id)), buttons.home(t))
    return Screen(text, (*copy, (more,), back))


def job_invitations(t: Texts, job: Job, invited: list[Invited]) -> Screen:
    """The client's list: what became of each."""
    listed = [
        t("invited-line", name=short(one.person.shown_name, 60), state=t(_state_of(one)))
        for one in invited
    ]
    key = "invited-heading" if invited else "invited-nobody"
    back = (buttons.back(t, FindFreelancers(job_id=job.id)), buttons.home(t))
    return Screen(paragraphs(t(key, title=job.title), lines(*listed)), (back,))


def _state_of(one: Invited) -> str:
    if one.has_bid:
        return "invited-has-bid"
    return "invited-not-interested" if one.invitation.declined else "invited-waiting"


# --- the freelancer's side -----------------------------------------------------------------


def invitation(t: Texts, invitation: Invitation, job: Job, client: Person) -> Screen:
    """The job's card and the two answers."""
    terms = job.terms
    text = paragraphs(
        t("invitation", name=client.shown_name),
        lines(
            t("job-title", title=job.title),
            budget_line(t, terms),
            t("job-skills", skills=" · ".join(terms.skills)),
        ),
        t("quote-long", text=short(terms.description, 600)),
    )
    bid = Button(t.label("btn-bid"), MakeBid(job_id=job.id), "primary")
    read = Button(t.label("btn-read-job"), OpenJob(id=job.id))
    no = Button(t.label("btn-not-interested"), DeclineInvitation(id=invitation.id))
    return Screen(text, ((bid,), (read, no)))


def not_interested(t: Texts) -> Screen:
    return Screen(t("invitation-declined"), ((buttons.browse(t), buttons.home(t)),))
