"""What inline mode offers: cards of jobs and of one's own profile, to be sent into any chat.

Bot API: InlineQueryResultArticle.
"""

from html import unescape
from typing import Any

from marketplace.jobs import Job
from marketplace.people import Person
from views.freelancers import availability
from views.jobs import budget
from views.profile import place
from views.screen import Html, LinkButton, Screen, lines, paragraphs
from views.sharing import Address, job_link, profile_link
from views.texts import Texts, short

Article = dict[str, Any]


def job_article(t: Texts, job: Job, address: Address) -> Article:
    """`address` has a user name; likewise below."""
    link, skills = job_link(job.id), " · ".join(job.terms.skills)
    bid = LinkButton(t.label("btn-bid-on-this"), address.url(link))
    amount = budget(t, job.terms)
    hint = f"{unescape(amount)} · {skills}"
    return _article(link.payload, job.title, hint, Screen(_job_card(t, job, amount), ((bid,),)))


def profile_article(t: Texts, person: Person, address: Address) -> Article:
    """`person` has a key."""
    link = profile_link(person)
    see = LinkButton(t.label("btn-see-profile"), address.url(link))
    screen = Screen(_profile_card(t, person), ((see,),))
    hint = " · ".join(person.skills)
    return _article(link.payload, t.label("inline-own-profile"), hint, screen)


def _job_card(t: Texts, job: Job, amount: Html) -> Html:
    terms = job.terms
    return paragraphs(
        t("job-title", title=job.title),
        lines(
            t("job-budget", budget=amount),
            t("job-skills", skills=" · ".join(terms.skills)),
        ),
        t("quote-long", text=short(terms.description, 600)),
    )


def _profile_card(t: Texts, person: Person) -> Html:
    return paragraphs(
        t("profile-name", name=person.shown_name),
        lines(
            availability(t, person),
            t("freelancer-skills", skills=" · ".join(person.skills)),
            place(t, person),
        ),
        t("quote-long", text=short(person.description, 600)),
    )


def _article(number: str, title: str, hint: str, screen: Screen) -> Article:
    message = screen.message()
    markup = message.pop("reply_markup")
    message["message_text"] = message.pop("text")
    return {
        "type": "article",
        "id": number,
        "title": short(title, 100),
        "description": short(hint, 200),
        "input_message_content": message,
        "reply_markup": markup,
    }
