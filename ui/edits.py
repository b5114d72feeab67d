"""Lines and areas to write on. What is private keeps no undo, no menu, no drag, no clipboard copy."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QPen, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui.theme import TextRole, Theme

_HISTORY = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_LINES = {int(Qt.Key.Key_Up): QTextCursor.MoveOperation.Up, int(Qt.Key.Key_Down): QTextCursor.MoveOperation.Down}
_CLIPBOARD = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)


def _forbidden(event: QKeyEvent, private: bool) -> bool:
    keys = (*_HISTORY, *_CLIPBOARD) if private else ()
    return any(event.matches(key) for key in keys)


class LineEdit(QLineEdit):
    """One line. `entered` is called when the focus comes in, by whatever way."""

    def __init__(
        self,
        theme: Theme,
        entered: Callable[[], None],
        *,
        private: bool = False,
        role: TextRole = "body",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.entered = entered
        self.private = private
        self.role: TextRole = role
        self.wrong = False
        self.setFrame(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setAcceptDrops(not private)
        hints = Qt.InputMethodHint.ImhNoPredictiveText
        if private:
            hints |= Qt.InputMethodHint.ImhSensitiveData
        self.setInputMethodHints(hints)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        """The size or the theme changed."""
        self.setFont(self.theme.font(self.role, bold=True))
        palette = QPalette(self.theme.palette())
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        pad = self.theme.mm("pad") - 2
        self.setTextMargins(pad, 0, pad, 0)
        self.updateGeometry()

    def show_error(self, wrong: bool) -> None:
        """Draws the frame of a field whose answer must be mended."""
        if wrong != self.wrong:
            self.wrong = wrong
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.em() * 12, max(self.theme.mm("field"), self.theme.line_height(self.role)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.mm("touch"), self.sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Entered without Qt's "by Tab": else Orca hears the caret before the field and says nothing of it."""
        super().focusInEvent(QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.OtherFocusReason))
        self.deselect()
        self.update()
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.entered()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _forbidden(event, self.private):
            event.accept()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_frame(painter, self, self.theme, self.wrong)
        painter.end()
        super().paintEvent(event)


class SecretLine(LineEdit):
    """One line that only its writer knows: dots for the eye, and for a screen reader how many there are (ui/reader.py)."""

    def __init__(self, theme: Theme, entered: Callable[[], None], *, parent: QWidget | None = None) -> None:
        super().__init__(theme, entered, private=True, parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)


class TextArea(QPlainTextEdit):
    """Several lines, no undo."""

    def __init__(
        self, theme: Theme, entered: Callable[[], None], *, private: bool = False, parent: QWidget | None = None
    ):
        super().__init__(parent)
        self.theme = theme
        self.entered = entered
        self.private = private
        self.wrong = False
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        """The size or the theme changed."""
        self.setFont(self.theme.font("body"))
        palette = QPalette(self.theme.palette())
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(self.theme.mm("pad"))  # not the viewport's margins: the frame is painted in the viewport
        self.updateGeometry()

    def show_error(self, wrong: bool) -> None:
        """Draws the frame of a field whose answer must be mended."""
        if wrong != self.wrong:
            self.wrong = wrong
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.em() * 12, self.height_of(4))

    def height_of(self, lines: int) -> int:
        """Pixels that so many lines take."""
        return self.theme.line_height() * lines + 2 * self.theme.mm("pad")

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.mm("touch"), self.sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.OtherFocusReason))
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.entered()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _forbidden(event, self.private):
            event.accept()
        elif event.key() in _LINES and not self.textCursor().movePosition(_LINES[event.key()]):
            event.ignore()  # beyond the first and the last line the arrows lead out
        else:
            super().keyPressEvent(event)


def paint_frame(painter: QPainter, widget: QWidget, theme: Theme, wrong: bool) -> None:
    """The frame of a field: strong in the accent while it is written in, dark red while its answer must be mended."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    focused = widget.hasFocus()
    thick = theme.mm("line_strong" if focused or wrong else "line")
    painter.setPen(QPen(theme.colour("error" if wrong else "accent" if focused else "line"), thick))
    painter.setBrush(theme.colour("surface"))
    box = widget.rect().toRectF().adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
    painter.drawRoundedRect(box, theme.mm("radius"), theme.mm("radius"))
