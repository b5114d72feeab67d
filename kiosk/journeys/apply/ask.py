"""The questions of one application: opening, answering, skipping, going back; each answer leaves all others as they are (F13)."""

from dataclasses import replace

from kiosk.blocks import Action, Choices, Heading, Option, Progress
from kiosk.events import Chose, Event, GoBack, Stamp
from kiosk.forms import pointers
from kiosk.forms.model import Question, Step
from kiosk.forms.rules import check_answer, refused, steps, with_answer
from kiosk.journeys import asking
from kiosk.journeys.apply.state import Forward, MoreItems, Skip, State
from kiosk.journeys.asking import NO, YES, Asking
from kiosk.problems import Fault
from kiosk.requests import Ask, Effect, KeepDraft
from kiosk.results import HomeDraft
from kiosk.screen import Screen, screen
from kiosk.session import Next, Session
from kiosk.text import Words, phrase
from kiosk.value import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an event did. go: next, back, or stay."""

    session: Session
    state: State
    go: str = "stay"
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Remove(Event):
    """Take this item of the repeat out again."""

    pointer: str


def open_step(session: Session, state: State, step: Step) -> Next:
    """Asks this step."""
    if step.question is None:
        return session.to(replace(state, stage="question", asking=None, more=MoreItems(step))), ()
    return _open(session, state, step.question, step.pointer, None)


def open_question(session: Session, state: State, pointer: str, fault: Fault | None = None) -> Next:
    """Asks the question of a pointer again."""
    step = next((step for step in steps(state.questions, state.answers) if step.pointer == pointer), None)
    if step is None:
        return session.to(replace(state, stage="review")), ()
    if step.question is None:
        return open_step(session, state, step)
    return _open(session, state, step.question, pointer, fault)


def _open(session: Session, state: State, question: Question, pointer: str, fault: Fault | None) -> Next:
    value = pointers.get(state.answers, pointer)
    known = None if value is pointers.MISSING else value
    opened, editing = asking.ask(question, pointer, known, fault)
    now = replace(state, stage="question", asking=opened, more=None)
    return replace(session, editing=editing).to(now), ()


def step_before(state: State) -> Step | None:
    """The question before the one at hand (or the last one), among those the person was asked."""
    pointer = state.asking.pointer if state.asking else state.more.step.pointer if state.more else None
    before: Step | None = None
    for step in steps(state.questions, state.answers):
        if step.pointer == pointer:
            break
        if step.pointer not in state.sources:
            before = step
    return before


def update(session: Session, state: State, event: Event, stamp: Stamp) -> Outcome:
    """Answers are checked when the person goes on; what can't be taken says why, and stays as typed."""
    if state.more is not None:
        return _more(session, state, state.more, event)
    current = state.asking
    if current is None:
        return Outcome(session, state, "next")
    match event:
        case Chose(key, value) if key == current.pointer:
            picked = replace(current, chosen=asking.chosen(current, value), fault=None)
            return Outcome(session, replace(state, asking=picked))
        case Forward():
            return _take(session, state, current, stamp)
        case Skip() if not current.question.required:
            answers = with_answer(state.questions, state.answers, current.pointer, None)
            now = replace(state, answers=answers, skipped=state.skipped | {current.pointer})
            return Outcome(session, now, "next")
        case GoBack():
            return Outcome(session, state, "back")
        case Remove(pointer):
            return Outcome(session, _without_item(state, pointer), "next")
    return Outcome(session, state)


def _without_item(state: State, pointer: str) -> State:
    """The repeat without this item; what was noted of its items by number is forgotten, since the numbers moved."""
    repeat = pointer.rsplit("/", 1)[0]
    return replace(
        state,
        answers=with_answer(state.questions, state.answers, pointer, None),
        skipped=frozenset(one for one in state.skipped if not one.startswith(repeat)),
        sources={one: source for one, source in state.sources.items() if not one.startswith(repeat)},
    )


def _take(session: Session, state: State, current: Asking, stamp: Stamp) -> Outcome:
    pointer = current.pointer
    try:
        value = asking.answer(current, session.editing)
    except asking.FormatError as error:
        return Outcome(session, _faulty(state, current, refused(current.question, pointer, error.code)))
    if value is None and not current.question.required:
        answers = with_answer(state.questions, state.answers, pointer, None)
        return Outcome(session, replace(state, answers=answers, skipped=state.skipped | {pointer}), "next")
    if value is None:
        return Outcome(session, _faulty(state, current, refused(current.question, pointer, "required")))
    answers = with_answer(state.questions, state.answers, pointer, value)
    fault = check_answer(state.questions, answers, pointer, stamp.at.date())
    if fault is not None:
        return Outcome(session, _faulty(state, current, fault))
    sources = {known: source for known, source in state.sources.items() if known != pointer}
    if pointer in state.sources and pointers.get(state.answers, pointer) == value:
        sources = dict(state.sources)
    now = replace(state, answers=answers, sources=sources, skipped=state.skipped - {pointer})
    return Outcome(session, now, "next", kept(session, now, pointer, stamp))


def kept(session: Session, state: State, pointer: str, stamp: Stamp) -> tuple[Effect, ...]:
    """At home every answer is kept as it is given."""
    if not session.profile.keeps:
        return ()
    service = state.published
    draft = HomeDraft(state.key, service.code, service.title, dict(state.answers), pointer, stamp.at.isoformat())
    return (Ask(KeepDraft(draft), "draft_kept"),)


def _faulty(state: State, current: Asking, fault: Fault) -> State:
    return replace(state, asking=replace(current, fault=fault))


def _more(session: Session, state: State, more: MoreItems, event: Event) -> Outcome:
    match event:
        case Chose("more", value):
            return Outcome(session, replace(state, more=replace(more, chosen=value, missing=False)))
        case Forward() if more.chosen == YES:
            answers = with_answer(state.questions, state.answers, more.step.pointer, {})
            return Outcome(session, replace(state, answers=answers, more=None), "next")
        case Forward() if more.chosen == NO:
            now = replace(state, skipped=state.skipped | {more.step.pointer}, more=None)
            return Outcome(session, now, "next")
        case Forward():
            return Outcome(session, replace(state, more=replace(more, missing=True)))
        case GoBack():
            return Outcome(session, state, "back")
    return Outcome(session, state)


def view(session: Session, state: State) -> Screen:
    """One question, with where one is."""
    if state.more is not None:
        return _more_view(state, state.more)
    current = state.asking
    if current is None:
        raise ValueError("nothing is asked")
    asked = [
        step
        for step in steps(state.questions, state.answers)
        if step.pointer not in state.sources or step.pointer == current.pointer
    ]
    at = next(number for number, step in enumerate(asked) if step.pointer == current.pointer)
    step = asked[at]
    part = None
    item = None
    if step.repeat is not None:
        items = pointers.get(state.answers, step.repeat.pointer)
        count = max(len(items) if isinstance(items, list | tuple) else 0, step.index + 1)
        part = asking.part_text(step.repeat, step.index, count)
        if count > step.repeat.minimum and step.index > 0:
            item = Action(
                phrase("ask.remove", item=Words(step.repeat.item)),
                Remove(f"{step.repeat.pointer}/{step.index}"),
                icon="x",
            )
    return screen(
        "apply.question",
        Progress(at + 1, len(asked), part),
        *asking.blocks(current, session.editing, session.keyboard),
        item,
        Action("ask.skip", Skip(), icon="chevron-right") if not current.question.required else None,
        Action("action.next", Forward(), main=True, icon="arrow-right"),
        instance=current.pointer,
        where=state.where,
        back=GoBack(),
    )


def _more_view(state: State, more: MoreItems) -> Screen:
    repeat = more.step.repeat
    if repeat is None:
        raise ValueError("no repeat")
    title = phrase("ask.more.title", item=Words(repeat.item))
    return screen(
        "apply.more",
        Heading(title, phrase("ask.more.help", n=more.step.index, item=Words(repeat.item))),
        Choices(
            "more",
            title,
            (Option(YES, "ask.more.yes"), Option(NO, "ask.more.no")),
            (more.chosen,) if more.chosen else (),
            error="fault.choose_one" if more.missing else None,
        ),
        Action("action.next", Forward(), main=True, icon="arrow-right"),
        instance=more.step.pointer,
        where=state.where,
        back=GoBack(),
    )
