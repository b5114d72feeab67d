"""Candidates of the same sound are told apart by ear, in one short sentence; where a loudspeaker would give a private thing away, they are not."""

import sys
from pathlib import Path

import pytest

from kiosk import editing, phrases
from kiosk.blocks import Heading, Keyboard, TextField
from kiosk.display import Display
from kiosk.privacy import Kind
from kiosk.requests import Tell
from kiosk.screen import Screen
from kiosk.stops import groups
from kiosk.text import Words
from kiosk.writing.explained import told_apart
from tests.unit.test_voice import DAY, Hall
from voice.understand.names import spelled_name

pytestmark = [pytest.mark.feature("F21"), pytest.mark.feature("F28"), pytest.mark.feature("F29")]
ZH = phrases.load("zh")
ROOT = Path(__file__).parents[2]
TABLE = ROOT / "assets" / "lexicon" / "explained.tsv"
LONGEST = 20


def told(*candidates: str) -> list[str]:
    return [ZH.say(found) if found else "" for found in told_apart(candidates)]


def test_characters_of_one_sound_are_each_explained_by_a_word_or_by_their_parts() -> None:
    assert told("英", "鹰", "张", "章", "好") == ["英，英雄的英", "鹰，老鹰的鹰", "张，弓长张", "章，立早章", ""]


def test_tones_do_not_tell_them_apart_for_old_ears() -> None:
    assert all(told("英", "迎", "影"))


def test_of_names_only_what_differs_is_explained_and_two_characters_at_most() -> None:
    assert told("张英", "章英", "李英") == ["张英，弓长张", "章英，立早章", ""]
    assert told("张英", "章鹰") == ["张英，弓长张，英雄的英", "章鹰，立早章，老鹰的鹰"]
    both = told("张英伟", "章鹰维")
    assert both[0].count("，") == 2


def test_what_is_not_known_is_told_as_it_is() -> None:
    assert told("A", "B", "", "㐀", "㐁") == [""] * 5


def test_every_explanation_is_short_and_is_understood_when_a_person_says_it() -> None:
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(rows) > 3_000
    for character, sound, explained in rows:
        assert sound.isascii() and sound.isalpha()
        parts = explained.startswith("+")
        sentence = f"{character}，{explained[1:]}{character}" if parts else f"{character}，{explained}的{character}"
        assert len(sentence) <= LONGEST
        assert parts or character in explained
        assert spelled_name(sentence.partition("，")[2]) == character, sentence


def test_the_table_is_what_its_builder_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from tools import build_explained

    monkeypatch.setattr(sys, "argv", ["", str(tmp_path / "made.tsv")])
    assert build_explained.main() == 0
    assert (tmp_path / "made.tsv").read_bytes() == TABLE.read_bytes()


def shown(private: Kind | None, headphones: bool) -> Screen:
    field = TextField("f", Words("名字"), "name", private=private)
    board = Keyboard("pinyin", ("pinyin",), "f", "ying", ("英", "鹰", "好"))
    return Screen("t", editing.explaining((Heading(Words("问")), field, board), headphones))


@pytest.mark.parametrize(
    ("private", "headphones", "heard"),
    [
        (None, False, ["英，英雄的英"]),
        (Kind.NAME, False, ["英"]),
        (Kind.NAME, True, ["英，英雄的英"]),
    ],
)
def test_scanning_and_the_finger_hear_it_where_it_may_be_heard(private: Kind | None, headphones: bool, heard: list[str]) -> None:
    [candidates] = [group for group in groups(shown(private, headphones)) if group.key == ("keyboard", "candidates")]
    hall = Hall()
    hall.voice.show(Screen("silent", (), silent=True), Display(headphones=headphones) if headphones else DAY)
    hall.voice.tell(Tell(candidates.stops[0], 1, 4))
    hall.finish()
    assert hall.hears() == heard


def test_a_secret_field_without_headphones_is_never_explained() -> None:
    pin = TextField("f", Words("密码"), "code", shown=False)
    board = Keyboard("pinyin", ("pinyin",), "f", "ying", ("英", "鹰"))
    assert editing.explaining((pin, board), False) == (pin, board)
    assert editing.explaining((board,), False) == (board,)
