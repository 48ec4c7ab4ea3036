"""Ports of this machine: the one that was asked for, or another that is free."""

import socket

from rich.console import Console

from simulator.server import Server

_TRIES = 20


async def listen(server: Server, console: Console) -> None:
    """Starts the server; says so when it has to be another port. OSError when none is free."""
    wanted = server.port
    ports = [*range(wanted, min(wanted + _TRIES, 65_536)), 0] if wanted else [0]
    for port in ports:
        server.port = port
        try:
            await server.start()
        except OSError:
            if port == ports[-1]:
                raise
            continue
        break
    if wanted and server.port != wanted:
        console.print(f"Port {wanted} is taken, so the page is at port {server.port}.")


def free(wanted: int) -> int:
    """This one, or any that nobody listens on now."""
    for port in (wanted, 0):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except (OSError, OverflowError):
                continue
            return int(tried.getsockname()[1])
    raise OSError("no port of this machine is free")
