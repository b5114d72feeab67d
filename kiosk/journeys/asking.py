"""One question a screen: from the neutral model to blocks, and from what was filled in to an answer. Used wherever a form is asked."""

from collections.abc import Mapping
from typing import Any

from kiosk.blocks import Block, Choices, DateField, FieldKind, Heading, Option, SignVideo, TextField
from kiosk.editing import Editing, Field, begin_with, keyboard
from kiosk.forms import identity
from kiosk.forms.fault_words import fault_text
from kiosk.forms.model import Question, QuestionKind, Repeat
from kiosk.forms.patterns import of_figures
from kiosk.forms.values import FormatError, cells_of, example_text, from_cells, parse, shown, typed
from kiosk.problems import Fault
from kiosk.text import Fact, Secret, Text, Words, phrase, public
from kiosk.value import dataclass

TYPED: Mapping[QuestionKind, FieldKind] = {
    QuestionKind.TEXT: "text",
    QuestionKind.LONG_TEXT: "long_text",
    QuestionKind.NAME: "name",
    QuestionKind.ID_NUMBER: "id_number",
    QuestionKind.PHONE: "phone",
    QuestionKind.CARD: "card",
    QuestionKind.MONEY: "money",
    QuestionKind.INTEGER: "integer",
}
DATED = (QuestionKind.DATE, QuestionKind.MONTH)
CHOSEN = (QuestionKind.YES_NO, QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.AGREE)
YES, NO = "yes", "no"
LENGTHS = {"id_number": 18, "figures": 30, "phone": 16, "card": 19, "name": 50, "money": 12, "integer": 6}


@dataclass(frozen=True, slots=True)
class Asking:
    """A question being answered. pointer: its real place; chosen: picked options; fault: why the last try could not be taken."""

    question: Question
    pointer: str
    chosen: tuple[str, ...] = ()
    fault: Fault | None = None


def ask(question: Question, pointer: str, value: Any, fault: Fault | None = None) -> tuple[Asking, Editing]:
    """Begins to ask, with the answer there is (None: none)."""
    if question.kind in CHOSEN:
        return Asking(question, pointer, _as_chosen(question, value), fault), Editing()
    if question.kind in DATED:
        month_only = question.kind is QuestionKind.MONTH
        field = Field("date", cells=cells_of(str(value or "")), month_only=month_only)
    else:
        kind = field_kind(question)
        limit = question.limits.max_length or LENGTHS.get(kind, 100)
        field = Field(kind, "" if value is None else typed(question, value), limit=max(limit, LENGTHS.get(kind, 0)))
    return Asking(question, pointer, fault=fault), begin_with({pointer: field})


def field_kind(question: Question) -> FieldKind:
    """What is written into its line. A text that can be figures alone is one: it needs no other keys."""
    kind = TYPED[question.kind]
    return "figures" if kind == "text" and of_figures(question.limits.pattern) else kind


def _as_chosen(question: Question, value: Any) -> tuple[str, ...]:
    match value:
        case None:
            return ()
        case bool():
            return (YES if value else NO,)
        case list() | tuple():
            return tuple(str(item) for item in value)
        case _:
            return (str(value),)


def chosen(asking: Asking, value: str) -> tuple[str, ...]:
    """The picked options after one was pressed, in the form's order."""
    if asking.question.kind is not QuestionKind.CHOICES:
        return (value,)
    picked = set(asking.chosen) ^ {value}
    return tuple(option.value for option in asking.question.options if option.value in picked)


def answer(asking: Asking, editing: Editing) -> Any:
    """The value that was filled in, None when nothing was. Raises FormatError."""
    question = asking.question
    match question.kind:
        case QuestionKind.YES_NO | QuestionKind.AGREE:
            return asking.chosen[0] == YES if asking.chosen else None
        case QuestionKind.CHOICE:
            return asking.chosen[0] if asking.chosen else None
        case QuestionKind.CHOICES:
            return list(asking.chosen) or None
        case QuestionKind.DATE | QuestionKind.MONTH:
            cells = editing.cells(asking.pointer)
            return from_cells(question, cells) if any(cells) else None
        case _:
            text = editing.text(asking.pointer).strip()
            if field_kind(question) == "figures":
                text = identity.normal(text)
            return parse(question, text) if text else None


def blocks(asking: Asking, editing: Editing, with_keyboard: bool) -> tuple[Block | None, ...]:
    """Heading with help and example, its film in sign language, the field, and the keyboard where there is one."""
    question, pointer = asking.question, asking.pointer
    example = example_text(question)
    error = fault_text(asking.fault, question) if asking.fault else None
    title = public(question.title, question.say)
    heading = Heading(
        title,
        public(question.help) if question.help else None,
        phrase("ask.example", example=_fact(example)) if example else None,
    )
    film = SignVideo("film", title, question.sign_video) if question.sign_video else None
    if question.kind in CHOSEN:
        return heading, film, Choices(
            pointer, title, _options(question), asking.chosen, question.kind is QuestionKind.CHOICES, error
        )
    field = editing.fields[pointer]
    keys = keyboard(editing) if with_keyboard else None
    if question.kind in DATED:
        year, month, day = field.cells
        dated = DateField(
            pointer,
            title,
            year,
            month,
            day,
            question.kind is QuestionKind.MONTH,
            field.edition,
            field.cell,
            error,
            question.private,
        )
        return heading, film, dated, keys
    unit: Text | None = public(question.unit) if question.unit else None
    if question.kind is QuestionKind.MONEY and unit is None:
        unit = "value.yuan"
    line = TextField(
        pointer,
        title,
        field_kind(question),
        field.text,
        field.edition,
        unit,
        error,
        question.private,
        limit=field.limit,
    )
    return heading, film, line, keys


def _options(question: Question) -> tuple[Option, ...]:
    match question.kind:
        case QuestionKind.YES_NO:
            return Option(YES, "value.yes"), Option(NO, "value.no")
        case QuestionKind.AGREE:
            return Option(YES, "value.agree"), Option(NO, "value.disagree")
        case _:
            return tuple(
                Option(option.value, public(option.title, option.say), public(option.help) if option.help else None)
                for option in question.options
            )


def value_text(question: Question, value: Any, *, masked: bool, spoken: bool = False) -> Text:
    """An answer as the review shows it."""
    if value is None:
        return "ask.no_answer"
    text = shown(question, value)
    if question.private is None:
        return text
    return Secret(question.private, typed(question, value), shown=not masked, spoken=spoken, words=text)


def _fact(text: Text) -> Fact:
    return phrase(text) if isinstance(text, str) else text


def part_text(repeat: Repeat, index: int, count: int) -> Text:
    """Where one is in a repeat: "second family member of three"."""
    return phrase("ask.part", n=index + 1, total=count, item=Words(repeat.item))


__all__ = [
    "Asking",
    "FormatError",
    "answer",
    "ask",
    "blocks",
    "chosen",
    "fault_text",
    "part_text",
    "value_text",
]
