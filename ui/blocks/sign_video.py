"""A film in sign language: a still panel that shows the film's pictures once it was asked for. Its buttons are actions beside it."""

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.events import FilmEnded, FilmGoesOn, FilmLost
from kiosk.screen import SignVideo, phrase
from ui import icons
from ui.accessibility import Graphic, announce
from ui.blocks.base import BlockWidget, Port, drawer
from ui.film import Film
from ui.labels import Label
from ui.theme import Theme

_PROPORTION = 4 / 3
_LEAST_MM, _MOST_MM = 45.0, 110.0
_SHARE = 0.42
"""At most this part of the window's height: the buttons below it and the question stay in sight."""


class FilmPicture(Graphic):
    """The picture of the film in its own proportions, on a quiet ground; before the first one, the icon of what it is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.image = QImage()

    def show_image(self, image: QImage) -> None:
        """The next picture."""
        self.image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        thick = theme.mm("line")
        box = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.fillRect(box, theme.colour("surface"))
        if not self.image.isNull():
            size = QSizeF(self.image.size()).scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(box.center())
            painter.drawImage(place, self.image)
        else:
            size_px = theme.mm("touch")
            place = QRectF(0, 0, size_px, size_px)
            place.moveCenter(box.center())
            icons.paint(painter, "hand-move", place, theme.colour("soft"))
        painter.setPen(QPen(theme.colour("line"), thick))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        painter.end()


@drawer(SignVideo)
class SignVideoWidget(BlockWidget):
    """The film, and below it in words how it stands."""

    reusable = False

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.picture = FilmPicture(port.theme, self)
        self.state = Label(port.theme, "small", colour="soft", parent=self)
        self.film: Film | None = None
        self._content = b""
        self.block: SignVideo

    def show_block(self, block: SignVideo) -> None:
        self.block = block
        words = self.words(f"film.state.{block.state}")
        if words != self.state.text() and self.isVisible():
            announce(self, words)
        self.state.set_words(words)
        label = block.label if not isinstance(block.label, str) else phrase(block.label)
        self.picture.setAccessibleName(self.words(phrase("film.label", title=label)))
        self._follow(block)

    def _follow(self, block: SignVideo) -> None:
        if block.content is not self._content:
            self.close_film()
            self._content = block.content
        match block.state:
            case "playing":
                if self.film is None:
                    send = self.port.send
                    self.film = Film(
                        block.content,
                        self.picture.show_image,
                        lambda: send(FilmGoesOn()),
                        lambda: send(FilmEnded()),
                        lambda: send(FilmLost()),
                        self,
                    )
                self.film.play()
            case "paused" if self.film is not None:
                self.film.pause()

    def close_film(self) -> None:
        """The player ends, and with it all it holds."""
        if self.film is not None:
            self.film.close()
            self.film.deleteLater()
            self.film = None
            self._content = b""

    def hideEvent(self, event: QHideEvent) -> None:
        """The screen was left."""
        if not event.spontaneous():
            self.close_film()

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def place(self) -> None:
        """The picture, below it the words."""
        self._place(self.width(), move=True)

    def _place(self, width: int, *, move: bool) -> int:
        high = self._picture_height(width)
        wide = min(width, round(high * _PROPORTION))
        left = width - wide if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
        if move:
            self.picture.setGeometry(left, 0, wide, high)
        y = high + self.port.theme.mm("gap_small")
        tall = self.state.heightForWidth(width)
        if move:
            self.state.setGeometry(0, y, width, tall)
        return y + tall

    def _picture_height(self, width: int) -> int:
        theme = self.port.theme
        window = self.window().height() if self.parentWidget() else 0
        most = min(theme.px(_MOST_MM), int(window * _SHARE)) if window else theme.px(_MOST_MM)
        return min(max(theme.px(_LEAST_MM), most), int(width / _PROPORTION))

    def atoms(self) -> list[tuple[int, int]] | None:
        """Picture and words stay together."""
        return [(0, self.height())]
