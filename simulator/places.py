"""Places and contacts, in a call or in an inline result (Bot API: sendLocation, sendContact)."""

from __future__ import annotations

from .errors import bad_request
from .parameters import Params
from .state import Body


def location(params: Params) -> Body:
    """{location}. ApiError 400 when it is not on earth."""
    place = {"latitude": params.real("latitude"), "longitude": params.real("longitude")}
    if not -90 <= place["latitude"] <= 90 or not -180 <= place["longitude"] <= 180:
        raise bad_request("wrong location specified")
    return {"location": place}


def venue(params: Params) -> Body:
    """{venue, location}."""
    place = location(params)["location"]
    facts = {"title": params.required("title"), "address": params.required("address")}
    return {"venue": {"location": place, **facts}, "location": place}


def contact(params: Params) -> Body:
    """{contact}."""
    names = ("phone_number", "first_name")
    facts = {name: params.required(name) for name in names}
    facts |= {n: params.text(n) for n in ("last_name", "vcard") if params.text(n)}
    return {"contact": facts}
