"""Paper: pieces of a fixed width, set one below the other on as many pages as they need, in PDF or as pictures.

Lengths are in millimetres. Text is set line by line in the bundled typeface, so that no line is ever cut by the end
of a page.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextLayout,
    QTextOption,
)

from ui import fonts, qr

LEADING = 1.45
"""Line distance in em."""

UNKNOWN = "〓"
"""Stands for a character that the typeface lacks: never a blank (GB 18030-2022)."""


@dataclass(frozen=True, slots=True)
class Paper:
    """height: None for a roll, which is cut where the text ends. em: body text; title, small: of the em."""

    width: float
    height: float | None
    margin: float
    em: float
    title: float
    small: float


A4 = Paper(210, 297, 20, 4.6, 1.7, 0.85)
A4_LARGE = Paper(210, 297, 20, 6.4, 1.6, 0.85)
ROLL = Paper(80, None, 4, 3.9, 1.45, 0.85)
ROLL_LARGE = Paper(80, None, 4, 5.2, 1.35, 0.85)


@dataclass(frozen=True, slots=True)
class Piece:
    """Something of a height that is not cut. paint(painter, x, y, dots): with the pen's unit `dots` a millimetre.

    with_next: it must not stand last on a page.
    """

    height: float
    paint: Callable[[QPainter, float, float, float], None]
    with_next: bool = False


def space(height: float) -> Piece:
    """Nothing."""
    return Piece(height, lambda painter, x, y, dots: None)


def rule(width: float) -> Piece:
    """A thin line."""

    def paint(painter: QPainter, x: float, y: float, dots: float) -> None:
        painter.setPen(QPen(Qt.GlobalColor.black, 0.2 * dots))
        painter.drawLine(QPointF(x * dots, (y + 1) * dots), QPointF((x + width) * dots, (y + 1) * dots))

    return Piece(2, paint)


def shown(text: str) -> str:
    """The text with UNKNOWN for every character that the typeface lacks."""
    missing = fonts.missing_characters(text)
    return text.translate({ord(character): UNKNOWN for character in missing}) if missing else text


@dataclass(slots=True)
class Lines:
    """A text set at a width, in lines of equal distance. em, width in millimetres."""

    text: str
    em: float
    width: float
    bold: bool = False
    _layouts: list[QTextLayout] = field(default_factory=list)

    _UNIT = 100
    """Text is set at this many units a millimetre, so that line ends are the same on every device."""

    def __post_init__(self) -> None:
        font = QFont(fonts.FAMILY)
        font.setPixelSize(round(self.em * self._UNIT))
        font.setWeight(fonts.BOLD_WEIGHT if self.bold else fonts.BODY_WEIGHT)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setUseDesignMetrics(True)
        for part in shown(self.text).split("\n"):
            layout = QTextLayout(part, font)
            layout.setTextOption(option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(self.width * self._UNIT)
                line.setPosition(QPointF(0, 0))
            layout.endLayout()
            self._layouts.append(layout)

    def pieces(self, *, with_next: bool = False, indent: float = 0) -> Iterator[Piece]:
        """One piece a line."""
        for layout in self._layouts:
            for number in range(layout.lineCount()):
                yield Piece(self.em * LEADING, self._painter(layout, number, indent), with_next)

    @property
    def height(self) -> float:
        """Of all lines."""
        return sum(layout.lineCount() for layout in self._layouts) * self.em * LEADING

    def widest(self) -> float:
        """The longest line, in millimetres."""
        return max(
            (
                layout.lineAt(n).naturalTextWidth() / self._UNIT
                for layout in self._layouts
                for n in range(layout.lineCount())
            ),
            default=0,
        )

    def _painter(
        self, layout: QTextLayout, number: int, indent: float
    ) -> Callable[[QPainter, float, float, float], None]:
        def paint(painter: QPainter, x: float, y: float, dots: float) -> None:
            line = layout.lineAt(number)
            painter.save()
            painter.scale(dots / self._UNIT, dots / self._UNIT)
            painter.setPen(Qt.GlobalColor.black)
            extra = (self.em * LEADING * self._UNIT - line.height()) / 2
            line.draw(painter, QPointF((x + indent) * self._UNIT, y * self._UNIT + extra))
            painter.restore()

        return paint


def beside(left: Iterable[Piece], right: Iterable[Piece]) -> Piece:
    """Two columns as one piece, which is not cut; the pieces know their own indent."""
    columns = (tuple(left), tuple(right))

    def paint(painter: QPainter, x: float, y: float, dots: float) -> None:
        for column in columns:
            top = y
            for piece in column:
                piece.paint(painter, x, top, dots)
                top += piece.height

    return Piece(max((sum(piece.height for piece in column) for column in columns), default=0), paint)


def code(content: str, side: float) -> Piece:
    """A QR code, drawn as squares. Its quiet zone reaches into the margin, so that it begins where the text does."""

    def paint(painter: QPainter, x: float, y: float, dots: float) -> None:
        quiet = side * qr.QUIET / (len(qr.modules(content)) + 2 * qr.QUIET)
        qr.paint(painter, content, QRectF((x - quiet) * dots, y * dots, side * dots, side * dots))

    return Piece(side, paint)


# --- pages -----------------------------------------------------------------------------------------

Page = list[tuple[Piece, float]]


def paginate(pieces: Iterable[Piece], paper: Paper, head: Iterable[Piece] = ()) -> list[Page]:
    """The pieces with their tops, page by page. One that is higher than a page gets a page of its own. head: stands at the top of each."""
    whole, always, top = list(pieces), [], paper.margin
    for piece in head:
        always.append((piece, top))
        top += piece.height
    pages: list[Page] = [[*always]]
    bottom = (paper.height - paper.margin - (paper.em if paper.height else 0)) if paper.height else float("inf")
    y = top
    for number, piece in enumerate(whole):
        needed = piece.height
        after = number
        while whole[after].with_next and after + 1 < len(whole):
            after += 1
            needed += whole[after].height
        together = needed if needed <= bottom - top else piece.height
        if len(pages[-1]) > len(always) and y + together > bottom:
            pages.append([*always])
            y = top
        pages[-1].append((piece, y))
        y += piece.height
    return pages


def page_height(page: Page, paper: Paper) -> float:
    """The height of the paper, or of what is on the roll with its margin."""
    if paper.height is not None:
        return paper.height
    return max((top + piece.height for piece, top in page), default=paper.margin) + 2 * paper.margin


def pdf(pieces: Iterable[Piece], paper: Paper, footer: Callable[[int, int], str], head: Iterable[Piece] = ()) -> bytes:
    """A PDF with the typeface embedded. footer(page, pages): words at the bottom of a sheet, "" for none. head: at the top of each page."""
    pages = paginate(pieces, paper, head)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(600)
    writer.setTitle("Yinling")
    writer.setCreator("Yinling")
    _set_page(writer, pages[0], paper)
    painter = QPainter(writer)
    for number, page in enumerate(pages):
        if number:
            _set_page(writer, page, paper)
            writer.newPage()
        _paint(painter, page, paper, 600 / 25.4, footer(number + 1, len(pages)))
    painter.end()
    buffer.close()
    return bytes(buffer.data().data())


def _set_page(writer: QPdfWriter, page: Page, paper: Paper) -> None:
    size = QPageSize(QSizeF(paper.width, page_height(page, paper)), QPageSize.Unit.Millimeter)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))


def images(
    pieces: Iterable[Piece], paper: Paper, dots: float, footer: Callable[[int, int], str], head: Iterable[Piece] = ()
) -> list[bytes]:
    """Each page as a PNG file; dots: a millimetre (8 is a thermal printer's). head: at the top of each page."""
    pages = paginate(pieces, paper, head)
    return [_image(page, paper, dots, footer(number, len(pages))) for number, page in enumerate(pages, 1)]


def _image(page: Page, paper: Paper, dots: float, footer: str) -> bytes:
    size = QSizeF(paper.width * dots, page_height(page, paper) * dots).toSize()
    picture = QImage(size, QImage.Format.Format_Grayscale8)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint(painter, page, paper, dots, footer)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    buffer.close()
    return bytes(data.data())


def _paint(painter: QPainter, page: Page, paper: Paper, dots: float, footer: str) -> None:
    for piece, top in page:
        piece.paint(painter, paper.margin, top, dots)
    if footer and paper.height is not None:
        line = Lines(footer, paper.em * paper.small, paper.width - 2 * paper.margin)
        y = paper.height - paper.margin
        for piece in line.pieces(indent=paper.width - 2 * paper.margin - line.widest()):
            piece.paint(painter, paper.margin, y, dots)
