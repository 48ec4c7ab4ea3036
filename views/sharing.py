"""Links that people hand on: to a job, to one's own profile, to an invitation."""

from dataclasses import dataclass
from urllib.parse import urlencode

from aiogram.filters.callback_data import CallbackData

from marketplace.deep_links import DeepLink, LinkTo
from marketplace.errors import Refused
from marketplace.jobs import Job
from marketplace.people import Person
from views import buttons
from views.callbacks import OpenJob, OwnProfile
from views.screen import AnyButton, CopyButton, Html, LinkButton, Screen, ShareButton, paragraphs
from views.texts import Texts

INLINE_PROFILE = "me"
"""What asks for one's own profile in inline mode."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the bot is found in Telegram. `inline`: it answers inline queries (an operator switches
    that on). `username` is empty until Telegram has told it."""

    username: str = ""
    inline: bool = False

    def url(self, link: DeepLink) -> str:
        """https://t.me/<bot>?start=…; raises Refused `no-address-yet`."""
        if not self.username:
            raise Refused("no-address-yet")
        return f"https://t.me/{self.username}?start={link.payload}"


def job_link(job_id: int) -> DeepLink:
    return DeepLink(LinkTo.JOB, str(job_id))


def profile_link(person: Person) -> DeepLink:
    """`person` has a key."""
    return DeepLink(LinkTo.PROFILE, person.share_key)


def share_job(t: Texts, job: Job, address: Address) -> Screen:
    """Open jobs are public: whoever gets the link may read it and bid."""
    link = job_link(job.id)
    text = t("share-job", title=job.title)
    return _shared(t, text, address, link, link.payload, OpenJob(id=job.id))


def share_profile(t: Texts, person: Person, address: Address) -> Screen:
    """`person` has a key."""
    link, text = profile_link(person), t("share-profile" if person.listed else "share-hidden")
    return _shared(t, text, address, link, INLINE_PROFILE, OwnProfile())


def _shared(
    t: Texts, text: Html, address: Address, link: DeepLink, query: str, back: CallbackData
) -> Screen:
    url = address.url(link)
    rows = (
        (send_button(t, address, url, query),),
        (copy_button(t, url),),
        (buttons.back(t, back), buttons.home(t)),
    )
    return Screen(paragraphs(text, t("share-link", url=url)), rows)


def send_button(t: Texts, address: Address, url: str, query: str) -> AnyButton:
    """Inline mode sends a card; without it Telegram's own dialogue sends the bare link."""
    label = t.label("btn-share-send")
    if address.inline:
        return ShareButton(label, query)
    return LinkButton(label, f"https://t.me/share/url?{urlencode({'url': url})}")


def copy_button(t: Texts, url: str) -> CopyButton:
    return CopyButton(t.label("btn-copy-link"), url)
