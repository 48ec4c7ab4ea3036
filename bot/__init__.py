"""The running program: what takes updates, sends messages, keeps deadlines and stores files."""

from bot import lazy_models as lazy_models
