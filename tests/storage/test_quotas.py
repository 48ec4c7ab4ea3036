"""What may be sent in one version and in one project; of a day, see test_file_rows.py.

Seen to fail without either bound, and with the version's own files counted twice.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from marketplace import deliveries, quotas, waiting
from marketplace.errors import Refused
from storage.unit_of_work import Storage, UnitOfWork
from tests.storage.deal import delivered, running, sent_file, within

KB = 1000
"""The size of every file of these deals, in bytes."""


def fits(project_id: int, total_bytes: int) -> Callable[[UnitOfWork], Awaitable[None]]:
    return lambda work: quotas.fits_version(work, project_id, total_bytes)


async def test_of_one_version(storage: Storage) -> None:
    ana, _, project = await running(storage)
    storage.limits = replace(storage.limits, delivery=2 * KB)
    await within(storage, fits(project.id, 2 * KB))
    with pytest.raises(Refused, match="file-quota-delivery"):
        await within(storage, fits(project.id, 2 * KB + 1))
    milestone, files = project.milestones[0].id, [await sent_file(storage, ana) for _ in range(3)]
    ids = [file.id for file in files]
    for finish in (deliveries.deliver, waiting.mark_completed):
        with pytest.raises(Refused, match="file-quota-delivery"):
            await within(storage, lambda work, finish=finish: finish(work, ana, milestone, "", ids))
    await delivered(storage, ana, milestone, *ids[:2])


async def test_of_all_versions_of_a_project(storage: Storage) -> None:
    ana, _, project = await running(storage)
    storage.limits = replace(storage.limits, project=3 * KB)
    milestone = project.milestones[0].id
    first, second, third = [(await sent_file(storage, ana)).id for _ in range(3)]
    await delivered(storage, ana, milestone, first, second)
    await within(storage, fits(project.id, KB))
    with pytest.raises(Refused, match="file-quota-project"):
        await within(storage, fits(project.id, KB + 1))
    await delivered(storage, ana, milestone, third)
    with pytest.raises(Refused, match="file-quota-project"):
        await delivered(storage, ana, milestone, third)
    await delivered(storage, ana, milestone)  # words alone always fit
