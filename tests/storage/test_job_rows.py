"""Jobs, round trip, and their deadlines."""

from datetime import timedelta

import pytest

from marketplace import jobs
from marketplace.errors import Refused
from marketplace.jobs import JobState
from storage.unit_of_work import Storage
from tests.conftest import FakeClock
from tests.storage.deal import ANA, MARC, job_terms, posted, sent_file, someone, within


async def test_a_job_comes_back_as_it_was(storage: Storage) -> None:
    marc = await someone(storage, MARC, "Marc")
    first, second = await sent_file(storage, marc, "b.pdf"), await sent_file(storage, marc, "a.pdf")
    job = await posted(storage, marc, job_terms("A shop for Ção", second.id, first.id))
    async with storage.begin() as work:
        assert await work.jobs.find(job.id) == job
        assert await work.jobs.lock(job.id) == job
        assert await work.jobs.find(job.id + 1) is None
        assert await work.jobs.find(2**70) is None
        assert await work.jobs.lock(2**70) is None
    terms = job_terms("Another title", first.id)
    changed = await within(storage, lambda work: jobs.edit(work, marc, job.id, terms))
    async with storage.begin() as work:
        assert await work.jobs.find(job.id) == changed
        assert changed.terms.file_ids == (first.id,)


async def test_a_files_owner_alone_attaches_it(storage: Storage) -> None:
    marc, ana = await someone(storage, MARC, "Marc"), await someone(storage, ANA, "Ana")
    file = await sent_file(storage, ana)
    with pytest.raises(Refused, match="not-yours"):
        await posted(storage, marc, job_terms("A shop for ceramics", file.id))
    with pytest.raises(Refused, match="gone"):
        await posted(storage, marc, job_terms("A shop for ceramics", file.id + 1))


async def test_the_jobs_of_a_client_newest_first_page_by_page(storage: Storage) -> None:
    marc = await someone(storage, MARC, "Marc")
    files = [(await sent_file(storage, marc)).id for _ in range(2)]
    ids = [(await posted(storage, marc, job_terms("A shop", *files))).id for _ in range(5)]
    async with storage.begin() as work:
        page = await work.jobs.of_client(MARC, None, 2)
        rest = await work.jobs.of_client(MARC, page[-1].id, 10)
        assert [job.id for job in page + rest] == ids[::-1]
        assert {job.terms.file_ids for job in page + rest} == {tuple(files)}
        assert await work.jobs.of_client(ANA, None, 10) == []


async def test_jobs_that_are_due(storage: Storage, clock: FakeClock) -> None:
    marc = await someone(storage, MARC, "Marc")
    first = await posted(storage, marc)
    clock.pass_(timedelta(hours=1))
    second = await posted(storage, marc)

    async def due() -> tuple[list[int], list[int]]:
        async with storage.begin() as work:
            expire = await work.jobs.due_to_expire(work.now, 10)
            return expire, await work.jobs.due_to_warn(work.now, 10)

    assert await due() == ([], [])
    clock.pass_(timedelta(days=27) - timedelta(hours=1))
    assert await due() == ([], [first.id])
    await within(storage, lambda work: jobs.warn_of_closing(work, first.id))
    clock.pass_(timedelta(hours=1))
    assert await due() == ([], [second.id])
    clock.pass_(timedelta(days=3))
    assert await due() == ([first.id, second.id], [second.id])
    await within(storage, lambda work: jobs.expire(work, first.id))
    assert await due() == ([second.id], [second.id])
    async with storage.begin() as work:
        expired = await work.jobs.find(first.id)
        assert expired
        assert expired.state is JobState.EXPIRED
        assert expired.warned
