"""The first screens: welcome, home, help, and the answers to what nobody else took."""

from babel import Locale

from marketplace.people import Person, Profile, Role
from views import buttons, settings
from views.callbacks import (
    BrowseJobs,
    ChooseRole,
    DropDraft,
    FindFreelancers,
    Help,
    Language,
    LookFor,
    OwnBids,
    OwnJobs,
    OwnProfile,
    OwnProjects,
    OwnWallet,
    PostJob,
    Resume,
    SavedJobs,
    SearchJobs,
)
from views.profile import meter
from views.screen import Button, Html, Rows, Screen, paragraphs
from views.texts import Texts, short
from views.texts import languages as known_languages

MOST_DRAFTS = 5


def welcome(t: Texts, person: Person) -> Screen:
    """What this is, and the one question that has to be answered first."""
    return Screen(t("start-welcome", name=person.first_name), _roles(t))


def home(
    t: Texts,
    person: Person,
    profile: Profile,
    drafts: list[tuple[str, str]],
    *,
    wallet: bool = True,
) -> Screen:
    """`drafts`: the key and the conversation's name of each half-finished conversation. `wallet`:
    the bot takes money, so that there are wallets."""
    if person.role is None:
        return welcome(t, person).under(*_drafts(t, drafts))
    if person.role is Role.CLIENT:
        text: Html = t("start-home-client", name=person.shown_name)
        rows = (*_client_rows(t), _own_row(t, wallet=wallet), _switch_row(t, Role.FREELANCER))
    else:
        text = t("start-home-freelancer", name=person.shown_name)
        ready = not profile.missing_to_bid()
        rows = _freelancer_rows(t, ready=ready)
        rows = (*rows, _own_row(t, wallet=wallet), _switch_row(t, Role.CLIENT))
        if profile.missing():
            text = paragraphs(text, meter(t, profile))
    if person.banned:
        why = t("quote-long", text=short(person.banned_why, 1000))
        text = paragraphs(text, t("start-restricted"), why)
    return Screen(text, (*_drafts(t, drafts), *rows))


def _roles(t: Texts) -> Rows:
    return (
        (Button(t.label("btn-role-freelancer"), ChooseRole(role=Role.FREELANCER)),),
        (Button(t.label("btn-role-client"), ChooseRole(role=Role.CLIENT)),),
    )


def _drafts(t: Texts, drafts: list[tuple[str, str]]) -> Rows:
    return tuple(
        (
            Button(t.label("btn-continue", what=buttons.named(name)), Resume(key=key), "primary"),
            Button(t.label("btn-drop-draft"), DropDraft(key=key)),
        )
        for key, name in drafts[:MOST_DRAFTS]
    )


def _freelancer_rows(t: Texts, *, ready: bool) -> Rows:
    """Until one is ready to bid, the profile comes first."""
    key = "btn-own-profile" if ready else "btn-complete-profile"
    profile = Button(t.label(key), OwnProfile(), "" if ready else "primary")
    return (
        *(() if ready else ((profile,),)),
        (buttons.search(t), buttons.browse(t)),
        (
            Button(t.label("btn-own-bids"), OwnBids()),
            Button(t.label("btn-own-projects"), OwnProjects()),
        ),
        (Button(t.label("btn-saved-jobs"), SavedJobs()), *((profile,) if ready else ())),
        (buttons.help_(t),),
    )


def _client_rows(t: Texts) -> Rows:
    return (
        (Button(t.label("btn-post-job"), PostJob(), "primary"),),
        (Button(t.label("btn-find-freelancers"), FindFreelancers()),),
        (
            Button(t.label("btn-own-jobs"), OwnJobs()),
            Button(t.label("btn-own-projects"), OwnProjects()),
        ),
        (Button(t.label("btn-own-profile"), OwnProfile()), buttons.help_(t)),
    )


def _own_row(t: Texts, *, wallet: bool) -> tuple[Button, ...]:
    """What is one's own in either role."""
    first = (Button(t.label("btn-wallet"), OwnWallet()),) if wallet else ()
    return (*first, settings.button(t))


def _switch_row(t: Texts, to: Role) -> tuple[Button, ...]:
    keys = {Role.CLIENT: "btn-switch-to-client", Role.FREELANCER: "btn-switch-to-freelancer"}
    return (Button(t.label(keys[to]), ChooseRole(role=to)),)


# --- help ----------------------------------------------------------------------------------

TOPICS = {
    Role.FREELANCER: ("profile", "find", "complete", "start"),
    Role.CLIENT: ("post", "hire", "review"),
}
_TITLES = {
    "profile": "help-title-profile",
    "find": "help-title-find",
    "complete": "help-title-complete",
    "start": "help-title-start",
    "post": "help-title-post",
    "hire": "help-title-hire",
    "review": "help-title-review",
}
_ANSWERS = {
    "profile": "help-profile",
    "find": "help-find",
    "complete": "help-complete",
    "start": "help-start",
    "post": "help-post",
    "hire": "help-hire",
    "review": "help-review",
}


def help_home(t: Texts, role: Role | None) -> Screen:
    """ "How can we help?" with the topics of one's role; of both before a role is chosen."""
    topics = TOPICS[role] if role else (*TOPICS[Role.FREELANCER], *TOPICS[Role.CLIENT])
    rows: Rows = tuple((Button(t.label(_TITLES[topic]), Help(topic=topic)),) for topic in topics)
    if role:
        other = Role.CLIENT if role is Role.FREELANCER else Role.FREELANCER
        rows = (*rows, (Button(t.label(_OTHER_HELP[other]), Help(topic=other.value)),))
    return Screen(t("help-home"), (*rows, (buttons.home(t),)))


def help_topic(t: Texts, topic: str, role: Role | None, *, payable: bool = True) -> Screen:
    """One answer and the way into what it explains. A topic that is gone leads to all topics.
    `payable`: the bot takes money; else people pay each other outside."""
    if topic in list(Role):
        return help_home(t, Role(topic))
    if topic not in _ANSWERS:
        return help_home(t, role)
    whose = Role.CLIENT if topic in TOPICS[Role.CLIENT] else Role.FREELANCER
    answer = t(_ANSWERS[topic], payments="on" if payable else "off")
    text = paragraphs(t("help-heading", title=t.label(_TITLES[topic])), answer)
    return Screen(text, (_into(t, topic), (buttons.back(t, Help(topic=whose)), buttons.home(t))))


_OTHER_HELP = {Role.CLIENT: "btn-help-clients", Role.FREELANCER: "btn-help-freelancers"}


def _into(t: Texts, topic: str) -> tuple[Button, ...]:
    """The button that leads from a help topic into the thing itself."""
    ways = {
        "profile": Button(t.label("btn-own-profile"), OwnProfile(), "primary"),
        "find": Button(t.label("btn-search"), SearchJobs(), "primary"),
        "complete": Button(t.label("btn-own-projects"), OwnProjects(), "primary"),
        "start": Button(t.label("btn-browse"), BrowseJobs(), "primary"),
        "post": Button(t.label("btn-post-job"), PostJob(), "primary"),
        "hire": Button(t.label("btn-own-jobs"), OwnJobs(), "primary"),
        "review": Button(t.label("btn-own-projects"), OwnProjects(), "primary"),
    }
    first = ways[topic]
    return (first, buttons.search(t)) if topic == "start" else (first,)


# --- short answers -------------------------------------------------------------------------


def cancelled(t: Texts, had_something: bool) -> Screen:
    return Screen(t("start-cancelled" if had_something else "start-nothing-to-cancel"), _ways(t))


def unknown(t: Texts) -> Screen:
    """What nobody else took; never a dead end."""
    return Screen(t("start-unknown"), _ways(t))


def unknown_words(t: Texts, role: Role, words: str, mark: str) -> Screen:
    """Words of somebody who was asked nothing and has nobody to write to. `words` can be looked
    for, where there are any; `mark` names them."""
    if role is Role.CLIENT:
        way = Button(t.label("btn-find-freelancers"), FindFreelancers())
    elif words:
        way = Button(t.label("btn-look-for", words=short(words, 20)), LookFor(mark=mark))
    else:
        way = Button(t.label("btn-search"), SearchJobs())
    return Screen(t("start-unknown-words", role=role.value), ((way,), *_ways(t)))


def stale_notice(t: Texts) -> str:
    """What an old button answers (a toast, plain text)."""
    return t.label("stale-notice")


def languages(t: Texts) -> Screen:
    """Every language we have, named in itself."""
    codes = known_languages()
    rows = tuple((Button(_named(code, t.language), Language(code=code)),) for code in codes)
    return Screen(t("start-languages"), (*rows, (buttons.home(t),)))


def _named(code: str, current: str) -> str:
    name = str(Locale.parse(code).get_display_name(code) or code)
    name = name[:1].upper() + name[1:]
    return f"✓ {name}" if code == current else name


def _ways(t: Texts) -> Rows:
    return ((buttons.home(t), buttons.help_(t)),)
