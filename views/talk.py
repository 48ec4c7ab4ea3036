"""What was said on a line: its pages, a message in full, what a search found."""

from views.callbacks import MakeDelivery
from views.screen import Button
from views.texts import Texts


def delivery_button(t: Texts, relay_id: int) -> Button:
    """Under a file that the freelancer has sent: see marketplace.chat_files.deliverable."""
    return Button(t.label("btn-make-delivery"), MakeDelivery(relay_id=relay_id))
