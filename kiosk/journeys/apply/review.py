"""What is already known, on one screen; and the whole application to be looked at before it goes."""

from kiosk.blocks import Action, Heading, Notice, Paragraph, Row, Table, Tone
from kiosk.events import Event, GoBack, Show
from kiosk.forms import pointers
from kiosk.forms.fault_words import fault_text
from kiosk.forms.model import Step
from kiosk.forms.rules import steps
from kiosk.journeys.apply.state import Change, Forward, HandIn, State
from kiosk.journeys.asking import value_text
from kiosk.journeys.collecting import mode_text
from kiosk.screen import Screen, screen
from kiosk.session import Session
from kiosk.text import Text, Words, phrase
from kiosk.value import dataclass

SHOW_ALL = "private"


@dataclass(frozen=True, slots=True)
class ChangeMaterial(Event):
    """Give this material in another way."""

    code: str


@dataclass(frozen=True, slots=True)
class ReadGuide(Event):
    """Read the guide first."""


def is_masked(session: Session, key: str = "") -> bool:
    """Whether private values (or that of this line) are masked now."""
    return session.profile.masked and SHOW_ALL not in session.shown and key not in session.shown


def show_action(session: Session) -> Action | None:
    """Show, or hide again, what is masked."""
    if not session.profile.masked:
        return None
    shown = SHOW_ALL in session.shown
    return Action("private.hide" if shown else "private.show", Show(SHOW_ALL), key="show", icon="eye")


def _answer_row(session: Session, state: State, step: Step) -> Row | None:
    question = step.question
    if question is None:
        return None
    value = pointers.get(state.answers, step.pointer)
    if value is pointers.MISSING and not question.required and step.pointer not in state.skipped:
        return None
    fault = next((fault for fault in state.faults if fault.pointer == step.pointer), None)
    source = state.sources.get(step.pointer)
    label: Text = Words(question.label or question.title)
    if step.repeat is not None:
        label = phrase("review.item", item=Words(step.repeat.item), n=step.index + 1, title=label)
    return Row(
        step.pointer,
        label,
        value_text(
            question,
            None if value is pointers.MISSING else value,
            masked=is_masked(session, step.pointer),
            spoken=session.spoken == SHOW_ALL,
        ),
        phrase("review.source", source=Words(source)) if source else None,
        Action("review.change", Change(step.pointer), key=f"change.{step.pointer}", icon="pencil"),
        fault_text(fault) if fault else None,
    )


def _sections(session: Session, state: State, wanted: list[Step]) -> list[Table]:
    """One table a section of the form, in its order."""
    sections: dict[str, list[Row]] = {}
    for step in wanted:
        row = _answer_row(session, state, step)
        if row is not None and step.question is not None:
            sections.setdefault(step.question.section, []).append(row)
    return [
        Table(f"section.{number}", Words(title) if title else "review.answers", tuple(rows))
        for number, (title, rows) in enumerate(sections.items())
    ]


def known_view(session: Session, state: State) -> Screen:
    """这些我们已经有了: every line with who has it, each changeable; only the gaps are asked after this."""
    known = [step for step in steps(state.questions, state.answers) if step.pointer in state.sources]
    return screen(
        "apply.known",
        Heading("known.title", help="known.help"),
        *_sections(session, state, known),
        show_action(session),
        Action("known.right", Forward(), main=True, icon="arrow-right"),
        where=state.where,
        back=GoBack(),
    )


def _material_rows(state: State) -> tuple[Row, ...]:
    if state.collecting is None:
        return ()
    given = state.collecting.given
    return tuple(
        Row(
            f"material.{slot.code}",
            Words(slot.title, slot.say),
            mode_text(slot, given.get(slot.code)),
            change=Action("review.change", ChangeMaterial(slot.code), key=f"change.{slot.code}", icon="pencil")
            if slot.modes[0] != "exempt"
            else None,
        )
        for slot in state.collecting.slots
    )


def _fault_notices(state: State) -> tuple[Notice, ...]:
    """What is wrong with a whole list, or with something that has no line here."""
    lines = {step.pointer for step in steps(state.questions, state.answers) if step.question is not None}
    return tuple(
        Notice(fault_text(fault), Tone.ERROR, key=f"fault.{fault.pointer}")
        for fault in state.faults
        if fault.pointer not in lines
    )


def view(session: Session, state: State) -> Screen:
    """All answers, all materials; each can be changed, and one comes back here."""
    express = state.published.signature == "none"
    materials = _material_rows(state)
    return screen(
        "apply.review",
        Heading("review.title_express" if express else "review.title", help="review.help"),
        Notice(phrase(f"problem.{state.problem}"), Tone.WARNING) if state.problem else None,
        Notice("review.faults", Tone.ERROR, key="faults") if state.faults else None,
        *_fault_notices(state),
        *_sections(session, state, list(steps(state.questions, state.answers))),
        Table("materials", "review.materials", materials) if materials else None,
        *(Paragraph(Words(text)) for text in (state.published.declaration if express else ())),
        show_action(session),
        Action("review.guide", ReadGuide(), icon="info-circle") if express else None,
        Action(
            "review.send" if express else "review.right",
            HandIn() if express or state.published.signature == "none" else Forward(),
            main=True,
            icon="arrow-right",
        ),
        where=state.where,
        back=GoBack(),
    )
