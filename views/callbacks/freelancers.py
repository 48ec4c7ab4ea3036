"""Freelancers, as clients find and invite them."""

from aiogram.filters.callback_data import CallbackData


class FindFreelancers(CallbackData, prefix="ffl"):
    """A page of freelancers; `after` is where the page before ended, empty for the first.

    `job_id`: whom it suits, first; 0 for everybody. `found` pages through the reader's last search.
    """

    job_id: int = 0
    found: bool = False
    after: str = ""


class SearchFreelancers(CallbackData, prefix="sfl"):
    job_id: int = 0


class OpenFreelancer(CallbackData, prefix="fl"):
    """A profile by its public key. `job_id`: the job that the reader came from, 0 for none."""

    key: str
    job_id: int = 0


class Invite(CallbackData, prefix="inv"):
    """Invites the freelancer to the job; 0 asks to which."""

    key: str
    job_id: int = 0


class JobInvitations(CallbackData, prefix="invs"):
    """Whom the client has invited to their own job."""

    job_id: int


class DeclineInvitation(CallbackData, prefix="noinv"):
    id: int
