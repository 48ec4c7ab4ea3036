"""Finding one's way: the menu, help, roles and languages."""

from aiogram.filters.callback_data import CallbackData

from marketplace.people import Role


class Home(CallbackData, prefix="home"):
    pass


class ChooseRole(CallbackData, prefix="role"):
    role: Role


class Help(CallbackData, prefix="help"):
    topic: str = ""


class Language(CallbackData, prefix="lang"):
    code: str
