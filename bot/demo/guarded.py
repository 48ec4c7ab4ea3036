"""Child processes that end with this one, however this one ends."""

import asyncio
import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

# Its standard input is a pipe that this process holds: it closes when it is told to, and with it.
# The shell ends as the child did.
_GUARD = """
signal=$1; shift
exec 3<&0
"$@" 3<&- </dev/null & child=$!
{ cat <&3 >/dev/null; kill -s "$signal" "$child"; } 2>/dev/null & guard=$!
wait "$child"; code=$?
kill "$guard" 2>/dev/null
exit "$code"
"""


class Guarded:
    """One child in a session of its own, so that Ctrl-C in the terminal does not reach it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(
        cls,
        *command: str,
        ends_by: str,
        log: Path,
        cwd: Path,
        environment: Mapping[str, str] = os.environ,
    ) -> "Guarded":
        """`ends_by` is the signal that tells it to end, like "TERM"."""
        with log.open("ab") as out:
            process = await asyncio.create_subprocess_exec(
                *("/bin/sh", "-c", _GUARD, "sh", ends_by, *command),
                stdin=asyncio.subprocess.PIPE,
                stdout=out,
                stderr=out,
                cwd=cwd,
                env=environment,
                start_new_session=True,
            )
        return cls(process)

    @property
    def runs(self) -> bool:
        return self._process.returncode is None

    async def ended(self) -> int:
        """Its exit code; 128 and the number of a signal that ended it."""
        code = await self._process.wait()
        self._let_go()
        return code

    async def stop(self, grace_seconds: float) -> None:
        """Tells it to end; the hard way when that takes longer."""
        self._let_go()
        try:
            await asyncio.wait_for(self._process.wait(), grace_seconds)
        except TimeoutError:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            await self._process.wait()

    def _let_go(self) -> None:
        if self._process.stdin:
            self._process.stdin.close()
