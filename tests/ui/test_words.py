"""Lines of Chinese end between words: nothing is added to the text, and what is longer than a line is broken anywhere."""

import gc
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from kiosk.display import Display
from ui import words
from ui.theme import Theme
from ui.typeset import Setting, Typeset

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F28")]
ROOT = Path(__file__).resolve().parents[2]
SENTENCE = "您要领高龄津贴的人，现在住在哪个城市？请把身份证放好，例如 1938 年 3 月 8 日"


@pytest.fixture
def theme(application: object) -> Theme:
    theme = Theme()
    theme.install()
    theme.apply(Display())
    return theme


def lines(words: Typeset) -> list[str]:
    return [
        layout.text()[line.textStart() : line.textStart() + line.textLength()]
        for layout, _ in words._layouts
        for line in (layout.lineAt(number) for number in range(layout.lineCount()))
    ]


def set_in(theme: Theme, text: str, ideographs: float, *, balanced: bool = False) -> Typeset:
    font = theme.font("title", True)
    return Typeset(text, Setting(font, theme.line_height("title"), round(ideographs * font.pixelSize()), balanced=balanced))


@pytest.mark.parametrize("balanced", [False, True])
@pytest.mark.parametrize("ideographs", [3.2, 4.1, 5.5, 7, 8.3, 9.9, 13.4])
def test_no_word_is_broken_and_nothing_is_added(theme: Theme, ideographs: float, balanced: bool) -> None:
    typeset = set_in(theme, SENTENCE, ideographs, balanced=balanced)
    found = lines(typeset)
    assert "".join(found) == SENTENCE and typeset.widest <= ideographs * theme.font("title", True).pixelSize() + 1
    for word in ("高龄", "津贴", "现在", "哪个", "城市", "身份证"):
        assert any(word in line for line in found), f"{word}: {found}"
    assert not any(line[0] in "，？" for line in found)


def test_a_word_that_is_longer_than_the_line_is_broken_anywhere(theme: Theme) -> None:
    assert lines(set_in(theme, "身份证", 2.2)) == ["身份", "证"]
    assert lines(set_in(theme, "身份证", 1.1)) == ["身", "份", "证"]


def test_a_number_stays_with_what_it_counts_and_a_quotation_with_its_mark(theme: Theme) -> None:
    assert lines(set_in(theme, "到了3月", 3.2)) == ["到了", "3月"]
    assert lines(set_in(theme, "请您按“提交”", 4.3)) == ["请您按", "“提交”"]


def test_where_nothing_breaks_no_words_are_read(theme: Theme) -> None:
    words._table.cache_clear()
    words._beginning.cache_clear()
    assert lines(set_in(theme, SENTENCE, 99)) == [SENTENCE]
    assert not words._table.cache_info().currsize


class Said(str):
    """Words whose end can be seen."""


def test_nothing_of_a_text_is_kept_by_who_looks_for_its_words() -> None:
    text = Said(SENTENCE)
    seen = weakref.ref(text)
    assert words.inside(text)
    del text
    gc.collect()
    assert seen() is None


def test_what_is_no_ideograph_ends_a_word_and_a_digit_that_counts_nothing_holds_nothing() -> None:
    assert words.inside("身份证x身份证") == {1, 2, 5, 6}
    assert words.inside("3 月12日") == {1, 2, 4, 5}
    assert words.inside("12 34") == words.inside("\u4dc012\u4dc0") == words.inside("") == frozenset()


def test_the_table_is_what_its_tool_builds(tmp_path: Path) -> None:
    built = tmp_path / "words.tsv"
    subprocess.run([sys.executable, str(ROOT / "tools" / "build_words.py"), str(built)], check=True, timeout=240)
    assert built.read_bytes() == (ROOT / "assets" / "writing" / "words.tsv").read_bytes()


def test_every_line_of_the_table_is_found_in_it() -> None:
    table = (ROOT / "assets" / "writing" / "words.tsv").read_text("utf-8").splitlines()
    for line in table:
        assert words._line(line[:2].encode()).decode() == line[2:]
    assert words._line(b"x\t") == words._line("\uffee\t".encode()) == b""
