"""Every press a button can bring back, a module each noun; all of them are found here.

A changed one gets a new prefix: old buttons live on. Bot API: callback_data, 1-64 bytes; values
never contain ":".
"""

from views.callbacks.admin import *
from views.callbacks.admin_reports import *
from views.callbacks.alerts import *
from views.callbacks.bids import *
from views.callbacks.books import *
from views.callbacks.checkout import *
from views.callbacks.choosing import *
from views.callbacks.drafts import *
from views.callbacks.files import *
from views.callbacks.finding import *
from views.callbacks.freelancers import *
from views.callbacks.jobs import *
from views.callbacks.profile import *
from views.callbacks.projects import *
from views.callbacks.ratings import *
from views.callbacks.reports import *
from views.callbacks.settings import *
from views.callbacks.start import *
from views.callbacks.talk import *
from views.callbacks.templates import *
from views.callbacks.trouble import *
from views.callbacks.wallet import *
