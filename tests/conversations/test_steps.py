"""What each kind of question understands, offers and answers."""

import pytest

from conversations import CONVERSATIONS
from conversations.declaration import Conversation
from conversations.profile import edit_part
from conversations.steps import Choice
from conversations.steps.step import Answers
from conversations.turn import Turn
from storage.unit_of_work import Storage
from tests.conversations.cases import BY_NAME, start
from tests.conversations.desk import STICKER, Desk, T
from tests.conversations.worlds import newcomer
from tests.storage import deal
from views.screen import Html, Screen


async def _talk(database: Storage, name: str, *acts: str) -> Desk:
    desk, _ = await BY_NAME[name].begin(database)
    for act in acts:
        await desk.does(act)
    return desk


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("500", [50000, 50000]),
        ("400-600", [40000, 60000]),
        ("400 – 600", [40000, 60000]),
        ("$400—$600", [40000, 60000]),
        ("from 400 to 600", [40000, 60000]),
        ("Between $1,250.50 and 2 000 usd", [125050, 200000]),
        ("12,50 till 13.75", [1250, 1375]),
    ],
)
async def test_budgets_are_read(database: Storage, typed: str, understood: list[int]) -> None:
    desk = await _talk(
        database, "job", "Logo for a bakery", "We open in May and need a logo.", "logo design"
    )
    await desk.presses("Done")
    await desk.does(typed)
    assert (await desk.answers())["budget"] == understood
    assert "✓ Budget: $" in desk.question.text


@pytest.mark.parametrize("typed", ["600-400", "-5", "1-2-3", "from", "400-", "to 600 to 800"])
async def test_what_is_no_budget_is_asked_again(database: Storage, typed: str) -> None:
    desk = await _talk(
        database, "job", "Logo for a bakery", "We open in May and need a logo.", "logo design"
    )
    await desk.presses("Done")
    await desk.does(typed)
    assert await desk.stands() == "job:budget"
    assert "You wrote" in desk.question.text


@pytest.mark.parametrize("typed", ["10", " 10 ", "10 days", "10 d."])
async def test_a_number_may_have_its_unit(database: Storage, typed: str) -> None:
    desk = await _talk(database, "bid", "500", typed)
    assert (await desk.answers())["days"] == 10


async def test_a_country_that_is_nearly_one(database: Storage) -> None:
    desk = await _talk(database, "details", "Ana Silva", "Portgal")
    assert "“Portgal”" in desk.question.text
    assert "Which country" in desk.question.text
    await desk.presses("Portugal")
    assert (await desk.answers())["country"] == "PT"


async def test_suggestions_go_with_the_next_answer(database: Storage) -> None:
    desk = await _talk(database, "details", "Ana Silva", "Portgal", "qqqqqq")
    assert "I don't know the country “qqqqqq”" in desk.question.text
    assert desk.question.named("Portugal") is None


async def test_the_name_that_telegram_tells_is_one_tap(database: Storage) -> None:
    desk, _ = await BY_NAME["details"].begin(database)
    await desk.presses("Ana")
    assert (await desk.answers())["name"] == "Ana"


async def test_years_follow_the_first_one(database: Storage) -> None:
    desk = await _talk(database, "education", "Porto", "Design", "2015")
    years = [b["text"] for b in desk.question.buttons if b["text"].isdigit()]
    assert years == [str(year) for year in range(2015, 2027)]
    await desk.does("2014")
    assert "2014 is before the start, 2015" in desk.question.text
    await desk.does("2034")
    assert await desk.stands() == "education:review"


@pytest.mark.parametrize("typed", ["1949", "2035", "15", "٢٠١٥", "20 15"])
async def test_years_out_of_bounds_are_asked_again(database: Storage, typed: str) -> None:
    desk = await _talk(database, "education", "Porto", "Design", "2015", typed)
    assert await desk.stands() == "education:to_year"
    assert "from 1950 to 2034" in desk.question.text


async def test_present_can_be_typed_too(database: Storage) -> None:
    desk = await _talk(database, "experience", "Norte", "Designer", "PT", "2019", "present")
    assert await desk.stands() == "experience:review"
    assert "Present" in desk.question.text


async def test_a_first_year_changed_past_the_last_one_is_refused_at_the_end(
    database: Storage,
) -> None:
    desk = await _talk(database, "education", "Porto", "Design", "2015", "2019")
    await desk.presses("✏️ From")
    await desk.does("2020")
    await desk.presses("Save")
    assert desk.alert
    assert "2019 is before the start, 2020" in desk.question.text
    assert await desk.stands() == "education:review"
    await desk.presses("✏️ To")
    await desk.does("2021")
    await desk.presses("Save")
    assert await desk.stands() is None


# --- skills --------------------------------------------------------------------------------


async def test_skills_add_up_over_messages(database: Storage) -> None:
    desk = await _talk(database, "skills", "Figma, SEO; figma", "• HTML\n• CSS", "figma")
    assert (await desk.answers())["skills"] == ["Figma", "SEO", "HTML", "CSS"]
    assert "You have that one already" in desk.question.text
    await desk.presses("✕ SEO")
    assert (await desk.answers())["skills"] == ["Figma", "HTML", "CSS"]


async def test_the_eleventh_skill_is_left_out_by_name(database: Storage) -> None:
    desk = await _talk(database, "skills", ",".join(f"skill {n}" for n in range(12)))
    assert len((await desk.answers())["skills"]) == 10
    assert "left out “skill 10”, “skill 11”" in desk.question.text


async def test_one_wrong_skill_does_not_lose_the_others(database: Storage) -> None:
    desk = await _talk(database, "skills", f"Figma, {'x' * 31}, SEO")
    assert (await desk.answers())["skills"] == ["Figma", "SEO"]
    assert "2 to 30 characters" in desk.question.text


async def test_odd_skills_have_buttons_that_work(database: Storage) -> None:
    """A button's 64 bytes hold neither thirty emoji nor a colon."""
    odd = ["🎂" * 30, "a:b:c", "<b>&", "ação ção"]
    desk = await _talk(database, "skills", ", ".join(odd))
    assert (await desk.answers())["skills"] == odd
    for label in ("✕ a:b:c", "✕ 🎂", "✕ <b>&"):
        await desk.presses(label)
    assert (await desk.answers())["skills"] == ["ação ção"]


async def test_the_last_skill_can_be_removed_but_not_saved_away(database: Storage) -> None:
    desk = await _talk(database, "skills", "Figma")
    await desk.presses("✕ Figma")
    assert desk.question.named("Save") is None


async def test_skills_in_demand_are_one_tap(database: Storage) -> None:
    await deal.posted(database, await deal.someone(database, deal.MARC, "Marc"))
    desk, _ = await BY_NAME["skills"].begin(database)
    await desk.presses("＋ Python")
    assert (await desk.answers())["skills"] == ["Python"]
    assert desk.question.named("＋ Python") is None


# --- words ---------------------------------------------------------------------------------


async def test_a_label_can_be_typed_instead_of_tapped(database: Storage) -> None:
    desk = await _talk(database, "details", "Ana Silva", "Portugal", "skip")
    assert await desk.stands() == "details:review"
    await desk.does("keep it")
    assert "tap a button" in desk.question.text
    await desk.does("save")
    assert await desk.stands() is None


async def test_a_wrong_kind_of_message_is_named(database: Storage) -> None:
    desk, _ = await BY_NAME["details"].begin(database)
    await desk.does(STICKER)
    assert "A nice sticker, but I need your answer in words" in desk.question.text


async def test_what_stands_in_the_profile_is_filled_in(database: Storage) -> None:
    await deal.someone(database, deal.ANA, "Ana")
    desk = Desk(database, deal.ANA)
    async with desk.turn() as turn:
        await edit_part(turn, "details")
    assert await desk.stands() == "details:review"
    assert "Porto" in desk.question.text
    async with desk.turn() as turn:
        await edit_part(turn, "skills")
    assert "• Python\n• SQL" in desk.question.text
    async with desk.turn() as turn:
        await edit_part(turn, "description")
    assert "Now: Twelve years of calm" in desk.question.text
    await desk.presses("Keep it")
    assert await desk.stands() is None


@pytest.mark.parametrize(
    ("act", "chosen"), [("i'm a CLIENT", "client"), ("freelancer", "freelancer")]
)
async def test_a_choice_is_tapped_or_typed(database: Storage, act: str, chosen: str) -> None:
    got: list[str] = []

    async def finish(turn: Turn, subject: dict[str, int], answers: Answers) -> Screen:
        got.append(answers["name"])
        return Screen(Html("Chosen"))

    role = Choice("name", ("freelancer", "client"), "btn-role")
    conversation = Conversation("details", (role,), finish, review=False)
    person_id, _ = await newcomer(database)
    desk = Desk(database, person_id, conversations={"details": conversation})
    await start(desk, conversation, {})
    await desk.does("neither")
    assert "isn't one of the answers" in desk.question.text
    await desk.does(act)
    await start(desk, conversation, {})
    await desk.presses("I'm a client")
    assert got == [chosen, "client"]


# --- texts ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_every_question_has_its_texts(name: str) -> None:
    conversation = CONVERSATIONS[name]
    keys = [f"{conversation.key}-heading", f"{conversation.key}-finish"]
    keys += [f"{conversation.key}-review"] if conversation.review else []
    for step in conversation.steps:
        keys += [f"{conversation.key}-{step.name}", f"{conversation.key}-{step.name}-label"]
        for sub in getattr(step, "of", ()):
            keys.append(f"{conversation.key}-{step.name}-{sub.name}")
    assert [key for key in keys if not T.has(key)] == []
    assert len(T.label(f"{conversation.key}-finish")) <= 24


def test_no_text_is_defined_twice() -> None:
    from views.texts import LOCALES

    for folder in LOCALES.iterdir():
        found: list[str] = []
        for file in folder.glob("*.ftl"):
            lines = file.read_text(encoding="utf-8").splitlines()
            found += [line.split(" =")[0] for line in lines if " =" in line and line[0].isalpha()]
        assert len(found) == len(set(found)), {key for key in found if found.count(key) > 1}
