"""A text that can only be figures is asked with the keys for figures, whatever the portal calls it."""

import pytest

from kiosk.blocks import Keyboard, TextField
from kiosk.editing import LAYOUTS
from kiosk.forms.model import Question, QuestionKind
from kiosk.forms.patterns import of_figures
from kiosk.journeys.asking import answer, ask, blocks, field_kind
from tests.catalogue_data import FORMS, form_of, questions_of

CERTIFICATE = next(one for one in questions_of(form_of("disability_subsidies")) if one.pointer == "/disability/cert_no")


@pytest.mark.parametrize(
    "pattern",
    ["^[0-9]{17}[0-9X][1-7][1-4]$", "^[0-9]{6}$", r"^\d{4,8}$", "^[X0-9]{5}$", "^1[0-9]+$"],
)
def test_patterns_of_figures(pattern: str) -> None:
    assert of_figures(pattern)


@pytest.mark.parametrize(
    "pattern",
    [None, "", "[0-9]+", "^[0-9]+", "^1|2$", "^[A-Z]{2}[0-9]{6}$", ".{2,30}", "^[^0-9]+$", r"^\D+$", r"^\w{8}$", "^[0-9a]$", "^样[0-9]+$"],
)
def test_patterns_of_other_things_too(pattern: str | None) -> None:
    assert not of_figures(pattern)


def shown(question: Question, text: str = "") -> tuple[TextField, Keyboard]:
    asking, editing = ask(question, question.pointer, text or None)
    there = [block for block in blocks(asking, editing, with_keyboard=True) if block is not None]
    return next(one for one in there if isinstance(one, TextField)), next(one for one in there if isinstance(one, Keyboard))


@pytest.mark.feature("F29")
def test_the_number_of_a_disability_certificate_opens_digits_and_x() -> None:
    field, keys = shown(CERTIFICATE)
    assert (field.kind, keys.layout, keys.layouts) == ("figures", "id_digits", ("id_digits",))
    assert field.limit >= 20 and field.private is not None


def test_it_is_taken_as_it_stands_on_the_certificate() -> None:
    asking, editing = ask(CERTIFICATE, CERTIFICATE.pointer, "110105 19491231 002x 41")
    assert answer(asking, editing) == "11010519491231002X41"


def test_a_text_of_other_characters_keeps_its_keys() -> None:
    others = [one for name in FORMS for one in questions_of(form_of(name)) if one.kind is QuestionKind.TEXT and one is not CERTIFICATE]
    plain = [one for one in others if not one.limits.pattern]
    assert plain and all(field_kind(one) == "text" for one in plain)
    assert LAYOUTS[field_kind(plain[0])][0] == "pinyin"
