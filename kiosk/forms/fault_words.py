"""A fault as words: which question, what is wrong, how to mend it, with an example (F14)."""

from kiosk.forms.judge import title_of
from kiosk.forms.model import Question, QuestionKind
from kiosk.forms.money import yuan
from kiosk.forms.values import day_text, example_text, month_text
from kiosk.problems import Fault
from kiosk.text import Fact, Text, Words, phrase

OF_KIND = frozenset(
    {
        ("required", "choice"),
        ("required", "choices"),
        ("required", "yes_no"),
        ("required", "agree"),
        ("required", "repeat"),
        ("type", "money"),
        ("type", "integer"),
        ("pattern", "id_number"),
        ("pattern", "card"),
        ("pattern", "name"),
        ("not_a_date", "month"),
        ("not_an_option", "agree"),
        ("too_few", "repeat"),
        ("too_many", "repeat"),
    }
)
"""Faults that a kind of question has words of its own for: `fault.<code>.<kind>`."""

WITH_EXAMPLE = frozenset({"required", "type", "too_short", "pattern", "not_a_date", "id_checksum"})
_PLAIN = frozenset(
    {"required.choice", "required.choices", "required.yes_no", "required.agree", "type.money", "type.integer"}
)


def key_of(code: str, kind: str) -> str:
    """The phrase key of a fault."""
    return f"fault.{code}.{kind}" if (code, kind) in OF_KIND else f"fault.{code}"


def fault_text(fault: Fault, question: Question | None = None) -> Text:
    """The words for a fault of `check_answer`, `check_all` or `refused`.

    A message of the portal itself comes first.

    question: where it is known, its example is told too, and its name when the fault (a portal's) has none.
    """
    facts = dict(fault.facts)
    if facts.get("message"):
        return Words(facts["message"])
    kind = facts.get("kind") or (question.kind.value if question else "")
    title = facts.get("title") or (title_of(question) if question else "")
    key = key_of(fault.code, kind)
    told = phrase(
        key,
        title=Words(title) if title else phrase("fault.this"),
        limit=_limit(fault.code, kind, facts.get("limit", "")),
    )
    example = example_text(question) if question and fault.code in WITH_EXAMPLE else None
    if example is None or key.removeprefix("fault.") in _PLAIN:
        return told
    return phrase("fault.with_example", fault=told, example=_fact(example))


def _limit(code: str, kind: str, limit: str) -> Fact:
    text: Text = Words(limit)
    if code in ("too_early", "too_late"):
        text = month_text(limit) if kind == QuestionKind.MONTH.value else day_text(limit)
    elif kind == QuestionKind.MONEY.value and limit.lstrip("-").isdigit():
        text = phrase("value.money", amount=yuan(int(limit)))
    return _fact(text)


def _fact(text: Text) -> Fact:
    return phrase(text) if isinstance(text, str) else text
