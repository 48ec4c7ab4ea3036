"""Cards: one a person and project (job, bid), always right, always in one place; buttons that can't
be used any more are nowhere.

Seen to fail: each conversation drew the card from the facts that it had at hand; a moved card that
stayed where it was, too; with cards that nobody redraws after an act; with buttons that stay on
notices; with an edit of a message that was gone (two cards); without the pin of the new message.
"""

import asyncio
from datetime import timedelta

import pytest
from pydantic import SecretStr

from marketplace import deliveries
from marketplace.cards import CardKind
from marketplace.money import Currency
from simulator.people import Message, Person, Telegram
from storage import tables
from tests.stories.carded import card_of, cards_are_right, cards_in, data_of
from tests.stories.conftest import WITH_TOPICS_TOO, Program
from tests.stories.money import deal_of, opens_project, the_invoice
from tests.stories.truth import nothing_went_wrong, settled, values
from views import callbacks
from views.card_places import Places
from views.cards import Drawer
from views.texts import Texts
from views.window import Window

DAY = timedelta(days=1)
REASON = "Please make it warmer, like an oven."
NOTE = "Here is what we agreed on, in warm colours."
POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


pytestmark = WITH_TOPICS_TOO


async def test_a_whole_deal(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """After every act of either side."""

    async def right() -> None:
        await cards_are_right(program, telegram, ana, marc)

    await deal_of(program, "open", ana, marc)
    await _opens_job(marc)
    await right()
    await _bids(ana)
    await right()
    assert "✨ 1 is new" in (await card_of(marc, CardKind.JOB)).text
    await marc.presses("See the bid", on=await marc.sees("📩", anywhere=True))
    await right()
    assert "new" not in (await card_of(marc, CardKind.JOB)).text
    await marc.presses("Hire", on=await marc.sees(button="👤 Profile"))
    await marc.presses("Hire", on=await marc.sees("You pay nothing now"))
    await right()
    assert "🤝 Hired" in (await card_of(ana, CardKind.BID)).text

    # The first milestone: funded, delivered twice, accepted under its files.
    await marc.presses("🔒 Fund milestone 1", on=await card_of(marc))
    await right()
    assert (await marc.pays(await the_invoice(marc, 20000))).ok
    await right()
    await _delivers(ana, 1)
    await right()
    asked = await marc.sees("Is it what you agreed on", anywhere=True)
    for label in ("Take 3 more days", "Decline"):
        await marc.presses(label, on=asked)
        await right()
    await marc.types(REASON)
    await right()
    await _delivers(ana, 1)
    await right()
    await marc.presses("Accept", on=await marc.sees("Version 2 is completed", anywhere=True))
    await right()
    await marc.sees("✅ Accepted, and I told Ana.", anywhere=True)

    # Something goes wrong, and is settled.
    await marc.presses("Something wrong?", on=await card_of(marc))
    await marc.presses("Cancel the project")
    await marc.types(REASON)
    await marc.presses("Send the proposal")
    await right()
    assert "Agree to cancel" in (await card_of(ana)).labels
    await ana.presses("Refuse", on=await card_of(ana))
    await right()
    await _delivers(ana, 2)
    await right()
    await opens_project(marc)
    await marc.presses("Something wrong?")
    await marc.presses("Dispute milestone 2")
    await marc.types(REASON)
    await marc.presses("Open the dispute")
    await right()
    await marc.presses("Something wrong?", on=await card_of(marc))
    await marc.presses("Withdraw dispute 2")
    await marc.presses("Withdraw it")
    await right()

    # The second one is accepted by silence, and paid.
    await program.later(8 * DAY)
    await right()
    assert (await marc.pays(await the_invoice(marc, 30000))).ok
    await right()
    for person in (ana, marc):
        assert "🎉 Complete" in (await card_of(person)).text
    await nothing_went_wrong(program.app.storage, telegram)


async def test_a_press_on_the_card_is_answered_by_the_card(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """In place, with a toast, and without another message; the buttons under the files go, too."""
    await _running(program, telegram, ana, marc)
    await _delivers(ana, 1)
    await settled(program.app.storage, telegram)
    prompt = await marc.sees("Is it what you agreed on", anywhere=True)
    before, messages = await card_of(marc), len(await marc.chat())
    assert (await marc.presses("Take 3 more days", on=before)).text == "You have 3 more days"
    await cards_are_right(program, telegram, ana, marc)
    assert len(await marc.chat()) == messages
    assert (await card_of(marc)).id == before.id
    labels = (await _message(marc, prompt.id)).labels
    assert labels == ["Accept", "Decline", "💬 Chat", "🗂 History"]
    await marc.presses("Accept", on=before)
    await cards_are_right(program, telegram, ana, marc)
    assert (await _message(marc, prompt.id)).labels == ["💬 Chat", "🗂 History"]
    assert (await card_of(marc)).id == before.id
    await nothing_went_wrong(program.app.storage, telegram)


async def test_what_a_button_of_the_card_leads_to_comes_below(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """And the way back brings the card there."""
    await _running(program, telegram, ana, marc)
    card = await card_of(marc)
    await marc.presses("History", on=card)
    shown = await marc.sees("Nothing has been delivered yet")
    assert shown.id > card.id
    await cards_are_right(program, telegram, marc)
    await marc.presses("‹ Back", on=shown)
    await cards_are_right(program, telegram, marc)
    assert (await card_of(marc)).id == shown.id
    await nothing_went_wrong(program.app.storage, telegram)


async def test_accepted_by_silence(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Three reminders, and the question itself, have lost their buttons."""
    await _running(program, telegram, ana, marc)
    await _delivers(ana, 1)
    for passed in (4 * DAY, 2 * DAY, DAY - timedelta(hours=3), timedelta(hours=3)):
        await program.later(passed)
        await cards_are_right(program, telegram, ana, marc)
    asked = [m for m in await marc.chat() if "waits for your answer" in m.text]
    assert len(asked) == 3
    assert all(m.labels == ["💬 Chat", "🗂 History"] for m in asked)
    await nothing_went_wrong(program.app.storage, telegram)


async def test_where_people_pay_each_other(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Said, denied, said again, confirmed: the questions go from every message."""
    nothing = {"payment_provider_token": SecretStr("")}
    program.settings = program.settings.model_copy(update=nothing)
    await program.restart()
    await _running(program, telegram, ana, marc)
    await _delivers(ana, 1)
    await marc.presses("Accept", on=await marc.sees("Is it what you agreed on", anywhere=True))
    await cards_are_right(program, telegram, ana, marc)
    await marc.presses("I have paid", on=await marc.sees("Please pay Ana", anywhere=True))
    await cards_are_right(program, telegram, ana, marc)
    await ana.presses("Not yet", on=await ana.sees("says that they paid", anywhere=True))
    await cards_are_right(program, telegram, ana, marc)
    await marc.presses("I have paid", on=await marc.sees("has not arrived yet", anywhere=True))
    await cards_are_right(program, telegram, ana, marc)
    await ana.presses("Received · milestone 1", on=await card_of(ana))
    await cards_are_right(program, telegram, ana, marc)
    await nothing_went_wrong(program.app.storage, telegram)


@SQLITE
async def test_many_changes_while_telegram_is_down_become_one_edit(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    await _running(program, telegram, ana, marc)
    await _delivers(ana, 1)
    await settled(program.app.storage, telegram)
    card = await card_of(ana)
    await telegram.fault("error", code=500, chat=ana, count=1000)
    for _ in range(5):
        await marc.presses("Something wrong?", on=await card_of(marc))
        await marc.presses("Cancel the project")
        await marc.types(REASON)
        await marc.presses("Send the proposal")
        await marc.sees("I have asked the other side")
        await marc.presses("Something wrong?", on=await card_of(marc))
        await marc.presses("Take my proposal back")
        await marc.sees("taken back")
    await marc.presses("🔒 Fund milestone 1", on=await card_of(marc))
    assert (await marc.pays(await the_invoice(marc, 20000))).ok
    await telegram.quiet()
    done = len(await telegram.calls("editMessageText", chat_id=ana.id, ok=True))
    await _is_back(program, telegram)
    await cards_are_right(program, telegram, ana, marc)
    edits = await telegram.calls("editMessageText", chat_id=ana.id, ok=True)
    assert [int(call["params"]["message_id"]) for call in edits[done:]].count(card.id) == 1


async def test_a_card_whose_message_was_deleted_comes_anew(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Pinned, and once, however much happens meanwhile."""
    await _running(program, telegram, ana, marc)
    gone = await card_of(ana)
    await ana.deletes(gone)
    await marc.presses("Something wrong?", on=await card_of(marc))
    await marc.presses("Cancel the project")
    await marc.types(REASON)
    await marc.presses("Send the proposal")
    await cards_are_right(program, telegram, ana, marc)
    anew = await card_of(ana)
    assert anew.id > gone.id
    await ana.presses("Refuse", on=anew)
    await cards_are_right(program, telegram, ana, marc)
    assert (await card_of(ana)).id == anew.id


async def test_a_moved_card_is_deleted_or_too_old_for_that(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """After 48 hours Telegram refuses: then one line without buttons stays. Seen to fail when it
    was tried all the same."""
    await _running(program, telegram, ana, marc)
    first = await card_of(marc)
    await opens_project(marc)
    await cards_are_right(program, telegram, marc)
    assert first.id not in {m.id for m in await marc.chat()}
    second = await card_of(marc)
    await telegram.passes((3 * DAY).total_seconds())
    await program.later(3 * DAY)
    await opens_project(marc)
    await cards_are_right(program, telegram, marc)
    left = await _message(marc, second.id)
    assert left.text.startswith("⬇️ This stands further down")
    assert (left.labels, left.pinned) == ([], False)
    await nothing_went_wrong(program.app.storage, telegram)


async def test_a_restart_between_commit_and_sending(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """What is committed goes out afterwards: the deletion, the new card, its pin and its edit."""
    await _running(program, telegram, ana, marc)
    await telegram.fault("error", code=500, chat=marc, count=1000)
    list_ = await marc.last()
    await marc.presses_data(list_, callbacks.OpenProject(id=await _project(program)).pack())
    await _delivers(ana, 1)
    await telegram.quiet()
    await program.stop()
    await _is_back(program, telegram)
    await program.start()
    await cards_are_right(program, telegram, ana, marc)
    assert "in review" in (await card_of(marc)).text


@SQLITE
@pytest.mark.parametrize("gone", [False, True], ids=["leaving", "gone"])
async def test_a_press_where_a_card_has_just_been_is_answered_by_a_new_message(
    program: Program, telegram: Telegram, ana: Person, marc: Person, gone: bool
) -> None:
    """Its message is about to be deleted, or has been while the press was on its way: there is
    nothing to be edited. The question knows its own message, and loses its buttons with the answer.

    Seen to fail when nobody remembered where the card had been: Telegram refused the edit ("message
    to edit not found"), and the buttons stayed.
    """
    await _running(program, telegram, ana, marc)
    left = await card_of(ana)
    (deliver,) = [one for one in data_of(left) if callbacks.Deliver.__prefix__ in one.split(":")]
    list_ = await _list(ana)
    await settled(program.app.storage, telegram)
    if not gone:
        await telegram.fault("error", code=500, chat=ana, count=1000)
    await ana.presses_data(list_, callbacks.OpenProject(id=await _project(program)).pack())
    if gone:
        await settled(program.app.storage, telegram)
    await ana.presses_data(left, deliver)
    await _is_back(program, telegram)
    await settled(program.app.storage, telegram)
    question = await ana.sees("milestone 1 of 2", button="Cancel", anywhere=True)
    await ana.types(NOTE)
    await cards_are_right(program, telegram, ana, marc)
    assert (await _message(ana, question.id)).labels == []
    refused = [call["error"] for call in await telegram.calls(ok=False)]
    assert not [error for error in refused if "Internal Server Error" not in str(error)]


@POSTGRESQL
async def test_both_act_and_look_at_once(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Acts of one side while the other opens the project again and again."""
    await _running(program, telegram, ana, marc)
    number = await _project(program)
    tap = callbacks.OpenProject(id=number).pack()
    for _ in range(4):
        lists = [await _list(person) for person in (ana, marc)]
        acts = [
            person.presses_data(message, tap)
            for person, message in zip((ana, marc), lists, strict=True)
            for _ in range(3)
        ]
        project = callbacks.ProposeCancel(project_id=number).pack()
        await asyncio.gather(*acts, marc.presses_data(lists[1], project))
        await marc.types(REASON)
        await marc.presses("Send the proposal")
        await asyncio.gather(
            ana.presses_data(lists[0], callbacks.RefuseCancel(project_id=number).pack()),
            ana.presses_data(lists[0], tap),
            marc.presses_data(lists[1], tap),
        )
        await cards_are_right(program, telegram, ana, marc)


@POSTGRESQL
async def test_a_card_that_is_being_moved_follows_to_its_new_place(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Ana delivers while Marc's opening of the project isn't committed yet. Seen to fail without
    the lock on the card: her edit brought the deleted one back."""
    await _running(program, telegram, ana, marc)
    app, project_id = program.app, await _project(program)
    (first, *_) = await values(app.storage, tables.milestones.c.id)

    async def delivers() -> None:
        async with app.storage.begin() as work:
            await deliveries.deliver(work, await work.people.get(ana.id), first, NOTE, [])
            await app.dispatcher.announce(work)
            await work.commit()

    async with app.storage.begin() as work:
        reader, t = await work.people.get(marc.id), Texts("en", Currency())
        places = Places(work, work.outbox, Drawer(work, work.people.get), t, reader)
        window = Window(work.outbox, marc.id, cards=work.cards)
        assert await places.show(window, CardKind.PROJECT, project_id)
        delivering = asyncio.create_task(delivers())
        await asyncio.wait({delivering}, timeout=1)  # it waits for us, or has gone wrong by then
        await work.commit()
    await delivering
    app.outbox.wake()
    await cards_are_right(program, telegram, ana, marc)
    assert "in review" in (await card_of(marc)).text


@SQLITE
async def test_projects_of_before_get_their_cards_when_they_are_touched(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    deal = await deal_of(program, "review", ana, marc)
    assert await cards_in(marc, CardKind.PROJECT) == []
    shown = await marc.last()
    await marc.presses_data(shown, callbacks.Accept(delivery_id=deal.delivery).pack())
    await cards_are_right(program, telegram, ana, marc)
    for person in (ana, marc):
        assert "payment due" in (await card_of(person)).text
    await nothing_went_wrong(program.app.storage, telegram)


@SQLITE
async def test_what_a_conversation_ends_with_has_the_buttons_of_the_card(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    await deal_of(program, "review", ana, marc)
    await opens_project(marc)
    for label in ("Something wrong?", "Cancel the project"):
        await marc.presses(label)
    await marc.types(REASON)
    await marc.presses("Send the proposal")
    ended = await marc.sees("I have asked the other side")
    await cards_are_right(program, telegram, marc)
    card = await card_of(marc)
    assert {"Accept", "Decline"} <= set(ended.labels)
    open_ = callbacks.OpenProject(id=await _project(program)).pack()
    assert set(data_of(ended)) - set(data_of(card)) == {open_}
    await nothing_went_wrong(program.app.storage, telegram)


@SQLITE
async def test_the_other_bidders_learn_it_from_their_cards(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Withdrawn, let go, changed: the bid's card and the job's; a client's old buttons go."""
    ola = await telegram.person("Ola")
    await deal_of(program, "open", ana, marc)
    await deal_of(program, "open", ola, marc)
    await _opens_job(marc)
    for person in (ana, ola):
        await _bids(person)
    await marc.presses("Bids (2)", on=await card_of(marc, CardKind.JOB))
    await marc.presses("Ola")
    offered = await marc.sees(button="Hire")
    await cards_are_right(program, telegram, ana, marc, ola)
    await ola.presses("Withdraw", on=await card_of(ola, CardKind.BID))
    await ola.presses("Withdraw", on=await ola.sees("will no longer see it"))
    await cards_are_right(program, telegram, ana, marc, ola)
    assert "Hire" not in (await _message(marc, offered.id)).labels
    await marc.presses("Close the job", on=await card_of(marc, CardKind.JOB))
    await marc.presses("Close the job", on=await marc.sees("1 freelancer has bid"))
    await cards_are_right(program, telegram, ana, marc, ola)
    assert "without this bid" in (await card_of(ana, CardKind.BID)).text
    await marc.presses("Open it again", on=await card_of(marc, CardKind.JOB))
    await cards_are_right(program, telegram, ana, marc, ola)
    await nothing_went_wrong(program.app.storage, telegram)


# --- helpers -------------------------------------------------------------------------------


async def _running(program: Program, telegram: Telegram, ana: Person, marc: Person) -> None:
    """Marc has hired Ana; both have seen it."""
    deal = await deal_of(program, "bid", ana, marc)
    await marc.presses_data(await marc.last(), callbacks.Hire(bid_id=deal.bid, sure=True).pack())
    await cards_are_right(program, telegram, ana, marc)


async def _opens_job(marc: Person) -> None:
    await marc.types("/menu")
    await marc.presses("My jobs")
    await marc.presses("A shop for ceramics")
    await marc.sees("Open until")


async def _bids(person: Person) -> None:
    await person.types("/jobs")
    await person.presses("A shop for ceramics")
    await person.presses("Make a bid")
    for answer in ("500", "10", "A calm shop in your colours."):
        await person.types(answer)
        await person.sees()
    for what, amount in (("The first step", "200"), ("The second step", "300")):
        await person.presses("Add")
        for answer in (what, amount, "4"):
            await person.types(answer)
            await person.sees()
    await person.presses("Done")
    await person.presses("Submit bid")
    await person.sees("Waiting for the client")


async def _delivers(ana: Person, position: int) -> None:
    (label,) = [one for one in (await card_of(ana)).labels if one.startswith(("Deliver", "Send a"))]
    assert str(position) in label
    await ana.presses(label, on=await card_of(ana))
    await ana.types(NOTE)
    await ana.presses("Mark completed")
    await ana.sees("is marked completed")


async def _project(program: Program) -> int:
    return int((await values(program.app.storage, tables.projects.c.id))[-1])


async def _list(person: Person) -> int:
    await person.types("/projects")
    return (await person.sees("Your projects")).id


async def _message(person: Person, message_id: int) -> Message:
    return next(m for m in await person.chat() if m.id == message_id)


async def _is_back(program: Program, telegram: Telegram) -> None:
    await telegram.no_faults()
    program.clock.pass_(timedelta(hours=1))
    program.app.outbox.wake()
