"""A process that packs, says so in the middle, and then waits to be killed.

Arguments: the database's URL, the store's folder.
"""

import asyncio
import sys

from storage.files import file_store
from tests.bot.archiving import Gate, maker_of
from tests.conftest import FakeClock, open_storage


async def main(database_url: str, folder: str) -> None:
    storage = open_storage(database_url, FakeClock())
    gate = Gate(file_store(folder))
    gate.shut(after_blocks=2)
    packing = asyncio.create_task(maker_of(storage, gate).run())  # type: ignore[arg-type]
    await gate.reached.wait()
    print("in the middle", flush=True)
    await packing


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
