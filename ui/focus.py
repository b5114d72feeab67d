"""Where the keyboard is: the order of what can be reached is the order it is seen in (A-27), and a ring shows where one is (A-02)."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import Theme

_KEYS = {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}
_TOUCHES = {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}


def stops(part: QWidget) -> list[QWidget]:
    """What Tab stops at in this part of the window, from top to bottom and from left to right."""
    found = [(_place(widget, part), widget) for widget in _reachable(part)]
    found.sort(key=lambda pair: pair[0])
    return [widget for _, widget in found]


def has_stops(part: QWidget) -> bool:
    """Whether Tab stops anywhere in this part of the window."""
    return next(_reachable(part), None) is not None


def _reachable(part: QWidget) -> Iterator[QWidget]:
    for child in part.children():
        if not isinstance(child, QWidget) or child.isHidden() or not child.isEnabled():
            continue
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.focusProxy() is None:
            yield child
        yield from _reachable(child)


def _place(widget: QWidget, part: QWidget) -> tuple[int, int]:
    at = widget.mapTo(part, QPoint(0, 0))
    mirrored = part.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return at.y(), -at.x() if mirrored else at.x()


class Ring(QWidget):
    """Drawn around whatever has the focus, over everything, while the keyboard is what the person uses (editors draw their own frame too)."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.root = parent
        self.target: QWidget | None = None
        self.keyboard = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def heed(self, event: QEvent) -> None:
        """Learns from an input event whether fingers or keys are used."""
        kind = event.type()
        if kind in _TOUCHES and self.keyboard:
            self.keyboard = False
            self.follow(self.target)
        elif kind in _KEYS and not self.keyboard:
            self.keyboard = True
            self.follow(self.target)

    def follow(self, target: QWidget | None) -> None:
        """Goes around this widget (None, or a finger is used: disappears)."""
        if target is not self.target:
            if self.target is not None:
                self.target.removeEventFilter(self)
            if target is not None:
                target.installEventFilter(self)
            self.target = target
        self.place()

    def place(self) -> None:
        """Puts the ring around its target, wherever that is now."""
        target, root = self.target, self.root
        shown = self.keyboard and target is not None and target.isVisible() and root.isAncestorOf(target)
        self.setVisible(shown)
        if shown and target is not None:
            around = self.theme.mm("ring") + self.theme.mm("ring_gap")
            corner = target.mapTo(root, QPoint(0, 0))
            self.setGeometry(
                corner.x() - around, corner.y() - around, target.width() + 2 * around, target.height() + 2 * around
            )
            self.raise_()
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.target:
            match event.type():
                case QEvent.Type.Move | QEvent.Type.Resize | QEvent.Type.Show | QEvent.Type.Hide:
                    self.place()
                case QEvent.Type.DeferredDelete:
                    self.follow(None)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = self.theme.mm("ring")
        painter.setPen(QPen(self.theme.colour("focus"), thick))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = self.theme.mm("radius") + thick
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2), radius, radius
        )
        painter.end()
