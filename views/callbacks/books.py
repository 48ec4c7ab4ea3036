"""The books of people and projects, which operators read."""

from aiogram.filters.callback_data import CallbackData


class FindPerson(CallbackData, prefix="fper"):
    pass


class FindProject(CallbackData, prefix="fproj"):
    pass


class AdminPerson(CallbackData, prefix="admp"):
    id: int


class AdminStatement(CallbackData, prefix="admst"):
    person_id: int
    before: int = 0


class AdminPayments(CallbackData, prefix="admpay"):
    person_id: int
    before: int = 0


class RefundPayment(CallbackData, prefix="refund"):
    """`number`: the payment's (see books.payment)."""

    number: int


class AdminProject(CallbackData, prefix="admpj"):
    id: int


class AdminLedger(CallbackData, prefix="admlg"):
    project_id: int
    before: int = 0


class AdminTalk(CallbackData, prefix="admtk"):
    """What the two sides of a project wrote to each other, oldest first."""

    project_id: int
    after: int = 0
