"""One's own profile."""

from aiogram.filters.callback_data import CallbackData


class OwnProfile(CallbackData, prefix="me"):
    pass


class CompleteProfile(CallbackData, prefix="mefor"):
    """One's own profile, which leads on to a job in the end."""

    job_id: int


class EditPart(CallbackData, prefix="edit"):
    """`part`: details, skills or description."""

    part: str


class Entries(CallbackData, prefix="ents"):
    """The list of one's education or work experience; `kind`: education or experience."""

    kind: str


class AddEntry(CallbackData, prefix="addent"):
    kind: str


class ChangeEntry(CallbackData, prefix="chgent"):
    kind: str
    id: int


class RemoveEntry(CallbackData, prefix="rment"):
    kind: str
    id: int


class ShareProfile(CallbackData, prefix="shme"):
    """The link to one's own profile."""


class SetVisible(CallbackData, prefix="vis"):
    on: bool


class SetBusy(CallbackData, prefix="busy"):
    on: bool
