"""A client as the readers of their jobs see them: where from, and how they are to work for."""

from marketplace.clients import MOST_COUNTED, ClientRecord
from marketplace.people import Person
from marketplace.standings import Standing
from views import countries
from views.ratings import standing_line
from views.screen import Html, lines
from views.texts import Texts


def client(t: Texts, person: Person, record: ClientRecord, standing: Standing) -> Html:
    """A line for who it is, and one for whatever is known. A bad figure is said in words: a bare
    "0%" would be read as a figure that is missing."""
    if record.is_new and not standing.count:
        return lines(_who(t, person), t("client-new"))
    return lines(
        _who(t, person),
        standing_line(t, standing) if standing.count else "",
        _posted(t, record),
        _paid(t, record),
    )


def _who(t: Texts, person: Person) -> Html:
    if not person.country:
        return t("job-client", name=person.shown_name)
    country = f"{t.country(person.country)} {countries.flag(person.country)}"
    return t("client-from", name=person.shown_name, country=country)


def _posted(t: Texts, record: ClientRecord) -> Html:
    count, rate = record.jobs_posted, record.hire_rate
    most = t.number(MOST_COUNTED)
    many = t.label("client-many", most=most) if count >= MOST_COUNTED else t.number(count)
    posted = t("client-posted", count=count, shown=many)
    if rate is None:
        return t("client-posted-only", posted=posted)
    if not rate:
        return t("client-hired-nobody", posted=posted)
    return t("client-hired", posted=posted, percent=t.percent(rate))


def _paid(t: Texts, record: ClientRecord) -> Html:
    rate = record.on_time_rate
    if rate is None:
        return Html("")
    return t("client-paid", percent=t.percent(rate)) if rate else t("client-paid-late")
