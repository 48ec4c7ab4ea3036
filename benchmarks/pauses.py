"""The process that measures takes no pauses of its own."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_pauses() -> Iterator[None]:
    """Inside, garbage is looked for only in what is made inside. Else one collection, which looks
    at all modules and at the whole local Telegram, stops both for more than a tenth of a second,
    and the program under measure seems to."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
