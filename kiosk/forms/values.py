"""From typed text to a value, and from a value to what is shown, for every kind of question.

Words are phrases, never made here.
"""

import re
import unicodedata
from typing import Any

from kiosk.forms import dates, identity, money, names, phones
from kiosk.forms.model import Question, QuestionKind
from kiosk.text import Phrase, Text, Words, phrase

Cells = tuple[str, str, str]
"""Year, month and day as typed; the day is empty for a month."""


class FormatError(ValueError):
    """What was typed is no value of this kind. code: a fault code; never what was typed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse(question: Question, text: str) -> Any:
    """The value that was typed. Limits and checks are `check_answer`'s. Raises FormatError."""
    plain = _tidy(text)
    if not plain:
        raise FormatError("required")
    match question.kind:
        case QuestionKind.TEXT:
            return " ".join(plain.split())
        case QuestionKind.LONG_TEXT:
            return plain
        case QuestionKind.NAME:
            return names.normal(plain)
        case QuestionKind.ID_NUMBER:
            return identity.normal(plain)
        case QuestionKind.PHONE:
            return phone_number(plain)
        case QuestionKind.CARD:
            return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", plain))
        case QuestionKind.MONEY:
            amount = money.fen(plain)
            if amount is None:
                raise FormatError("type")
            return amount
        case QuestionKind.INTEGER:
            return _integer(plain)
        case QuestionKind.DATE | QuestionKind.MONTH:
            return _day(question, plain)
        case QuestionKind.YES_NO | QuestionKind.AGREE:
            if plain not in ("yes", "no"):
                raise FormatError("type")
            return plain == "yes"
        case QuestionKind.CHOICE:
            return _option(question, plain)
        case QuestionKind.CHOICES:
            return [_option(question, part) for part in plain.split(",")]


def _tidy(text: str) -> str:
    """Without control characters and the blanks around; a person's characters stay as they are."""
    kept = "".join(
        letter
        for letter in text
        if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")
    )
    return kept.strip()


def _integer(text: str) -> int:
    found = re.fullmatch(r"-?[0-9]{1,15}", unicodedata.normalize("NFKC", text))
    if not found:
        raise FormatError("type")
    return int(found[0])


def _option(question: Question, text: str) -> str:
    if all(option.value != text for option in question.options):
        raise FormatError("not_an_option")
    return text


def _day(question: Question, text: str) -> str:
    if question.long_term and text == dates.LONG_TERM:
        return text
    found = re.findall(r"[0-9]+", unicodedata.normalize("NFKC", text))
    if len(found) == 1 and len(found[0]) in (6, 8):
        found = [found[0][:4], found[0][4:6], found[0][6:]]
    year, month, day = ([part for part in found if part] + ["", "", ""])[:3]
    return from_cells(question, (year, month, day))


def phone_number(text: str) -> str:
    """The E.164 form of a typed number. Raises FormatError("phone")."""
    number = phones.e164(text)
    if number is None:
        raise FormatError("phone")
    return number


def from_cells(question: Question, cells: Cells) -> str:
    """The date or month of three typed cells, as ISO text.

    Raises FormatError("not_a_date"): 2026-02-31 is none.
    """
    year, month, day = (unicodedata.normalize("NFKC", cell).strip() for cell in cells)
    if question.kind is QuestionKind.MONTH:
        text, found = f"{year:0>4}-{month:0>2}", dates.month(f"{year:0>4}-{month:0>2}")
    else:
        text, found = f"{year:0>4}-{month:0>2}-{day:0>2}", dates.date(f"{year:0>4}-{month:0>2}-{day:0>2}")
    if found is None or len(year) != 4:
        raise FormatError("not_a_date")
    return text


def cells_of(text: str) -> Cells:
    """`1938-03-08` → ("1938", "3", "8"); `2026-08` → ("2026", "8", ""); else, and for "no end", empty."""
    if text == dates.LONG_TERM:
        return "", "", ""
    if dates.date(text):
        return text[:4], str(int(text[5:7])), str(int(text[8:]))
    if dates.month(text):
        return text[:4], str(int(text[5:7])), ""
    return "", "", ""


def typed(question: Question, value: Any) -> str:
    """The value as one would type it, for an editor; the opposite of `parse`."""
    match question.kind:
        case QuestionKind.MONEY:
            return money.yuan(value)
        case QuestionKind.PHONE:
            return phones.national(value)
        case QuestionKind.YES_NO | QuestionKind.AGREE:
            return "yes" if value else "no"
        case QuestionKind.CHOICES:
            return ",".join(value)
    return str(value)


def shown(question: Question, value: Any) -> Text:
    """The value as a person reads it.

    Private values are wrapped by the caller (question.private says as what).
    """
    match question.kind:
        case QuestionKind.DATE if question.long_term and value == dates.LONG_TERM:
            return "value.long_term"
        case QuestionKind.DATE:
            return day_text(value)
        case QuestionKind.MONTH:
            return month_text(value)
        case QuestionKind.MONEY:
            return phrase("value.money", amount=money.yuan(value))
        case QuestionKind.INTEGER if question.unit:
            return phrase("value.with_unit", n=value, unit=Words(question.unit))
        case QuestionKind.YES_NO:
            return "value.yes" if value else "value.no"
        case QuestionKind.AGREE:
            return "value.agree" if value else "value.disagree"
        case QuestionKind.CHOICE:
            return _title(question, value)
        case QuestionKind.CHOICES:
            return _listed([_title(question, one) for one in value])
    return Words(typed(question, value))


def example_text(question: Question) -> Text | None:
    """The example as a person reads it: a date in words, fen as yuan, a number as one dials it.

    None when the form gives none.
    """
    if not question.example:
        return None
    match question.kind:
        case QuestionKind.MONEY if question.example.isdigit():
            return Words(money.yuan(int(question.example)))
        case QuestionKind.DATE | QuestionKind.MONTH:
            return shown(question, question.example)
        case QuestionKind.PHONE:
            return Words(phones.national(question.example))
    return Words(question.example)


def _title(question: Question, value: Any) -> Words:
    """The option's title; the value itself for one that is not (any more) offered."""
    return next(
        (Words(one.title, one.say) for one in question.options if one.value == value), Words(str(value))
    )


def _listed(titles: list[Words]) -> Text:
    text: Text = titles[0] if titles else "value.none"
    for title in titles[1:]:
        text = phrase("value.and", first=_fact(text), second=title)
    return text


def _fact(text: Text) -> Words | Phrase:
    return text if isinstance(text, Words | Phrase) else Phrase(str(text))


def day_text(iso: str) -> Text:
    """A date in words; the text itself when it is none."""
    day = dates.date(iso)
    return phrase("value.date", year=day.year, month=day.month, day=day.day) if day else Words(iso)


def month_text(iso: str) -> Text:
    """A month in words."""
    first = dates.month(iso)
    return phrase("value.month", year=first.year, month=first.month) if first else Words(iso)

