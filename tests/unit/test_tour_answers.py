"""What the tour writes into a field is what the form means by its example: an amount of 1200 yuan is written as 1200, and handed in as 120000 fen."""

import pytest

from kiosk.forms.model import QuestionKind
from kiosk.forms.values import parse
from kiosk.launch.journeys import example, written
from tests.catalogue_data import FORMS, form_of, questions_of

TYPED = {QuestionKind.MONEY: int, QuestionKind.INTEGER: int, QuestionKind.PHONE: str, QuestionKind.ID_NUMBER: str, QuestionKind.CARD: str}


@pytest.mark.parametrize("name", FORMS)
def test_an_example_is_written_so_that_the_portal_gets_the_example(name: str) -> None:
    for question in questions_of(form_of(name)):
        if question.kind in TYPED and question.example:
            wanted = TYPED[question.kind](question.example)
            assert parse(question, written(question, example(question))) == wanted, question.pointer


def test_there_are_amounts_of_money_among_them_and_they_are_written_in_yuan() -> None:
    asked = [one for name in FORMS for one in questions_of(form_of(name)) if one.kind is QuestionKind.MONEY and one.example]
    assert len(asked) >= 3
    assert {written(one, example(one)) for one in asked if one.example == "120000"} == {"1200"}
