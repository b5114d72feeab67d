"""A screen holds its layout while somebody writes on it; what helps and what was found is seen, however low the window is."""

from dataclasses import replace

import pytest
import samples
from desk import Bench
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from kiosk.blocks import Action, Caption, Heading, Keyboard, Menu, Meter, Progress, Slip, TextField
from kiosk.display import Display
from kiosk.editing import LAYOUTS, Editing, Field, begin, keyboard
from kiosk.events import CloseOver
from kiosk.screen import Screen
from kiosk.text import Words

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F33")]

WINDOWS = ((1280, 800), (1024, 768), (1080, 1920))
SIZES = (0, 2, 3)


def window(bench: Bench, size: int, wide: int, high: int) -> None:
    bench.wear(size)
    bench.resize(wide, high)


def place(bench: Bench, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(bench.view, QPoint(0, 0)), widget.size())


def standing(bench: Bench) -> list[QRect]:
    """Where the keyboard, the page and every line on it are."""
    parts = [*bench.view.dock, bench.view.page, *bench.view.page.blocks]
    return [place(bench, part) for part in parts]


def written(editing: Editing, *more: object) -> Screen:
    fields = tuple(TextField(key, Words(f"第{key}格"), one.kind) for key, one in editing.fields.items())
    heading = Heading(Words("您的单子上写着什么？"), Words("在单子最上面一行，照着写就行"), Words("例如 A12"))
    return Screen("two", (heading, *fields, *more, keyboard(editing), Caption(""), samples.BAR, samples.NEXT))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("wide_high", WINDOWS)
@pytest.mark.parametrize("kinds", [("text",), ("case", "code"), ("name", "id_number")], ids="-".join)
def test_nothing_moves_when_another_keyboard_comes(bench: Bench, kinds, wide_high, size):
    window(bench, size, *wide_high)
    editing = begin(**{f"f{number}": Field(kind) for number, kind in enumerate(kinds)})
    stood = None
    for number, kind in enumerate(kinds):
        for layout in LAYOUTS[kind]:
            bench.show(written(replace(editing, active=f"f{number}", layout=layout)))
            bench.view.page.turn_to(0)
            stood = stood or standing(bench)
            assert standing(bench) == stood, (kind, layout)
            keys = [key for key in bench.view.dock[0].visible_keys() if key.token not in ("", "more")]
            assert all(bench.view.dock[0].group.rect().contains(key.geometry()) for key in keys if key.parent() is bench.view.dock[0].group)


@pytest.mark.parametrize("size", SIZES)
def test_what_gave_way_to_an_error_stays_away_while_it_is_mended(bench: Bench, size):
    window(bench, size, 1280, 800)
    editing = begin(f=Field("text"))
    fine = written(editing)
    wrong = tuple(replace(block, error=Words("还差一个字")) if isinstance(block, TextField) else block for block in fine.blocks)
    bench.show(replace(fine, blocks=wrong))
    held = bench.view.page._held
    bench.show(fine)
    assert bench.view.page._held == held
    bench.wear(size, "dim")
    bench.show(replace(fine, instance="another"))
    fresh = bench.view.page._held
    assert fresh.level <= held.level


def asked(help_words: str, caption: str = "") -> Screen:
    heading = Heading(Words("您要去哪个市看病？"), Words(help_words), Words("例如：北京"))
    field = TextField("/city", Words("您要去哪个市看病？"), "text")
    return Screen("asked", (heading, field, Keyboard("pinyin", LAYOUTS["text"], "/city"), Caption(caption), samples.BAR, samples.NEXT))


@pytest.mark.feature("F36")
@pytest.mark.parametrize("wide_high", WINDOWS[:2])
def test_what_helps_is_seen_in_the_caption_s_place_where_the_question_has_no_room_for_it(bench: Bench, wide_high):
    window(bench, 3, *wide_high)
    bench.show(asked("写市的名字，北京、上海写区也行"))
    question, caption = bench.view.page.blocks[0], bench.view.caption
    assert question.help.isHidden()
    assert "写市的名字" in caption.text.text()
    assert caption.text.isVisible()
    stood, row = standing(bench), caption.geometry().bottom()
    free = place(bench, bench.view.page.sheet).bottom()
    assert caption.geometry().top() > free
    bench.show(asked("写市的名字，北京、上海写区也行", "正在读"))
    assert caption.text.text() == "正在读"
    assert (standing(bench), caption.geometry().bottom()) == (stood, row)
    bench.show(asked("写市的名字，北京、上海写区也行"))
    assert "写市的名字" in caption.text.text()
    bench.show(samples.choose())
    assert "写市的名字" not in caption.text.text()


def test_what_is_too_long_for_the_caption_s_place_is_not_cut(bench: Bench):
    window(bench, 3, 1024, 768)
    bench.show(asked("写市的名字，" * 12))
    caption = bench.view.caption
    assert caption.text.text() in ("", "写市的名字，" * 12)
    assert caption.text.heightForWidth(caption.text.width()) <= caption.height()


def found(number: int, text: str = "g") -> Screen:
    items = tuple(Action(Words(f"第{n}件事"), CloseOver(), key=f"s{n}", hint=Words("一年一次"), icon="coins") for n in range(number))
    blocks = (
        Heading(Words("您要办什么事？"), Words("写一两个字就行")),
        TextField("search", Words("要找的事"), "search", text, note=Words(f"找到 {number} 项") if number else None),
        *((Menu("services", Words("要办的事"), items),) if number else ()),
        Keyboard("pinyin", LAYOUTS["search"], "search"),
        Caption(""),
        samples.BAR,
    )
    return Screen("find", blocks)


@pytest.mark.feature("F09")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("wide_high", WINDOWS)
def test_the_first_of_what_was_found_is_seen_with_the_field_that_does_not_move(bench: Bench, wide_high, size):
    window(bench, size, *wide_high)
    stood = None
    for number in (0, 1, 4, 2, 0):
        bench.show(found(number))
        page = bench.view.page
        places = place(bench, page.blocks[0].title).topLeft(), place(bench, page.blocks[1].first_editor())
        stood = stood or places
        assert places == stood, number
        if number:
            tile = page.blocks[2].tiles[0]
            seen = page.clip.rect().contains(QRect(tile.mapTo(page.clip, QPoint(0, 0)), tile.size()))
            assert seen or (wide_high == (1024, 768) and size == 3 and page.blocks[1].unit.isVisible()), number


@pytest.mark.feature("F33")
@pytest.mark.parametrize("wide_high", WINDOWS)
def test_in_low_reach_the_field_says_how_many_were_found(bench: Bench, wide_high):
    bench.resize(*wide_high)
    bench.desk.display = Display(low_reach=True)
    bench.show(found(3))
    field = next(widget for widget in bench.view.page.blocks if widget.first_editor())
    assert field.unit.text() == "找到 3 项"
    assert field.unit.isVisible() or len(bench.view.page.blocks) == 3


def test_a_question_of_one_of_a_family_stays_with_its_field_since_its_number_gives_way(bench: Bench):
    window(bench, 3, 1024, 768)
    blocks = (
        Heading(Words("这位家人叫什么名字？")),
        TextField("/name", Words("这位家人叫什么名字？"), "name"),
        Keyboard("handwriting", LAYOUTS["name"], "/name"),
        Progress(5, 17, Words("第 1 位家人，共 1 位")),
        samples.BAR,
        samples.NEXT,
    )
    bench.show(Screen("family", blocks, where=Words("最低生活保障"), demo=True))
    progress = bench.view.strip.progress
    assert len(bench.view.page.starts) == 1
    assert progress.text == "第 1 位家人，共 1 位"
    assert "17" in progress.accessibleName()
    bench.resize(1920, 1080)
    bench.show(Screen("family", blocks, where=Words("最低生活保障"), demo=True))
    assert "17" in progress.text


def test_neither_the_title_of_a_slip_nor_the_figure_of_a_bar_is_left_alone(bench: Bench):
    window(bench, 3, 1024, 768)
    slip = Slip("s", Words("办事单子"), ((Words("办的事"), Words("高龄津贴")), (Words("编号"), Words("YL1"))))
    for high in range(560, 900, 13):
        bench.resize(1024, high)
        bench.show(Screen("slip", (Heading(Words("交上去了"), Words("请收好单子。")), Meter("m", Words("在听"), 40), slip, samples.BAR)))
        page, (_, meter, paper) = bench.view.page, bench.view.page.blocks
        for one, other in ((meter.bar, meter.figure), (paper.title, paper.lines[0][1])):
            tops = [part.mapTo(page.sheet, QPoint(0, 0)).y() for part in (one, other)]
            ends = [top + part.height() for top, part in zip(tops, (one, other), strict=True)]
            if max(ends) - min(tops) <= page.height():
                assert any(start <= min(tops) and max(ends) <= end for start, end in zip(page.starts, page.ends, strict=True)), high


CRUMBS = ("您填的内容，这台机器上已经不留了。", "A public machine forgets it when you leave, and the office keeps it as the law says.")


@pytest.mark.parametrize("words", CRUMBS)
def test_no_crumb_is_left_alone_on_a_last_line(bench: Bench, words: str):
    from ui.typeset import UNBOUNDED, Setting, Typeset

    font, high = bench.theme.font(), bench.theme.line_height()
    natural = Typeset(words, Setting(font, high, UNBOUNDED)).widest
    for width in range(natural // 2 + 40, natural, 7):
        text = Typeset(words, Setting(font, high, width))
        lines = [text._layouts[0][0].lineAt(number) for number in range(text._layouts[0][0].lineCount())]
        assert all(line.naturalTextWidth() <= width + 1 for line in lines)
        assert text.lines > 2 or lines[-1].naturalTextWidth() >= 3 * font.pixelSize(), width
