"""One story for every conversation, told at every step of it."""

from dataclasses import replace
from typing import Any

import pytest

from conversations.declaration import Conversation
from conversations.turn import Turn
from storage.unit_of_work import Storage
from tests.conversations.cases import BY_NAME, CASES, Case, start
from tests.conversations.desk import Desk
from tests.conversations.worlds import Subject
from views.screen import Html, Screen

NAMES = [case.name for case in CASES]
STEPS = [(case.name, step) for case in CASES for step in case.answers]
OF_SEVERAL = [(case.name, step) for case in CASES if len(case.answers) > 1 for step in case.answers]
LATER = [(case.name, step) for case in CASES for step in list(case.answers)[1:]]


@pytest.mark.parametrize("name", NAMES)
def test_each_is_told_here(name: str) -> None:
    case = BY_NAME[name]
    assert list(case.answers) == [step.name for step in case.conversation.steps]


def test_none_is_left_out() -> None:
    from conversations import CONVERSATIONS

    assert set(CONVERSATIONS) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
async def test_answering_everything_calls_the_use_case(database: Storage, name: str) -> None:
    case, desk, subject = await _begun(database, name)
    for step in case.answers:
        assert await desk.stands() == f"{name}:{step}"
        assert "Cancel" in _labels(desk)
        await _answers(desk, case, step)
    await _ends(desk, case, subject)


@pytest.mark.parametrize(("name", "at"), STEPS)
async def test_a_wrong_answer_keeps_the_question(database: Storage, name: str, at: str) -> None:
    case, desk, subject = await _begun(database, name)
    await _up_to(desk, case, at)
    before = await desk.answers()
    assert await desk.does(case.wrong)
    assert await desk.stands() == f"{name}:{at}"
    assert await desk.answers() == before
    assert desk.sent == 1
    await _from(desk, case, at)
    await _ends(desk, case, subject)


@pytest.mark.parametrize(("name", "at"), LATER)
async def test_back_keeps_what_was_answered(database: Storage, name: str, at: str) -> None:
    case, desk, subject = await _begun(database, name)
    await _up_to(desk, case, at)
    before = list(case.answers)[list(case.answers).index(at) - 1]
    await desk.presses("Back")
    assert await desk.stands() == f"{name}:{before}"
    assert desk.sent == 0
    await desk.presses(case.keep.get(before, "Keep it"))
    assert await desk.stands() == f"{name}:{at}"
    await _from(desk, case, at)
    await _ends(desk, case, subject)


@pytest.mark.parametrize("name", NAMES)
async def test_the_first_question_has_no_way_back(database: Storage, name: str) -> None:
    _, desk, _ = await _begun(database, name)
    assert "Back" not in _labels(desk)


@pytest.mark.parametrize(("name", "at"), STEPS)
async def test_only_optional_steps_can_be_skipped(database: Storage, name: str, at: str) -> None:
    case, desk, _ = await _begun(database, name)
    await _up_to(desk, case, at)
    step = case.conversation.step(at)
    assert step is not None
    skip = [button for button in desk.question.buttons if ":skip:" in button["callback_data"]]
    assert bool(skip) == step.optional
    if step.optional:
        await desk.presses(skip[0]["text"])
        over = await desk.stands() is None
        assert over or (await desk.answers())[at] is None
        assert await desk.stands() != f"{name}:{at}"


@pytest.mark.parametrize(("name", "at"), STEPS)
async def test_cancel_leaves_nothing_behind(database: Storage, name: str, at: str) -> None:
    case, desk, _ = await _begun(database, name)
    await _up_to(desk, case, at)
    await desk.presses("Cancel")
    assert "Cancelled" in desk.newest.text
    assert await desk.stands() is None
    assert not desk.asked
    assert "wizard" not in await desk.data()
    assert not await desk.sends({"text": "500"})


@pytest.mark.parametrize(("name", "at"), LATER)
async def test_an_old_button_changes_nothing(database: Storage, name: str, at: str) -> None:
    case, desk, subject = await _begun(database, name)
    old, old_message = desk.question.buttons, desk.question_id
    await _up_to(desk, case, at)
    before = await desk.answers()
    for number, button in enumerate(old):
        await desk.taps(button["callback_data"], old_message)
        assert desk.question_id == old_message
        assert desk.toast
        assert desk.alert == (number == 0 and "out of date" in desk.toast)
        assert await desk.stands() == f"{name}:{at}"
        assert await desk.answers() == before
    await _from(desk, case, at)
    await _ends(desk, case, subject)


@pytest.mark.parametrize(("name", "at"), STEPS)
async def test_a_button_of_another_run_changes_nothing(
    database: Storage, name: str, at: str
) -> None:
    case, desk, subject = await _begun(database, name)
    await _up_to(desk, case, at)
    before = await desk.answers()
    for button in list(desk.question.buttons):
        prefix, tag, *rest = button["callback_data"].split(":")
        foreign = f"{'000000' if tag[:6] != '000000' else '111111'}{tag[6:]}"
        await desk.taps(":".join([prefix, foreign, *rest]), desk.question_id)
        assert desk.toast
    assert await desk.answers() == before
    await _from(desk, case, at)
    await _ends(desk, case, subject)


@pytest.mark.parametrize(("name", "at"), LATER)
async def test_a_command_makes_it_a_draft_that_goes_on(
    database: Storage, name: str, at: str
) -> None:
    case, desk, subject = await _begun(database, name)
    await _up_to(desk, case, at)
    before = await desk.answers()
    async with desk.turn() as turn:
        await turn.wizard.pause(turn)
    assert not desk.asked
    assert await desk.stands() is None
    async with desk.turn() as turn:
        [(key, _)] = await turn.wizard.drafts(turn)
        assert await turn.wizard.resume(turn, key)
    assert await desk.stands() == f"{name}:{at}"
    assert await desk.answers() == before
    await _from(desk, case, at)
    await _ends(desk, case, subject)
    async with desk.turn() as turn:
        assert await turn.wizard.drafts(turn) == []


@pytest.mark.parametrize(("name", "at"), OF_SEVERAL)
async def test_a_step_that_a_deployment_added_is_asked_before_the_end(
    database: Storage, name: str, at: str
) -> None:
    """The conversation begins without the step, and ends with it."""
    case = BY_NAME[name]
    person_id, subject = await case.world(database)
    desk = Desk(database, person_id)
    desk.conversations = {name: _without(case.conversation, at)}
    await start(desk, desk.conversations[name], subject)
    others = [step for step in case.answers if step != at]
    for step in others:
        await _answers(desk, case, step)
    assert await desk.stands() == f"{name}:review"
    desk.conversations = {name: case.conversation}
    await desk.presses(case.finish)
    assert await desk.stands() == f"{name}:{at}"
    await _answers(desk, case, at)
    await _ends(desk, case, subject)


@pytest.mark.parametrize(("name", "at"), OF_SEVERAL)
async def test_a_step_that_a_deployment_removed_is_not_missed(
    database: Storage, name: str, at: str
) -> None:
    """The person stands at the step when it goes; what they answered before is still there."""
    case, desk, _ = await _begun(database, name)
    await _up_to(desk, case, at)
    before = await desk.answers()
    desk.conversations = {name: _without(case.conversation, at)}
    await desk.sends({"text": "500"})
    assert "updated" in desk.question.text
    assert await desk.stands() != f"{name}:{at}"
    assert await desk.answers() == {key: before[key] for key in before if key != at}
    later = list(case.answers)
    for step in later[later.index(at) + 1 :]:
        await _answers(desk, case, step)
    await desk.presses(case.finish)
    assert "It is finished" in desk.newest.text


@pytest.mark.parametrize("name", NAMES)
async def test_a_conversation_that_a_deployment_removed_is_forgotten(
    database: Storage, name: str
) -> None:
    case, desk, _ = await _begun(database, name)
    await _up_to(desk, case, list(case.answers)[-1])
    desk.conversations = {}
    assert not await desk.sends({"text": "500"})
    async with desk.turn() as turn:
        assert await turn.wizard.drafts(turn) == []
        assert await turn.wizard.running(turn) is None


@pytest.mark.parametrize("name", [case.name for case in CASES if case.finish])
async def test_every_answer_can_be_changed_at_the_review(database: Storage, name: str) -> None:
    case, desk, subject = await _begun(database, name)
    for step in case.answers:
        await _answers(desk, case, step)
    for step in case.answers:
        label = desk_label(case, step)
        await desk.presses(f"✏️ {label}")
        assert await desk.stands() == f"{name}:{step}"
        await desk.presses("Back")
        assert await desk.stands() == f"{name}:review"
        await desk.presses(f"✏️ {label}")
        if (await desk.answers())[step] is None:
            await desk.presses("Skip")
        else:
            await desk.presses(case.keep.get(step, "Keep it"))
        assert await desk.stands() == f"{name}:review"
    await _ends(desk, case, subject)


@pytest.mark.parametrize("name", [case.name for case in CASES if case.finish])
async def test_a_double_tap_on_the_last_button_finishes_once(database: Storage, name: str) -> None:
    case, desk, _ = await _begun(database, name)
    for step in case.answers:
        await _answers(desk, case, step)
    data, message_id = desk.question.named(case.finish), desk.question_id
    assert data
    await desk.taps(data, message_id)
    shown = desk.chat[message_id]
    await desk.taps(data, message_id)
    assert (desk.toast, desk.alert) == ("Got it already 👍", False)
    assert desk.chat[message_id] is shown


# --- helpers -------------------------------------------------------------------------------


def desk_label(case: Case, step: str) -> str:
    from tests.conversations.desk import T

    return T.label(f"{case.conversation.key}-{step}-label")


async def _begun(database: Storage, name: str) -> tuple[Case, Desk, Subject]:
    case = BY_NAME[name]
    desk, subject = await case.begin(database)
    return case, desk, subject


async def _answers(desk: Desk, case: Case, step: str) -> None:
    for act in case.answers[step]:
        assert await desk.does(act), act


async def _up_to(desk: Desk, case: Case, at: str) -> None:
    for step in case.answers:
        if step == at:
            return
        await _answers(desk, case, step)


async def _from(desk: Desk, case: Case, at: str) -> None:
    steps = list(case.answers)
    for step in steps[steps.index(at) :]:
        await _answers(desk, case, step)


async def _ends(desk: Desk, case: Case, subject: Subject) -> None:
    if case.finish:
        assert await desk.stands() == f"{case.name}:review"
        await desk.presses(case.finish)
    assert await desk.stands() is None
    assert not desk.asked
    async with desk.storage.begin() as work:
        assert await case.proof(work, desk.person_id, subject)


def _labels(desk: Desk) -> list[str]:
    return [button["text"] for button in desk.question.buttons]


def _without(conversation: Conversation, name: str) -> Conversation:
    """An earlier or later form of it, which ends with a screen of its own."""

    async def finish(turn: Turn, subject: Subject, answers: dict[str, Any]) -> Screen:
        assert name not in answers
        return Screen(Html("It is finished"))

    steps = tuple(step for step in conversation.steps if step.name != name)
    return replace(conversation, steps=steps, finish=finish, problem=None)
