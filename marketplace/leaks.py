"""Contact details in what people write: ways around the marketplace, and its protection."""

import re

_SHAPES = {
    "email": re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}"),
    "username": re.compile(r"(?<![\w@.])@[A-Za-z]\w{4,31}\b"),
    "phone": re.compile(r"(?<![\w.,])(?:\+|00)\d[\d ()./-]{6,18}\d(?!\w)"),
    "payment": re.compile(r"\b(?:paypal\.me|wise\.com/pay|revolut\.me|cash\.app)/", re.IGNORECASE),
}


def contact_details(text: str) -> frozenset[str]:
    """Which kinds it seems to hold: "email", "username", "phone", "payment"."""
    return frozenset(kind for kind, shape in _SHAPES.items() if shape.search(text))
