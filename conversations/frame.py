"""What stands around every question: where one is, what went wrong, and the ways on."""

from dataclasses import replace

from conversations.declaration import REVIEW, Conversation
from conversations.run import Run
from conversations.steps import Ask, Question, Step
from conversations.turn import Turn
from views import callbacks
from views.screen import MOST_TEXT, Button, Html, Rows, Screen, grid, paragraphs
from views.texts import short, units

ROOMS = (3000, 1500, 600, 250, 100, 40)
"""To how many characters each answer is cut, until the whole fits into one message."""
MOST_ECHO = 120


async def drawn(turn: Turn, conversation: Conversation, run: Run, note: Html) -> Screen:
    """The question, or the review, at which the conversation stands. `note` comes first."""
    screen = Screen(Html(""))
    for room in ROOMS:
        step = conversation.step(run.step)
        if step is None:
            screen = await _review(turn, conversation, run, room)
        else:
            screen = await _question(turn, conversation, run, step, room)
        screen = screen.below(note) if note else screen
        if units(screen.text) <= MOST_TEXT:
            break
    return screen


def ask(turn: Turn, conversation: Conversation, run: Run, step: Step, room: int = ROOMS[0]) -> Ask:
    """What a step is asked and answered with."""
    finishes = not conversation.review and conversation.after(step) is None
    return Ask(
        turn=turn,
        name=step.name,
        key=f"{conversation.key}-{step.name}",
        path=step.name,
        tag=run.tag,
        answers=run.answers,
        outer=run.answers,
        facts=run.facts,
        memo=run.memo(step),
        done=f"{conversation.key}-finish" if finishes else "wizard-done",
        room=room,
    )


async def echo(turn: Turn, conversation: Conversation, run: Run, step: Step) -> Html:
    """How an answer was understood: "✓ Amount: $500"."""
    value = run.answers.get(step.name)
    if not step.echo or value is None:
        return Html("")
    label = turn.t(f"{conversation.key}-{step.name}-label")
    return turn.t("wizard-echo", label=label, value=await step.echoed(turn, value, MOST_ECHO))


def title(turn: Turn, conversation: Conversation, run: Run) -> str:
    """What a draft is called: "Bid · Logo for a bakery"."""
    name = turn.t.label(f"{conversation.key}-heading")
    about = run.facts.get("title")
    return short(f"{name} · {about}" if about else name, 40)


def back_to_review(conversation: Conversation, run: Run) -> bool:
    """Whether Back leads to the review, from which one answer is being changed."""
    complete = conversation.unanswered(run.answers) is None
    return run.editing and complete and conversation.review


async def _question(
    turn: Turn, conversation: Conversation, run: Run, step: Step, room: int
) -> Screen:
    asked = ask(turn, conversation, run, step, room)
    question = await step.draw(asked)
    first = conversation.before(step) is None
    back = question.inside or not first or back_to_review(conversation, run)
    rows = question.rows
    if conversation.problem_at == step.name and not question.inside:
        rows = (*_repairs(turn, conversation, run, step.name), *rows)
    nav = _nav(replace(asked, path=question.path), back=back, skip=question.skip)
    head = _head(turn, conversation, step, question)
    return Screen(Html(f"{head}\n{question.text}"), (*rows, nav))


def _head(turn: Turn, conversation: Conversation, step: Step, question: Question) -> Html:
    parts = [turn.t.label(f"{conversation.key}-heading")]
    if len(conversation.steps) > 1:
        number, count = conversation.steps.index(step) + 1, len(conversation.steps)
        parts.append(turn.t.label("wizard-step", number=number, count=count))
    if question.where:
        parts.append(question.where)
    return turn.t("wizard-head", where=" · ".join(parts))


def _nav(asked: Ask, *, back: bool, skip: bool) -> tuple[Button, ...]:
    wanted = (("back", back), ("skip", skip), ("cancel", True))
    return tuple(
        asked.button(asked.own_or(do, f"wizard-{do}"), do) for do, shown in wanted if shown
    )


async def _review(turn: Turn, conversation: Conversation, run: Run, room: int) -> Screen:
    t, key = turn.t, conversation.key
    told = []
    for step in conversation.steps:
        value = run.answers.get(step.name)
        own = f"{key}-{step.name}"
        empty = value in (None, "", [])
        nothing = t(f"{own}-empty") if t.has(f"{own}-empty") else t("wizard-empty")
        answer = nothing if empty else await step.told(turn, value, room)
        label = t(f"{own}-label")
        told.append(t("wizard-answer", label=label, value=answer))
    head = t("wizard-head", where=f"{t.label(f'{key}-heading')} · {t.label('wizard-review')}")
    trouble = conversation.trouble(t, run.answers)
    sums = conversation.summed_up
    summed = sums(turn, run.facts, run.answers) if sums else ""
    closing = paragraphs(summed, t(f"{key}-review", **run.facts))
    text = paragraphs(head, *told, trouble or closing)
    return Screen(text, _review_rows(turn, conversation, run))


def _review_rows(turn: Turn, conversation: Conversation, run: Run) -> Rows:
    t, key = turn.t, conversation.key
    pencils = [
        _button(run, REVIEW, f"✏️ {t.label(f'{key}-{step.name}-label')}", "edit", step.name)
        for step in conversation.steps
    ]
    finish = _button(run, REVIEW, t.label(f"{key}-finish"), "finish", style="success")
    cancel = _button(run, REVIEW, t.label("wizard-cancel"), "cancel")
    repairs = _repairs(turn, conversation, run, REVIEW)
    return (*repairs, *grid(pencils, 2), (finish,), (cancel,))


def _repairs(turn: Turn, conversation: Conversation, run: Run, path: str) -> Rows:
    if conversation.trouble(turn.t, run.answers) is None:
        return ()
    return tuple(
        (
            _button(
                run,
                path,
                conversation.repairs[name].label(turn.t, after),
                "repair",
                name,
                style="primary",
            ),
        )
        for name, after in conversation.repaired(run.answers).items()
    )


def _button(run: Run, path: str, text: str, do: str, value: str = "", style: str = "") -> Button:
    tap = callbacks.Wizard(run=run.tag, step=path, do=do, value=value)
    return Button(short(text, 40), tap, style)
