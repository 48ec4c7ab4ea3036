"""Jobs: reading and saving them, posting and keeping one's own."""

from aiogram.filters.callback_data import CallbackData


class OpenJob(CallbackData, prefix="job"):
    id: int


class PostJob(CallbackData, prefix="post"):
    pass


class OwnJobs(CallbackData, prefix="myjobs"):
    before: int = 0


class EditJob(CallbackData, prefix="edjob"):
    id: int


class CloseJob(CallbackData, prefix="cljob"):
    """Asks first; `sure` does it."""

    id: int
    sure: bool = False


class RenewJob(CallbackData, prefix="rnjob"):
    id: int


class ShareJob(CallbackData, prefix="shjob"):
    """The link to an open job."""

    id: int


class SaveJob(CallbackData, prefix="svjob"):
    """Saves somebody else's job for later; without `on` takes it off again, and shows it."""

    id: int
    on: bool


class SavedJobs(CallbackData, prefix="svjobs"):
    """A page of them, from 0 on."""

    page: int = 0


class UnsaveJob(CallbackData, prefix="unsvj"):
    """Takes a job off the page of saved ones on which the button stands."""

    id: int
    page: int = 0
