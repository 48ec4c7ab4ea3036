"""The browser of the pages' tests: Chromium where the system has one."""

import shutil

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Its path."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
