"""`python -m simulator --port 8081 --token 123:TEST`: a Telegram of one's own."""

from __future__ import annotations

import argparse
import asyncio
import secrets
import signal
import sys
from pathlib import Path

from .people import TOKEN
from .server import Server


async def run(server: Server) -> None:
    """Serve until SIGINT or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    async with server:
        sys.stdout.write(f"Bot API at {server.url}/bot{server.world.token}/\n")
        sys.stdout.write(f"Control API at {server.url}/control/\n")
        if server.notice:
            sys.stdout.write(f"{server.notice}\n")
        if server.page_key:
            sys.stdout.write(f"Page at {server.url}/\n")
        sys.stdout.flush()
        await stop.wait()


def main() -> None:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 for any free one")
    parser.add_argument("--token", default=TOKEN, help="like 123:TEST")
    parser.add_argument("--username", default="", help="the bot's @name")
    parser.add_argument("--page", action="store_true", help="with a page to talk with the bot")
    parser.add_argument("--keep", type=Path, help="a folder for what is remembered")
    options = parser.parse_args()
    key = secrets.token_urlsafe(24) if options.page else ""
    server = Server(
        options.token,
        options.host,
        options.port,
        username=options.username,
        page_key=key,
        keep=options.keep,
    )
    asyncio.run(run(server))


if __name__ == "__main__":
    main()
