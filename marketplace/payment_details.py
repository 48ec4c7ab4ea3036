"""Where money could go past the marketplace: payment links, bank accounts, crypto addresses."""

import re
from hashlib import sha256

_LINKS = re.compile(
    r"(?<![\w.-])(?:www\.)?(?:paypal ?\. ?me ?/|paypal\.com/(?:paypalme|donate|pools|invoice|"
    r"cgi-bin/webscr)|revolut ?\. ?me ?/|wise\.com/(?:pay|share|invite)|transferwise\.com/pay|"
    r"cash ?\. ?app ?/|(?:account\.)?venmo\.com/|buymeacoffee\.com/|buymeacoff\.ee/|ko-fi\.com/|"
    r"patreon\.com/|(?:buy|donate|checkout|invoice)\.stripe\.com/|tikkie\.me/|gofundme\.com/|"
    r"liberapay\.com/|square\.link/|rzp\.io/|razorpay\.me/|paystack\.com/pay|monzo\.me/|"
    r"send\.monobank\.ua/|qiwi\.me/|yoomoney\.ru/to/|boosty\.to/|donationalerts\.com/|"
    r"payoneer\.com/(?:pay|request)|bunq\.me/|lydia-app\.com/collect)"
    r"|(?<!\w)(?:(?:bitcoin|ethereum|litecoin|monero|dogecoin|lightning):\w{20}|(?:upi|payto)://)"
    r"|[\w.-]@(?:ok(?:axis|sbi|icici|hdfcbank)|ybl|ibl|axl|paytm|upi|apl|fam)\b(?!\.)"
)
_IBAN = re.compile(r"(?<![A-Z0-9])([A-Z]{2})\d{2}(?=[ -]?[A-Z0-9])")
_COUNTRIES = """
AD:24 AE:23 AL:28 AT:20 AZ:28 BA:20 BE:16 BG:22 BH:22 BR:29 BY:28 CH:21 CR:22 CY:28 CZ:24 DE:22
DK:18 DO:28 EE:20 EG:29 ES:24 FI:18 FO:18 FR:27 GB:22 GE:22 GI:23 GL:18 GR:27 GT:28 HR:21 HU:28
IE:22 IL:23 IQ:23 IS:26 IT:27 JO:30 KW:30 KZ:20 LB:28 LI:21 LT:20 LU:20 LV:21 MC:27 MD:24 ME:22
MK:19 MR:27 MT:31 MU:30 NL:18 NO:15 PK:24 PL:28 PS:29 PT:25 QA:29 RO:24 RS:22 SA:24 SE:24 SI:19
SK:24 SM:27 TN:24 TR:26 UA:29 VA:22 VG:24 XK:20
"""
_IBAN_LENGTHS = {pair[:2]: int(pair[3:]) for pair in _COUNTRIES.split()}
"""Characters, by the country that the number begins with (SWIFT's IBAN registry)."""
_HEX_ADDRESS = re.compile(r"(?<!\w)0x[0-9a-f]{40}(?!\w)")
_BECH32 = re.compile(r"(?<!\w)(?:bc|ltc|tb)1[ac-hj-np-z02-9]{25,71}(?!\w)")
_BASE58 = re.compile(r"(?<!\w)[1-9A-HJ-NP-Za-km-z]{26,35}(?!\w)")
_MONERO = re.compile(r"(?<!\w)[48][0-9AB][1-9A-HJ-NP-Za-km-z]{93}(?!\w)")
_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def names_an_account(plain: str, low: str) -> bool:
    """`low`: the same in lower case, with disguised dots in their place."""
    return bool(
        _LINKS.search(low)
        or _HEX_ADDRESS.search(low)
        or _BECH32.search(low)
        or _MONERO.search(plain)
        or any(_is_base58check(found) for found in _BASE58.findall(plain))
        or _holds_iban(plain.upper())
    )


def _holds_iban(upper: str) -> bool:
    return any(
        begun[1] in _IBAN_LENGTHS and _is_iban(upper[begun.start() : begun.start() + 64])
        for begun in _IBAN.finditer(upper)
    )


def _is_iban(text: str) -> bool:
    """Whether an account's number, its check digits right, stands at the beginning (ISO 13616)."""
    length = _IBAN_LENGTHS[text[:2]]
    compact = re.sub(r"[ -]", "", text)[:length]
    if len(compact) < length or not compact.isascii() or not compact.isalnum():
        return False
    return int("".join(str(int(c, 36)) for c in compact[4:] + compact[:4])) % 97 == 1


def _is_base58check(text: str) -> bool:
    """Bitcoin's, Litecoin's, Dogecoin's and Tron's addresses end with a checksum of their own."""
    number = 0
    for c in text:
        number = number * 58 + _ALPHABET.index(c)
    if number >= 1 << 200:
        return False
    raw = number.to_bytes(25, "big")
    return sha256(sha256(raw[:-4]).digest()).digest()[:4] == raw[-4:]
