"""Jobs that were looked for: a page of them, and the filters."""

from collections.abc import Sequence

from marketplace.finding import COUNTED, Found, Order, Place, Search
from marketplace.people import Person
from views import buttons
from views.callbacks import (
    FoundJobs,
    Home,
    OpenJob,
    SaveSearch,
    SearchFilters,
    SearchJobs,
    SetFilter,
    TypeFilter,
)
from views.jobs import listed
from views.screen import Button, Html, Rows, Screen, lines, others, paragraphs
from views.texts import Texts, short

PAGE = 5
OFFERED_DAYS = (1, 3, 7, 14)
LONGEST_QUERY = 80
MOST_INSTEAD = 2


def results(t: Texts, search: Search, found: Found, mark: str, place: Place | None) -> Screen:
    """A page. `mark` names the search on its buttons; `place` is where the page began."""
    if not found.jobs and place is None:
        return _nothing(t, search, mark)
    text = paragraphs(
        lines(_heading(t, search, found), *_instead(t, found), _filtered(t, search)),
        *(listed(t, job, found.countries.get(job.client_id, "")) for job in found.jobs),
    )
    jobs: Rows = tuple(
        (Button(buttons.named(job.title), OpenJob(id=job.id)),) for job in found.jobs
    )
    rows = (
        *jobs,
        _pages(t, found, mark, place),
        _narrowed(t, search, mark),
        (_save(t, mark),),
        _others(t, search),
    )
    return Screen(text, tuple(row for row in rows if row))


def _heading(t: Texts, search: Search, found: Found) -> Html:
    """How many, for what, in which order."""
    query = short(search.query, LONGEST_QUERY)
    if found.total is None:
        heading = t("found-more-with", query=query) if search.terms else t("found-more")
    else:
        counted = {"count": found.total, "shown": number(t, found.total)}
        key = "found-number-with" if search.terms else "found-number"
        heading = t(key, query=query, **counted)
    best = search.terms and search.order is Order.BEST
    return t("found-heading", heading=heading, order=t("found-best" if best else "found-newest"))


def number(t: Texts, total: int) -> str:
    """ "37", or "1,000+" where nobody counted on."""
    return t.number(total) if total <= COUNTED else t.label("found-many", most=t.number(COUNTED))


def _instead(t: Texts, found: Found) -> list[Html]:
    """For each mistyped word what was looked for in its place."""
    told = found.instead[:MOST_INSTEAD]
    return [t("found-instead", typed=typed, meant=meant) for typed, meant in told]


def _pages(t: Texts, found: Found, mark: str, place: Place | None) -> tuple[Button, ...]:
    row: list[Button] = []
    if place is not None:
        row.append(Button(t.label("btn-first-page"), FoundJobs(mark=mark)))
    if goes_on := found.following:
        tap = FoundJobs(mark=mark, before=goes_on.before, score=goes_on.score, top=goes_on.top)
        row.append(buttons.more(t, tap))
    return tuple(row)


def _narrowed(t: Texts, search: Search, mark: str) -> tuple[Button, ...]:
    row = [Button(t.label("btn-filters", count=search.filters), SearchFilters(mark=mark))]
    if search.terms:
        best = search.order is Order.BEST
        key, value = ("btn-newest-first", 0) if best else ("btn-best-first", 1)
        row.append(Button(t.label(key), SetFilter(mark=mark, what="best", value=value)))
    return tuple(row)


def _save(t: Texts, mark: str) -> Button:
    return Button(t.label("btn-save-search"), SaveSearch(mark=mark))


def _others(t: Texts, search: Search) -> tuple[Button, ...]:
    other = buttons.browse(t) if search != Search() else buttons.search(t)
    return (other, buttons.home(t))


def _nothing(t: Texts, search: Search, mark: str) -> Screen:
    query = short(search.query, LONGEST_QUERY)
    if search.filters:
        key = "found-none-with-filters" if search.terms else "found-none-filtered"
        text = paragraphs(t(key, query=query), _filtered(t, search))
        wide = Button(t.label("btn-no-filters"), SetFilter(mark=mark, what="clear"), "primary")
        narrowed = Button(t.label("btn-filters", count=search.filters), SearchFilters(mark=mark))
        last = (buttons.search(t), buttons.home(t))
        return Screen(text, ((wide, narrowed), (_save(t, mark),), last))
    if search.terms:
        anew = (buttons.browse(t), buttons.home(t))
        rows = ((buttons.search(t),), (_save(t, mark),), anew)
        return Screen(t("jobs-nothing-found", query=query), rows)
    return Screen(t("jobs-none-open"), ((_save(t, mark),), (buttons.search(t), buttons.home(t))))


def missed(t: Texts, search: Search, mark: str) -> Screen:
    """That nothing is found, under a question that is still open; with the ways on but for those
    that the question has."""
    nothing = _nothing(t, search, mark)
    return Screen(nothing.text, others(nothing.rows, SearchJobs, Home))


# --- filters -------------------------------------------------------------------------------


def filters(t: Texts, search: Search, mark: str, total: int, reader: Person) -> Screen:
    """Every filter as a button that says how it stands. `total`: how many jobs fit now."""
    rows: Rows = (
        (Button(_skills(t, search), TypeFilter(mark=mark, what="skills")),),
        *(((_switch(t, search, mark, "every"),),) if len(search.skills) > 1 else ()),
        (Button(_budget(t, search), TypeFilter(mark=mark, what="budget")),),
        tuple(_days(t, search, mark, days) for days in OFFERED_DAYS),
        (Button(_other_days(t, search), TypeFilter(mark=mark, what="days")),),
        *(((_switch(t, search, mark, "own"),),) if reader.skills else ()),
        (_switch(t, search, mark, "unbid"),),
    )
    shown = Button(
        t.label("btn-show-found", count=total, shown=number(t, total)),
        FoundJobs(mark=mark),
        "primary",
    )
    clear = Button(t.label("btn-clear-filters"), SetFilter(mark=mark, what="clear"))
    last = (clear, shown) if search.filters else (shown,)
    query = t("filters-for", query=short(search.query, LONGEST_QUERY)) if search.terms else ""
    text = paragraphs(lines(t("filters-heading"), query), t("filters-how"))
    return Screen(text, (*rows, last, (buttons.home(t),)))


def _filtered(t: Texts, search: Search) -> Html:
    """All filters that are set, in one line."""
    said = joined(t, "filter-between", told_filters(t, search))
    return t("filters-set", filters=said) if said else Html("")


def joined(t: Texts, between: str, told: Sequence[str]) -> str:
    """With the words `between`, which stand apart from both sides."""
    return f" {t.label(between)} ".join(told)


def told_filters(t: Texts, search: Search) -> list[str]:
    """What each filter that is set asks for, not escaped."""
    told = [
        _skills(t, search) if search.skills else "",
        _budget(t, search) if search.least_minor or search.most_minor else "",
        t.label("filter-days", count=search.within_days) if search.within_days else "",
        t.label("filter-own") if search.own_skills else "",
        t.label("filter-unbid") if search.unbid else "",
    ]
    return [one for one in told if one]


def _skills(t: Texts, search: Search) -> str:
    if not search.skills:
        return t.label("filter-any-skills")
    named = joined(t, "filter-and" if search.every_skill else "filter-or", search.skills)
    return t.label("filter-skills", skills=short(named, buttons.LONGEST_LABEL - 4))


def _budget(t: Texts, search: Search) -> str:
    if not (search.least_minor or search.most_minor):
        return t.label("filter-any-budget")
    return t.label("filter-budget", budget=bounds(t, search.least_minor, search.most_minor))


def bounds(t: Texts, least_minor: int, most_minor: int) -> str:
    """ "$400–$600", "from $400" or "up to $600"; 0 is no bound."""
    if not most_minor:
        return t.label("wizard-range-least", least=t.money(least_minor))
    if not least_minor:
        return t.label("wizard-range-most", most=t.money(most_minor))
    return t.label("wizard-range", least=t.money(least_minor), most=t.money(most_minor))


def _days(t: Texts, search: Search, mark: str, days: int) -> Button:
    on = search.within_days == days
    label = _marked(t, t.label("btn-days", count=days), on=on)
    return Button(label, SetFilter(mark=mark, what="days", value=0 if on else days))


def _other_days(t: Texts, search: Search) -> str:
    if not search.within_days:
        return t.label("filter-any-time")
    return t.label("filter-days", count=search.within_days)


_SWITCHES = {
    "every": ("every_skill", "btn-every-skill"),
    "own": ("own_skills", "filter-own"),
    "unbid": ("unbid", "filter-unbid"),
}


def _switch(t: Texts, search: Search, mark: str, what: str) -> Button:
    field, key = _SWITCHES[what]
    on = bool(getattr(search, field))
    return Button(
        _marked(t, t.label(key), on=on), SetFilter(mark=mark, what=what, value=int(not on))
    )


def _marked(t: Texts, label: str, *, on: bool) -> str:
    return t.label("notice-chosen", label=label) if on else label
