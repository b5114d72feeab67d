"""What goes on paper: a receipt, or the content of a screen, in large print. Private values as
`kiosk.privacy.printed` says.

Nothing is drawn from the screen's pixels: the same blocks are set anew in millimetres.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from kiosk import privacy
from kiosk.blocks import Block, Entry, Heading, Notice, Paragraph, Row, Slip, Table, Timeline
from kiosk.phrases import Phrases
from kiosk.text import Fact, Phrase, Secret, Text, Words, phrase
from ui import fonts
from ui.devices import sheet
from ui.devices.sheet import A4, A4_LARGE, ROLL, ROLL_LARGE, Lines, Paper, Piece

PaperName = Literal["a4", "80mm"]

_CODE = 40.0
_LABEL_PART = 0.3
_HIDDEN = "*"
"""A masked character on paper: narrow, so that an identity number stays on one line of a roll."""
THERMAL_DOTS = 8.0
"""Dots a millimetre of a receipt printer (203 dpi)."""


def receipt_pdf(slip: Slip, phrases: Phrases, *, paper: PaperName = "a4", large: bool = True, demo: bool = False) -> bytes:
    """The slip as a PDF file. demo: each sheet says that it is worth nothing. Raises PhraseError for words that the language lacks."""
    sort = _paper(paper, large)
    to = _Printer(phrases, sort)
    return sheet.pdf(_whole_slip(slip, to), sort, lambda page, pages: "", _demonstration(to) if demo else ())


def slip_image(
    slip: Slip,
    phrases: Phrases,
    *,
    paper: PaperName = "80mm",
    large: bool = True,
    dots: float = THERMAL_DOTS,
    demo: bool = False,
) -> bytes:
    """The slip as a PNG file in grey, `dots` a millimetre; its first page when it needs more than one."""
    sort = _paper(paper, large)
    to = _Printer(phrases, sort)
    return sheet.images(_whole_slip(slip, to), sort, dots, lambda page, pages: "", _demonstration(to) if demo else ())[0]


def screen_pdf(
    title: Text,
    blocks: Iterable[Block],
    phrases: Phrases,
    *,
    paper: PaperName = "a4",
    large: bool = True,
    demo: bool = False,
) -> bytes:
    """Headings, paragraphs, notices, tables, timelines and slips as a PDF file; other blocks are not for paper.

    Each sheet carries its number. Raises PhraseError for words that the language lacks.
    """
    sort = _paper(paper, large)
    to = _Printer(phrases, sort)
    return sheet.pdf(_screen(title, blocks, to), sort, _numbered(phrases), _demonstration(to) if demo else ())


def screen_images(
    title: Text,
    blocks: Iterable[Block],
    phrases: Phrases,
    *,
    paper: PaperName = "a4",
    large: bool = True,
    dots: float = THERMAL_DOTS,
    demo: bool = False,
) -> list[bytes]:
    """As `screen_pdf`, each page as a PNG file: for a preview."""
    sort = _paper(paper, large)
    to = _Printer(phrases, sort)
    return sheet.images(_screen(title, blocks, to), sort, dots, _numbered(phrases), _demonstration(to) if demo else ())


def _paper(name: PaperName, large: bool) -> Paper:
    if name == "a4":
        return A4_LARGE if large else A4
    return ROLL_LARGE if large else ROLL


def _numbered(phrases: Phrases) -> Callable[[int, int], str]:
    def footer(page: int, pages: int) -> str:
        return phrases.show(phrase("print.page", n=page, total=pages)) if pages > 1 else ""

    return footer


class _Printer:
    """Words and measures of one document."""

    def __init__(self, phrases: Phrases, paper: Paper) -> None:
        self.phrases = phrases
        self.paper = paper
        self.width = paper.width - 2 * paper.margin
        self.lacking = False
        """Some character was not in the typeface: `sheet.UNKNOWN` stands in its place."""

    def words(self, text: Text | None) -> str:
        """The words for paper, "" for none."""
        words = "" if text is None else self.phrases.show(_printable(text))
        self.lacking = self.lacking or bool(fonts.missing_characters(words))
        return words

    def told(self) -> Iterator[Piece]:
        """What stands for a character that the typeface lacks, where there was one: at the end of everything else."""
        if self.lacking:
            yield self.gap()
            yield from Lines(self.phrases.show("print.lacking"), self.paper.em * self.paper.small, self.width).pieces()

    def lines(
        self, text: Text | None, scale: float = 1.0, *, bold: bool = False, with_next: bool = False
    ) -> Iterator[Piece]:
        """A text over the whole width."""
        words = self.words(text)
        if words:
            yield from Lines(words, self.paper.em * scale, self.width, bold).pieces(with_next=with_next)

    def column(
        self, text: Text | None, x: float, width: float, scale: float = 1.0, *, bold: bool = False
    ) -> list[Piece]:
        """A text in a column of its own."""
        words = self.words(text)
        return list(Lines(words, self.paper.em * scale, width, bold).pieces(indent=x)) if words else []

    def gap(self, ems: float = 0.6) -> Piece:
        """Room, in em."""
        return sheet.space(self.paper.em * ems)


def _printable(text: Text) -> Text:
    """The text with every private value as a slip shows it, whatever the screen shows."""
    match text:
        case Secret(kind, value):
            return Words(privacy.printed(kind, value).replace(privacy.DOT, _HIDDEN))
        case Phrase(key, facts):
            return Phrase(key, tuple((name, _printable_fact(fact)) for name, fact in facts))
        case _:
            return text


def _printable_fact(fact: Fact) -> Fact:
    return _printable(fact) if isinstance(fact, Secret | Phrase) else fact


def _screen(title: Text, blocks: Iterable[Block], to: _Printer) -> Iterator[Piece]:
    yield from to.lines(title, to.paper.title, bold=True, with_next=True)
    for block in blocks:
        pieces = list(_block(block, to))
        if pieces:
            yield to.gap()
            yield from pieces
    yield from to.told()


def _demonstration(to: _Printer) -> Iterator[Piece]:
    """At the top of each sheet: what was handed in to a demonstration counts nowhere."""
    yield from to.lines("print.demo", bold=True)
    yield sheet.rule(to.width)
    yield to.gap(0.3)


def _whole_slip(slip: Slip, to: _Printer) -> Iterator[Piece]:
    yield from _slip(slip, to)
    yield from to.told()


def _block(block: Block, to: _Printer) -> Iterator[Piece]:
    match block:
        case Heading(text, help_, example):
            yield from to.lines(text, 1.25, bold=True, with_next=True)
            yield from to.lines(help_)
            yield from to.lines(example, to.paper.small)
        case Paragraph(text, title):
            yield from to.lines(title, bold=True, with_next=True)
            yield from to.lines(text)
        case Notice(text):
            yield from to.lines(text, bold=True)
        case Table(_, label, rows):
            yield from to.lines(label, bold=True, with_next=True)
            for row in rows:
                yield sheet.rule(to.width)
                yield _row(row, to)
        case Timeline(_, label, entries):
            yield from to.lines(label, bold=True, with_next=True)
            for entry in entries:
                yield _entry(entry, to)
        case Slip():
            yield from _slip(block, to)


def _row(row: Row, to: _Printer) -> Piece:
    left = to.width * _LABEL_PART if to.paper.height is not None else to.width
    bold = isinstance(row.value, Words | Secret)
    value = row.value if to.words(row.value) else "table.empty"
    if to.paper.height is None:
        whole = to.column(row.label, 0, to.width, to.paper.small) + to.column(value, 0, to.width, bold=bold)
        return sheet.beside(whole + to.column(row.source, 0, to.width, to.paper.small), ())
    x = left + to.paper.em
    right = to.column(value, x, to.width - x, bold=bold) + to.column(row.source, x, to.width - x, to.paper.small)
    return sheet.beside(to.column(row.label, 0, left), right)


_STATES = {"done": "timeline.done", "now": "timeline.now", "next": "timeline.next"}


def _entry(entry: Entry, to: _Printer) -> Piece:
    """A circle (filled, ringed, empty) and the state in a word: black and white tells it."""
    em = to.paper.em
    x = em * 1.6
    state, when = to.words(_STATES[entry.state]), to.words(entry.when)
    words = to.column(entry.text, x, to.width - x, bold=entry.state == "now")
    words += to.column(Words(f"{state}  {when}".strip()), x, to.width - x, to.paper.small)

    def mark(painter: QPainter, left: float, top: float, dots: float) -> None:
        side = em * 0.8 * dots
        centre = QPointF(left * dots + side / 2, (top + em * sheet.LEADING / 2) * dots)
        painter.setPen(QPen(Qt.GlobalColor.black, 0.3 * dots))
        painter.setBrush(Qt.GlobalColor.black if entry.state == "done" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, side / 2, side / 2)
        if entry.state == "now":
            painter.setBrush(Qt.GlobalColor.black)
            painter.drawEllipse(centre, side / 4, side / 4)

    return sheet.beside([Piece(em, mark)], [*words, to.gap(0.4)])


def _slip(slip: Slip, to: _Printer) -> Iterator[Piece]:
    yield from to.lines(slip.title, to.paper.title, bold=True, with_next=True)
    yield sheet.rule(to.width)
    for label, value in slip.lines:
        yield to.gap(0.3)
        yield from to.lines(label, to.paper.small, with_next=True)
        yield from to.lines(value, bold=True)
    if slip.qr:
        yield to.gap()
        caption = to.column(slip.qr_label, 0, to.width, to.paper.small)
        yield sheet.beside([sheet.code(slip.qr, _CODE), *caption], ())
