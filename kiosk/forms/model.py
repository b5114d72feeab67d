"""The neutral form model: what every portal's dialect is imported into. Pure data, no schema library.

Pointers are JSON pointers into the answers (`/bank/card_no`). Inside a repeat the item's place is `*` in the
model (`/household/*/name`) and a
number in a step (`/household/0/name`).
"""

from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from typing import Any, Literal

from kiosk.privacy import Kind as Private
from kiosk.value import dataclass

Answers = Mapping[str, Any]
"""Nested JSON values by property name. A question without an answer is absent, never null."""


class QuestionKind(Enum):
    """How a question is asked and what its value is in the answers (JSON type)."""

    TEXT = "text"  # str
    LONG_TEXT = "long_text"  # str
    NAME = "name"  # str
    ID_NUMBER = "id_number"  # str, 18 characters, X upper case
    PHONE = "phone"  # str, E.164
    CARD = "card"  # str of digits
    MONEY = "money"  # int, fen
    INTEGER = "integer"  # int
    DATE = "date"  # str, YYYY-MM-DD
    MONTH = "month"  # str, YYYY-MM
    YES_NO = "yes_no"  # bool
    CHOICE = "choice"  # the const of one option (str)
    CHOICES = "choices"  # list of consts (str)
    AGREE = "agree"  # bool that must be true to go on


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice."""

    value: str
    title: str
    help: str = ""
    say: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """When something is asked: a JSON Schema that the value at `pointer` ("": all answers) must meet."""

    pointer: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one answer; None is no limit.

    Dates and months as ISO text, or relative: "today", "today-183d".
    """

    minimum: int | str | None = None
    maximum: int | str | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked.

    when: all must hold. semantic: such as person.id_number, for prefill and so that nothing is asked twice.

    long_term: a date that may also be "no end" (9999-12-31). label: the title as a short noun, for
    tables and faults; may be empty. sign_video: where the portal has it in sign language (kiosk/own_paths.py), or empty.
    """

    pointer: str
    kind: QuestionKind
    title: str
    help: str = ""
    say: str = ""
    example: str = ""
    required: bool = True
    when: tuple[Condition, ...] = ()
    options: tuple[Option, ...] = ()
    limits: Limits = Limits()
    semantic: str = ""
    private: Private | None = None
    section: str = ""
    unit: str = ""
    long_term: bool = False
    label: str = ""
    sign_video: str = ""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A list of alike items (family members), each with its questions (pointers with `*`).

    item: what one is called.
    """

    pointer: str
    title: str
    item: str
    minimum: int
    maximum: int
    questions: tuple[Question, ...]
    help: str = ""
    say: str = ""
    when: tuple[Condition, ...] = ()
    section: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """What JSON Schema cannot say: a name of check_list.py, where its fault is shown, its arguments."""

    name: str
    pointer: str
    args: Mapping[str, Any] = field(default_factory=dict)
    message: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form. source: the JSON Schema it came from, kept for validation."""

    items: tuple[Question | Repeat, ...]
    checks: tuple[Check, ...]
    source: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One question at its real place: pointer with numbers.

    Inside a repeat: item `index` (from 0) of `count`; the item's word is repeat.item.

    kind "more" asks whether there is another item; its pointer is where that item would
    stand (`/household/2`).
    """

    pointer: str
    question: Question | None
    repeat: Repeat | None = None
    index: int = 0
    kind: Literal["question", "more"] = "question"
    count: int = 0
