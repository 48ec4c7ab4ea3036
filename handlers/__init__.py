"""What a tap or a command does. One file a noun, each ending with its router."""

from handlers import (
    archives,
    bids,
    chat,
    checkout,
    files,
    history,
    jobs,
    profile,
    projects,
    start,
    trouble,
)

ROUTERS = (
    start.router,
    profile.router,
    jobs.router,
    bids.router,
    projects.router,
    history.router,
    archives.router,
    checkout.router,
    trouble.router,
    files.router,
    chat.router,
)
