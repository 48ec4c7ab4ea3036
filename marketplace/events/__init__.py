"""What happened, in the past tense, a module each noun; all of it is found here.

Views turn each into notices; see views/notices.py.
"""

from marketplace.events.archives import *
from marketplace.events.bids import *
from marketplace.events.deliveries import *
from marketplace.events.event import *
from marketplace.events.jobs import *
from marketplace.events.payments import *
from marketplace.events.ratings import *
from marketplace.events.readers import *
from marketplace.events.reports import *
from marketplace.events.rulings import *
from marketplace.events.talk import *
from marketplace.events.trouble import *
from marketplace.events.wallets import *
