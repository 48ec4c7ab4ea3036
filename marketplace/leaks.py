"""Contact details in what people write: ways around the marketplace, and its protection.

A hint for people, no wall: it finds what is written plainly or lightly disguised, and keeps quiet
about prices, dates, versions, sizes, order numbers, code and links to the work itself. Its time
grows with the length of the text alone: every repetition is bounded, or begins where the one
before has ended.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from marketplace.payment_details import names_an_account
from marketplace.phone_numbers import holds_phone_number

MENTIONED = "text_mention"
"""Leads to an account (Bot API, MessageEntity), whatever the words say."""
_SPACES = re.compile(r"[^\S\n]+")
_TOKEN = re.compile(r"\S+")
_AT = re.compile(r" ?[\[({<] ?(?:at|@|ät|arroba) ?[\])}>] ?")
_DOT = re.compile(r" ?[\[({<] ?(?:dot|\.|punkt|ponto|punto) ?[\])}>] ?")
_DOT_WORD = re.compile(r"(?<=\w) (?:dot|punkt|ponto|punto) (?=[a-z]{2,12}\b)")
_BARE_LINK = re.compile(r"(?<![\w@.-])(?:[\w-]{1,63}\.){1,5}[a-z]{2,24}/\S*")

_ENDS = r"(?:com|net|org|info|biz|eu|uk|de|ch|fr|pl|ru|ua|br)\b"
"""Ends of addresses that are no words themselves, for where spaces stand in an address."""
_NO_ENDS = r"(?!(?:png|jpe?g|gif|webp|svg|avif|pdf|css|js|mjs|ts|tsx|jsx|json|html?|py|zip|git)\b)"
_MAILERS = (
    r"(?:gmail|googlemail|outlook|hotmail|yahoo|ymail|icloud|proton(?:mail)?|gmx|yandex|aol|"
    r"fastmail|tutanota)"
)
_EMAIL = re.compile(
    r"[\w+](?<!this)(?<!super)(?<!return)@(?!\dx\b|v?\d+\.\d)(?:[\w-]{1,63}\.){1,5}"
    + _NO_ENDS
    + r"[a-z]{2,24}\b(?!\.\w)|[\w+] ?@ ?[\w-]{1,63}(?: ?\. ?[\w-]{1,63}){0,3} ?\. ?"
    + _ENDS
    + rf"|[\w+] at {_MAILERS} ?\. ?{_ENDS}"
)
_SPOKEN_EMAIL = re.compile(
    r"(?<!\w)(?!(?:look|looking|looked|meet|works?|working|hosted|found|available|live|lives|is|"
    r"me|us|it|up|here|see|page|site|shop) )[\w.+-]{2,64} at [\w-]{1,63} dot " + _ENDS
)
_REMOTE = re.compile(r"(?<!\w)git@[\w.-]{1,80}:")

_CODE_WORDS = """
media import charset namespace supports keyframes container include mixin extend tailwind apply
layer property return function screen content scope error debug component override deprecated param
params returns throws author version since example default dataclass staticmethod classmethod
abstractmethod cached pytest fixture autowired bean service controller restcontroller repository
injectable input output directive entity table column nullable notnull nonnull tests before after
beforeeach aftereach ignore suppresswarnings functional transactional types angular babel testing
latest foreach endforeach section endsection yield extends endif elseif while class interface brief
private public readonly internal template module event license copyright everyone channel group
"""
_NO_USERS = frozenset(_CODE_WORDS.split())
"""What stands behind an @ in code, or calls everybody."""
_USERNAME = re.compile(r"(?<![\w@./-])@([a-z]\w{4,31})\b(?![({/=-]|\.\w)")

_MESSENGERS = re.compile(
    r"(?<![\w.'’-])(?:(?:t|telegram|wa|signal|line|ig|m|vk) ?\. ?me|telegram ?\. ?dog|"
    r"discord ?\. ?gg) ?/ ?[\w#+]"
    r"|(?<![\w.-])(?:teleg\.one|threema\.id|discord(?:app)?\.com/(?:invite|users)|"
    r"(?:api|chat)\.whatsapp\.com|whatsapp\.com/(?:channel|catalog)|signal\.group|u\.wechat\.com|"
    r"join\.skype\.com|matrix\.to/#|(?:www\.)?(?:facebook\.com/messages|messenger\.com/t))/"
    r"|(?<![\w.])[a-z]\w{4,31}\.t\.me\b"
    r"|(?<!\w)(?:(?:tg|whatsapp|viber|weixin|sgnl)://|(?:tel|sms|callto|facetime):\+?\d{3}|"
    r"(?:skype|xmpp|mailto):\w{2}|live:\.?cid\.)"
)


def contact_details(text: str) -> frozenset[str]:
    """Which kinds it seems to hold: "email", "username", "phone", "messenger", "payment"."""
    plain = _plain(text)
    low = plain.lower()
    told = _DOT_WORD.sub(".", _DOT.sub(".", _AT.sub("@", low)))
    unlinked = _without_links(told)
    found = {
        "messenger": _MESSENGERS.search(told),
        "payment": names_an_account(plain, told),
        "email": _EMAIL.search(unlinked) or _SPOKEN_EMAIL.search(low),
        "username": _names_a_user(unlinked),
        "phone": holds_phone_number(_without_links(low)),
    }
    return frozenset(kind for kind, seen in found.items() if seen)


def hidden_details(entities: Iterable[Mapping[str, Any]]) -> bool:
    """Whether what stands behind the words (Bot API, MessageEntity) leads to a person: somebody
    who is mentioned, or a link to a way of contact."""
    return any(
        entity.get("type") == MENTIONED or contact_details(str(entity.get("url") or ""))
        for entity in entities
    )


_UNSEEN = frozenset(("Cf", "Mn", "Me", "Cc"))


def _plain(text: str) -> str:
    """Without what the eye doesn't see; digits and letters of every width as ASCII has them."""
    compatible = unicodedata.normalize("NFKC", text)
    seen = (c for c in compatible if c.isascii() or unicodedata.category(c) not in _UNSEEN)
    return _SPACES.sub(" ", "".join(map(_ascii_digit, seen)))


def _ascii_digit(c: str) -> str:
    foreign = not c.isascii() and unicodedata.category(c) == "Nd"
    return str(unicodedata.digit(c)) if foreign else c


def _without_links(told: str) -> str:
    """Links lead to the work itself; what they hold is nobody's number or name."""
    kept = _TOKEN.sub(lambda token: "" if _is_link(token.group()) else token.group(), told)
    return _REMOTE.sub(" ", _BARE_LINK.sub(" ", kept))


def _is_link(token: str) -> bool:
    return "://" in token or token.startswith("www.")


def _names_a_user(unlinked: str) -> bool:
    return any(name not in _NO_USERS for name in _USERNAME.findall(unlinked))
