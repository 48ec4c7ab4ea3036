"""/terms and /paysupport: what goes for everybody here, as this deployment handles money."""

from marketplace.policy import Policy
from views import buttons
from views.callbacks import OwnProjects, OwnWallet
from views.screen import Button, Screen, lines, paragraphs
from views.texts import Texts


def terms(t: Texts, policy: Policy) -> Screen:
    rules = lines(
        t("terms-work"),
        t("terms-money" if policy.takes_money else "terms-outside"),
        t("terms-fee", percent=t.percent(policy.fee_basis_points))
        if policy.fee_basis_points
        else "",
        t("terms-records"),
        t("terms-conduct"),
    )
    text = paragraphs(t("terms-heading"), rules, t("terms-who"))
    return Screen(text, ((buttons.home(t), buttons.help_(t)),))


def pay_support(t: Texts, policy: Policy) -> Screen:
    """Telegram asks for this command: core.telegram.org/bots/payments#live-checklist."""
    projects = Button(t.label("btn-own-projects"), OwnProjects())
    last = (buttons.home(t), buttons.help_(t))
    if not policy.takes_money:
        text = paragraphs(t("paysupport-heading"), t("paysupport-outside"), t("paysupport-write"))
        return Screen(text, ((projects,), last))
    refunds = t("paysupport-refunds", how=policy.payments.value)
    text = paragraphs(
        t("paysupport-heading"), lines(t("paysupport-money"), refunds), t("paysupport-write")
    )
    return Screen(text, ((Button(t.label("btn-wallet"), OwnWallet()), projects), last))
