"""The pages that were scanned or photographed, each as a picture with its number."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.blocks import Picture
from kiosk.text import phrase
from ui.accessibility import Graphic, Group
from ui.blocks.base import BlockWidget, Port, drawer
from ui.labels import Label
from ui.layouts import Flow, Stack
from ui.theme import Theme

_HIGH_MM = 62.0
_MOST_PX = 480
"""A page is kept no larger than this: what is shown is a look at it, not the document."""


class PageImage(Graphic):
    """One page on a white sheet's frame, its proportions kept."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.image = QImage()

    def show_page(self, data: bytes) -> None:
        """Shows a JPEG or PNG file; one that cannot be read shows an empty sheet."""
        buffer = QBuffer()
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
        size = reader.size()
        if max(size.width(), size.height()) > _MOST_PX:  # made small while it is read: a third of the time
            reader.setScaledSize(size.scaled(_MOST_PX, _MOST_PX, Qt.AspectRatioMode.KeepAspectRatio))
        self.image = reader.read()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(_HIGH_MM), self.theme.px(_HIGH_MM))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        thick = theme.mm("line")
        size = self.image.size() if not self.image.isNull() else QSize(210, 297)
        size = size.scaled(self.size() - QSize(2 * thick, 2 * thick), Qt.AspectRatioMode.KeepAspectRatio)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - size.width() - thick if mirrored else thick
        box = QRectF(left, thick, size.width(), size.height())
        if self.image.isNull():
            painter.fillRect(box, theme.colour("surface"))
        else:
            painter.drawImage(box, self.image)
        painter.setPen(QPen(theme.colour("line"), thick))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        painter.end()


class _Page(Group):
    """A page and its number."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.image = PageImage(theme, self)
        self.label = Label(theme, "small", colour="soft", parent=self)
        stack = Stack(theme, "line", self)
        stack.add(self.image)
        stack.add(self.label)


@drawer(Picture)
class PictureWidget(BlockWidget):
    """The pages side by side, as many as there is room for."""

    reusable = False

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.label = Label(port.theme, "body", bold=True, parent=self)
        self.group = Group(self)
        self.pages: list[_Page] = []
        self._shown: tuple[bytes, ...] = ()
        self.flow = Flow(port.theme, "gap", self.group, most=3, least=9.0)
        stack = Stack(port.theme, "gap_small", self)
        stack.add(self.label)
        stack.add(self.group)

    def show_block(self, block: Picture) -> None:
        words = self.words(block.label)
        self.label.set_words("" if words == self.heading else words)
        self.group.setAccessibleName(words)
        while len(self.pages) > len(block.pages):
            self.flow.discard(self.pages.pop())
        while len(self.pages) < len(block.pages):
            self.pages.append(_Page(self.port.theme, self.group))
            self.flow.add(self.pages[-1])
        for number, (page, data) in enumerate(zip(self.pages, block.pages, strict=True), 1):
            name = self.words(phrase("picture.page", n=number, total=len(block.pages)))
            page.label.set_words(name)
            page.image.setAccessibleName(f"{words} {name}")
            page.setAccessibleName(f"{words} {name}")
            if self._shown[number - 1 : number] != (data,):
                page.image.show_page(data)
        self._shown = block.pages
