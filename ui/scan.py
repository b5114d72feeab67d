"""The light of scanning: a thick frame around the group or the thing that a press would take. Its form tells which, not its colour alone."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.screen import Mark
from kiosk.stops import KEYBOARD, TOOLS, groups, stop_of
from ui.places import place

if TYPE_CHECKING:
    from ui.view import View


class Light(QWidget):
    """Over everything, and in nobody's way. A group is framed by dashes, a thing by a whole line; both have a line of the ground around them."""

    def __init__(self, view: "View") -> None:
        super().__init__(view)
        self.view = view
        self.mark: Mark | None = None
        self.boxes: list[QRect] = []
        """What is lit, in the view's coordinates."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def follow(self, mark: Mark | None) -> None:
        """Lights this. What stands on another page is turned to, what is folded away is opened."""
        if mark is None and self.mark is None:
            return
        before, self.mark = self.mark, mark
        if mark is not None and mark != before:
            self._bring(mark)
        self.place()

    def _bring(self, mark: Mark) -> None:
        tools = [place(self.view, key) for key in mark.keys if key[0] == TOOLS]
        hidden = any(tool is not None and tool.isHidden() for tool in tools)
        if hidden or not tools:
            self.view.bar.show_rest(hidden)
        for key in mark.keys[:1]:
            if key[:2] == ("keyboard", "candidate"):
                self.view.bring_candidate(key[2])
            widget = place(self.view, key)
            if widget is not None:
                self.view.page.bring(widget)

    def place(self) -> None:
        """Puts the frame around what is lit, wherever that is now."""
        self.boxes = list(self._found()) or self._keyboard() if self.mark is not None else []
        self.setVisible(bool(self.boxes))
        if self.boxes:
            self.setGeometry(self.view.rect())
            self.raise_()
            self.update()

    def _keyboard(self) -> list[QRect]:
        """A low window has no room for the keyboard's last row: all of the keyboard is lit, and the words on the frame tell what is meant."""
        assert self.mark is not None
        if any(key[0] == KEYBOARD for key in self.mark.keys):
            return [widget.geometry() for widget in self.view.dock if widget.isVisibleTo(self.view)]
        return []

    def frame(self) -> QRect:
        """Around all that is lit, in the view's coordinates."""
        found = QRect()
        for box in self.boxes:
            found = found.united(box)
        around = self.view.port.theme.mm("light") + self.view.port.theme.mm("ring_gap")
        return found.adjusted(-around, -around, around, around) & self.view.rect()

    def _found(self) -> Iterator[QRect]:
        assert self.mark is not None
        for key in self.mark.keys:
            widget = place(self.view, key)
            if widget is not None and widget.isVisibleTo(self.view):
                seen = widget.visibleRegion().boundingRect()
                if not seen.isEmpty():
                    yield QRect(widget.mapTo(self.view, seen.topLeft()), seen.size())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.mark is None:
            return
        theme = self.view.port.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        thick = theme.mm("light")
        box = QRectF(self.frame()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        radius = theme.mm("radius") + thick / 2
        painter.setPen(QPen(theme.colour("ground"), thick))
        painter.drawRoundedRect(box, radius, radius)
        pen = QPen(theme.colour("focus"), thick)
        if not self.mark.one:
            pen.setDashPattern([3.0, 1.2])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawRoundedRect(box, radius, radius)
        tag = self.tag()
        if tag:
            self._paint_tag(painter, tag)
        painter.end()

    def tag(self) -> str:
        """The words on the frame: the way out of a group, or what stands nowhere else."""
        if self.mark is None:
            return ""
        show = self.view.port.phrases.show
        if self.mark.tag is not None:
            return show(self.mark.tag)
        unseen = not any(place(self.view, key) is not None for key in self.mark.keys)
        if not unseen or self.view.shown is None:
            return ""
        found = stop_of(groups(self.view.shown), self.mark.keys[0])
        if found is None:
            return ""
        return show(found[0].stops[found[1]].text if self.mark.one else found[0].text)

    def _paint_tag(self, painter: QPainter, words: str) -> None:
        """Words on the frame: the way out of the group stands on no button."""
        theme = self.view.port.theme
        metrics = theme.metrics("body", True)
        pad = theme.mm("pad_small")
        wide, high = round(metrics.horizontalAdvance(words)) + 2 * pad, theme.line_height("body") + pad
        frame = self.frame()
        y = min(frame.bottom() - theme.mm("light"), self.height() - high)
        corner = QPoint(frame.center().x() - wide // 2, y)
        box = QRectF(corner.x(), corner.y(), wide, high)
        painter.setPen(QPen(theme.colour("focus"), theme.mm("line_strong")))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, theme.mm("radius"), theme.mm("radius"))
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font("body", True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
