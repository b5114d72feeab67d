"""Every letter and figure of a case number, spoken by a synthetic voice and heard by the real recogniser under the field's own grammar."""

import shutil
from collections.abc import Iterator

import pytest

from kiosk import phrases
from kiosk.blocks import Action, Heading, TextField, ToolBar
from kiosk.events import GoBack
from kiosk.privacy import Kind
from kiosk.screen import screen
from kiosk.text import Words
from tests.engines import spelling_model
from tests.engines.test_recogniser import HERTZ, spoken
from voice.recogniser_process import Ears
from voice.recording import AtOnce
from voice.understand.grammar import grammar
from voice.understand.letters import case_number
from voice.understand.lexicon import table

pytestmark = [
    pytest.mark.engine,
    pytest.mark.feature("F16", "F27"),
    pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed"),
]

CASE = TextField("f", Words("编号"), "case", private=Kind.CASE, limit=30)
SHOWN = screen("t", Heading("tool.talk"), CASE, ToolBar(Action("tool.back", GoBack()), ()))
LETTERS = {letter: forms[0] for letter, forms in table()["letters"].items()}
NOT_HEARD = "ABI"
"""What so small a model takes for other letters, or for nothing; in the midst of figures it takes 二 for E too, the same two sounds.

X is no letter of the lexicon: it is heard as the sign that ends an ID, see FIGURES.
"""
FIGURES = dict(zip(spelling_model.FIGURES, "011223456789X", strict=True))


@pytest.fixture(name="mouth", scope="module")
def _mouth() -> Iterator[AtOnce]:
    mouth = AtOnce()
    yield mouth
    mouth.close()


@pytest.fixture(name="ears", scope="module")
def _ears() -> Ears:
    return Ears(spelling_model.folder())


def heard(ears: Ears, mouth: AtOnce, words: str) -> str | None:
    ears.listen(HERTZ, grammar(SHOWN, phrases.load("zh")))
    pcm = spoken(mouth, words)
    for start in range(0, len(pcm), 3_200):
        told = ears.hear(pcm[start : start + 3_200])
        if told and "text" in told:
            return case_number(str(told["text"]))
    return case_number(str(ears.end()["text"]))


def test_every_letter_has_a_name_and_those_that_are_not_heard_are_named() -> None:
    assert {*LETTERS, "X"} == set("ABCDEFGHIJKLMNOPQRSTUVWXYZ") and set(NOT_HEARD) < set(LETTERS)


@pytest.mark.parametrize("letter", [one for one in LETTERS if one not in NOT_HEARD])
def test_a_letter_is_heard_behind_the_word_for_letters(letter: str, ears: Ears, mouth: AtOnce) -> None:
    assert heard(ears, mouth, f"字母{LETTERS[letter]}") == letter


@pytest.mark.parametrize("letter", NOT_HEARD)
def test_a_letter_that_is_not_heard_is_at_least_taken_for_no_figure(letter: str, ears: Ears, mouth: AtOnce) -> None:
    found = heard(ears, mouth, f"字母{LETTERS[letter]}")
    assert found is None or not any(sign.isdigit() for sign in found)


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_is_heard_alone(figure: str, ears: Ears, mouth: AtOnce) -> None:
    assert heard(ears, mouth, figure) == FIGURES[figure]


@pytest.mark.parametrize(("words", "number"), [("歪艾勒，三零六五，九七幺", "YL3065971"), ("零四七，五三八，九六叉", "04753896X")])
def test_letters_and_figures_follow_each_other(words: str, number: str, ears: Ears, mouth: AtOnce) -> None:
    assert heard(ears, mouth, words) == number
