"""What is left out of measuring changes nothing that is seen."""

import gc
from itertools import product

import pytest
from desk import Bench

from kiosk.blocks import Action, Heading, Notice, Paragraph, Row, Slip, Table
from kiosk.events import CloseOver
from kiosk.screen import Screen
from kiosk.text import Words
from ui import typeset
from ui.page import Page
from ui.typeset import Setter, Setting

pytestmark = pytest.mark.widgets


def _table(rows: int, times: int) -> Screen:
    found = tuple(Row(f"r{n}", Words(f"第{n}项"), Words("您的回答" * (1 + n % times))) for n in range(rows))
    return Screen("known", (Heading("welcome.title"), Table("a", Words("您的信息"), found)))


@pytest.mark.parametrize("size", range(4))
@pytest.mark.parametrize("rows", [1, 6, 7, 8, 9, 10, 11, 12, 40])
def test_a_page_that_is_surely_turned_is_turned_as_one_that_was_measured(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, rows: int, size: int
) -> None:
    def placed() -> tuple[list[int], list[int], list[object], bool]:
        bench.wear(size)
        bench.show(_table(rows, 5))
        page = bench.view.page
        page.place()
        return page.starts, page.ends, [widget.geometry() for widget in page.blocks], page.down.isHidden()

    quick = placed()
    sure = bench.view.page._surely_turns(bench.view.page.width())
    with monkeypatch.context() as slow:
        slow.setattr(Page, "_surely_turns", lambda page, width: False)
        assert placed() == quick
    assert sure or rows < 40
    assert not sure or len(quick[0]) > 1


def test_a_row_is_never_lower_than_it_surely_is(bench: Bench) -> None:
    for size in range(4):
        bench.wear(size)
        bench.show(_table(5, 1))
        table = bench.view.page.blocks[-1]
        assert table.heightForWidth(3_000) >= table.least_height(3_000) > 0


WORDS = ("好", "请您把身份证放在读卡器上，" * 6, "Put your identity card on the reader, with the picture up. " * 5, "一行\n又一行")


@pytest.mark.parametrize("words", WORDS, ids=("one", "chinese", "english", "lines"))
def test_no_block_is_lower_than_it_surely_is(bench: Bench, words: str) -> None:
    text = Words(words)
    slip = Slip("a", text, ((text, text), (text, Words(""))), "yinling:SB1:ABC", text)
    blocks = Heading(text, text, text), Paragraph(text, text), Paragraph(text), Notice(text), slip, Action(text, CloseOver())
    for size in range(4):
        bench.wear(size)
        bench.show(Screen("known", blocks))
        for widget, level, width in product(bench.view.page.blocks, range(3), (300, 640, 1_200)):
            widget.squeeze(level)
            assert widget.heightForWidth(width) >= widget.least_height(width) > 0, (type(widget), size, level, width)


def test_a_text_is_set_once_for_all_that_show_it_and_gone_with_the_last(bench: Bench) -> None:
    setting = Setting(bench.theme.font(), bench.theme.line_height(), 400)
    first, second, other = Setter(), Setter(), Setter()
    words = "只有这里才有的话"
    assert first.at(words, setting) is second.at(words, setting)
    assert first.at(words, setting) is not other.at(words, Setting(bench.theme.font("small"), setting.line_height, 400))
    del first, other
    gc.collect()
    assert words in {key[0] for key in typeset._shown}
    second.forget()
    gc.collect()
    assert words not in {key[0] for key in typeset._shown}
