"""A film in sign language: a still panel that shows the film's pictures once it was asked for. Its buttons are actions below it."""

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.blocks import SignVideo
from kiosk.events import FilmEnded, FilmGoesOn, FilmLost
from kiosk.text import phrase
from ui import icons
from ui.accessibility import Graphic, announce
from ui.blocks.base import BlockWidget, Port, drawer
from ui.film import Film
from ui.labels import Label
from ui.theme import Theme

_PROPORTION = 4 / 3
_LEAST_MM, _MOST_MM = 45.0, 110.0
_SHARE = 0.42
"""At most this part of the window's height."""
_BESIDE_EMS = 17
"""What question, buttons and tool bar take beside it: who watches must not turn a page to stop the film."""



class FilmPicture(Graphic):
    """The picture of the film in its own proportions, on a quiet ground; before the first one, the icon of what it is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.image = QImage()
        self.words = Label(theme, "small", parent=self)

    def show_image(self, image: QImage) -> None:
        """The next picture."""
        self.image = image
        self.words.hide()
        self.update()

    def show_words(self, words: str) -> None:
        """How it stands, while there is no picture yet."""
        self.words.set_words(words if self.image.isNull() else "")
        self.place()

    def icon_box(self) -> QRectF:
        """Where the icon stands: above the words, both in the middle; of no size where the words need the room."""
        tall = self.words.heightForWidth(max(1, self._wide()))
        size = self.theme.mm("touch")
        if size + tall + 2 * self.theme.mm("pad") > self.height():
            size = 0
        return QRectF((self.width() - size) / 2, max(0.0, (self.height() - size - tall) / 2), size, size)

    def _wide(self) -> int:
        return min(self.width() - 2 * self.theme.mm("pad"), self.words.sizeHint().width())

    def place(self) -> None:
        """The words below the icon."""
        wide = max(1, self._wide())
        top = round(self.icon_box().bottom())
        self.words.setGeometry((self.width() - wide) // 2, top, wide, self.words.heightForWidth(wide))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.place()

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
            place = self.icon_box()
            if not place.isEmpty():
                icons.paint(painter, "hand-move", place, theme.colour("soft"))
        painter.setPen(QPen(theme.colour("line"), thick))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        painter.end()


@drawer(SignVideo)
class SignVideoWidget(BlockWidget):
    """The film; before its first picture, in words, how it stands."""

    reusable = False

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.picture = FilmPicture(port.theme, self)
        self.state = ""
        self.film: Film | None = None
        self._content = b""
        self.block: SignVideo

    def show_block(self, block: SignVideo) -> None:
        self.block = block
        words = self.words(f"film.state.{block.state}")
        if words != self.state and self.isVisible():
            announce(self, words)
        self.state = words
        self.picture.show_words(words)
        self.picture.setAccessibleDescription(words)
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
                        self._show_image,
                        lambda: send(FilmGoesOn()),
                        lambda: send(FilmEnded()),
                        lambda: send(FilmLost()),
                        self,
                    )
                self.film.play()
            case "paused" if self.film is not None:
                self.film.pause()

    def _show_image(self, image: QImage) -> None:
        first = self.picture.image.isNull()
        self.picture.show_image(image)
        if first:
            self.place()

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
        """The picture at the beginning of the line; while there is none, words have all of it."""
        self._place(self.width(), move=True)

    def _place(self, width: int, *, move: bool) -> int:
        high = self._picture_height(width)
        wide = width if self.picture.image.isNull() else min(width, round(high * _PROPORTION))
        left = width - wide if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
        if move:
            self.picture.setGeometry(left, 0, wide, high)
        return high

    def _picture_height(self, width: int) -> int:
        theme = self.port.theme
        window = self.window().height() if self.parentWidget() else 0
        most = theme.px(_MOST_MM)
        if window:
            most = min(most, int(window * _SHARE), int(window - _BESIDE_EMS * theme.em()))
        return min(max(theme.px(_LEAST_MM), most), int(width / _PROPORTION))

    def atoms(self) -> list[tuple[int, int]] | None:
        """It is never cut in two."""
        return [(0, self.height())]
