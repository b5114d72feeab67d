"""Screens with the larger blocks: keyboards, dates, tables, timelines, slips, pictures, signatures."""

import math

from samples import BAR, NEXT, made, w

from kiosk.blocks import (
    Action,
    BankCard,
    Caption,
    Choices,
    DateField,
    Entry,
    FilmState,
    Heading,
    Keyboard,
    Meter,
    Option,
    Picture,
    Progress,
    Row,
    SignaturePad,
    SignVideo,
    Slip,
    Table,
    TextField,
    Timeline,
)
from kiosk.devices.simulated_scanner import paper
from kiosk.events import CloseFilm, PauseFilm, Touched
from kiosk.privacy import Kind
from kiosk.screen import Screen
from kiosk.text import Secret

ALL_LAYOUTS = ("pinyin", "handwriting", "digits", "latin")
CANDIDATES = ("张伟", "张", "章", "障", "掌", "长", "涨", "帐", "仗", "丈")
CHANGE = Action(w("修改"), Touched(), icon="pencil")
ID = "11010519491231002X"
CONTENT = "https://portal.example/c/SB20261122000123"


def wave(number: int) -> tuple[tuple[float, float], ...]:
    return tuple((0.1 + 0.2 * number + 0.15 * t / 20, 0.5 + 0.25 * math.sin(t / 20 * 6.28)) for t in range(21))


def writing(keyboard: Keyboard, kind: str = "name", value: str = "") -> Screen:
    return made(
        f"write.{keyboard.layout}",
        Progress(2, 8),
        Heading(w("您的姓名怎么写？")),
        TextField("f", w("您的姓名怎么写？"), kind, value, private=Kind.NAME),
        keyboard,
        BAR,
        NEXT,
    )


def date(cells: tuple[str, str, str] = ("1938", "3", ""), cell: int = 2, edition: int = 1) -> Screen:
    return made(
        "date",
        Progress(3, 8),
        Heading(w("您的出生日期是哪一天？")),
        DateField("d", w("您的出生日期是哪一天？"), *cells, cell=cell, edition=edition, private=Kind.BIRTH),
        Keyboard("date", ("date",), "d"),
        BAR,
        NEXT,
    )


def wrong_date() -> Screen:
    return made(
        "wrong.date",
        Heading(w("从哪一个月开始领？"), w("要在满八十岁的那个月以后。")),
        DateField("m", w("开始的月份"), "2026", "1", month_only=True, error=w("这个月还没到八十岁。您看一看年份。")),
        BAR,
        NEXT,
    )


def table(shown: bool = False) -> Screen:
    rows = (
        Row("name", w("姓名"), Secret(Kind.NAME, "样张一"), w("来自身份证"), CHANGE),
        Row("id", w("身份证号码"), Secret(Kind.ID, ID, shown=shown), w("来自身份证"), CHANGE),
        Row(
            "home",
            w("住在哪里"),
            w("样张市样张路一号样张小区三号楼二单元五〇一"),
            None,
            CHANGE,
            w("还少一个门牌号"),
        ),
        Row("place", w("办理地点"), w(""), w("来自民政局")),
    )
    return made(
        "table",
        Heading(w("这些我们已经有了"), w("不对的可以改。")),
        Table("t", w("已有的信息"), rows),
        BAR,
        NEXT,
    )


def timeline() -> Screen:
    entries = (
        Entry(w("材料交上来了"), w("2026年11月2日"), "done"),
        Entry(w("街道正在看您的材料，看完会打电话告诉您"), w("12月1日前看完"), "now"),
        Entry(w("民政局批准"), None, "next"),
        Entry(w("发到您的卡里"), w("最晚2027年1月15日"), "next"),
    )
    return made("timeline", Heading(w("高龄津贴办到哪儿了")), Timeline("t", w("经过"), entries), BAR, NEXT)


def slip_block(content: str = CONTENT) -> Slip:
    lines = (
        (w("办件编号"), Secret(Kind.CASE, "SB20261122000123")),
        (w("申请人"), Secret(Kind.NAME, "样张一", shown=True)),
        (w("身份证号码"), Secret(Kind.ID, ID, shown=True)),
        (w("交上去的时间"), w("2026年11月22日　16:40")),
        (w("几时办好"), w("2026年12月20日前")),
    )
    return Slip("s", w("高龄津贴收据"), lines, content, w("扫一扫，看办到哪儿了"))


def slip() -> Screen:
    return made("slip", Heading(w("已经交上去了"), w("单子请收好。")), slip_block(), BAR, NEXT)


def pictures() -> Screen:
    pages = (paper("household"), paper("id_card"), paper("medical"), b"not a picture")
    return made("pictures", Heading(w("材料拍好了")), Picture("p", w("户口簿"), pages), BAR, NEXT)


def meters() -> Screen:
    return made(
        "meters",
        Heading(w("正在送出去，请别离开")),
        Meter("a", w("正在传户口簿"), 40),
        Meter("b", w("正在等银行答复"), None),
        Caption("正在送出去，请别离开"),
        BAR,
    )


def signature() -> Screen:
    return made(
        "signature",
        Heading(w("请您签名"), w("上面念的都是真的，才签名。")),
        SignaturePad("s", w("签名"), (wave(0), wave(1), wave(2))),
        Action(w("重新写"), Touched(), icon="refresh"),
        Action(w("写不了字"), Touched(), icon="hand-stop"),
        BAR,
        NEXT,
    )


def sign_video(state: FilmState = "fetching", content: bytes = b"") -> Screen:
    question = w("您能自己吃饭吗？")
    return made(
        "sign_video",
        Heading(question, w("饭菜端到面前以后")),
        SignVideo("film", question, "/v1/media/sample.webm", state, content),
        Action(w("暂停"), PauseFilm(), key="film", icon="player-pause"),
        Action(w("关上视频"), CloseFilm(), icon="x"),
        Choices("f", question, (Option("10", w("能，自己吃")), Option("5", w("要人帮一点")), Option("0", w("要人喂")))),
        BAR,
        NEXT,
    )


def bank_card() -> Screen:
    return made(
        "bank_card",
        Heading(w("拿一张银行卡来比一比"), w("贴着屏幕比，框和卡一样大为止。")),
        BankCard("card", w("银行卡大小的框"), 1.1),
        Action(w("框小一点"), Touched(), icon="minus"),
        Action(w("框大一点"), Touched(), icon="plus"),
        BAR,
        NEXT,
    )


def all_blocks() -> dict[str, Screen]:
    """By name."""
    strokes = (((0.2, 0.3), (0.8, 0.3)), ((0.5, 0.1), (0.5, 0.5), (0.3, 0.9)), ((0.5, 0.4), (0.9, 0.9)))
    screens = (
        writing(Keyboard("pinyin", ALL_LAYOUTS, "f", "zhangwei", CANDIDATES)),
        writing(Keyboard("handwriting", ALL_LAYOUTS, "f", "", tuple("大犬太天夫木本术末未"), strokes=strokes)),
        writing(Keyboard("digits", ALL_LAYOUTS, "f"), "integer"),
        writing(Keyboard("latin", ALL_LAYOUTS, "f"), "text"),
        writing(Keyboard("id_digits", ("id_digits",), "f"), "id_number"),
        bank_card(),
        sign_video(),
        date(),
        wrong_date(),
        table(),
        timeline(),
        slip(),
        pictures(),
        meters(),
        signature(),
    )
    return {screen.name: screen for screen in screens}
