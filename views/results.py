"""What stands where an act was done, once it is done: a few words, and what can be done next."""

from marketplace.projects import Project
from views import buttons
from views.live_buttons import act_rows
from views.screen import Html, Rows, Screen, lines
from views.texts import Texts


def done(t: Texts, project: Project, said: Html, on_card: Rows) -> Screen:
    """`on_card`: the rows of the reader's card, of which those that do something come along."""
    text = lines(t("job-title", title=project.title), said)
    ways = (buttons.chat(t, project.bid_id), buttons.open_project(t, project.id))
    return Screen(text, (*act_rows(on_card), ways))
