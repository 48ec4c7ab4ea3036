"""When something goes wrong with a project."""

from aiogram.filters.callback_data import CallbackData


class Trouble(CallbackData, prefix="trbl"):
    """What can be done about a project that doesn't go well."""

    project_id: int


class OpenDispute(CallbackData, prefix="disp"):
    milestone_id: int


class WithdrawDispute(CallbackData, prefix="wdisp"):
    """Asks first; `sure` does it."""

    milestone_id: int
    sure: bool = False


class ProposeCancel(CallbackData, prefix="canc"):
    project_id: int


class AgreeCancel(CallbackData, prefix="agcanc"):
    """Asks first; `sure` does it."""

    project_id: int
    sure: bool = False


class RefuseCancel(CallbackData, prefix="nocanc"):
    project_id: int


class WithdrawCancel(CallbackData, prefix="wcanc"):
    project_id: int


class Decisions(CallbackData, prefix="dcns"):
    """How a project's disputes and proposals to cancel it ended, newest first; `skip`: how many
    newer ones stood on earlier pages."""

    project_id: int
    skip: int = 0
