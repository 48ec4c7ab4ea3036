"""What a tap or a command does. One file a noun, each ending with its router."""

from handlers import (
    admin,
    archives,
    bids,
    books,
    chat,
    checkout,
    files,
    history,
    jobs,
    profile,
    projects,
    settings,
    start,
    talk,
    trouble,
    wallet,
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
    admin.router,
    books.router,
    wallet.router,
    settings.router,
    files.router,
    chat.router,
    talk.router,
)
