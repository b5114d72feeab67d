"""What can be pressed: real Qt buttons with a face of ours (ui/faces.py), which wraps its words and grows with them: Qt's own cut them off.

Each takes the guard on presses and one callable: `act` is called once for a press that counts, whichever way it came (finger, Enter, Space,
a screen reader's "Press"). What is chosen is never changed by the press itself, only by the next `show`.
"""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QPushButton, QRadioButton, QWidget

from ui.faces import Faced
from ui.presses import Presses
from ui.pressing import Pressing
from ui.theme import Theme


class _Pressable(Faced, Pressing):
    """What the three real Qt buttons have in common. Mixed in before the Qt class."""

    def _begin(self, theme: Theme, presses: Presses, act: Callable[[], None]) -> None:
        self.begin_pressing(presses)
        self.begin_face(theme)
        self.act = act
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shown_checked = False
        self._heeds_toggling = False
        if self.isCheckable():
            self._heed_toggling()

    def setCheckable(self, checkable: bool) -> None:
        """Whether it can be the chosen one of several."""
        if checkable != self.isCheckable():
            super().setCheckable(checkable)
            if checkable:
                self._heed_toggling()

    def _heed_toggling(self) -> None:
        """Connected for those alone that can be chosen: it is a tenth of what a button costs."""
        if not self._heeds_toggling:
            self._heeds_toggling = True
            self.toggled.connect(self._toggled)

    def setChecked(self, checked: bool) -> None:
        """As the Screen says."""
        self._shown_checked = checked
        super().setChecked(checked)

    def _toggled(self, checked: bool) -> None:
        """A screen reader's "Toggle" turns it over without a press: it is turned back, and counts as one."""
        if checked != self._shown_checked:
            super().setChecked(self._shown_checked)
            self.pressed_for(None)

    def pressed_for(self, held: float | None) -> None:
        if self.presses.accept(held):
            self.act()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)


class Button(_Pressable, QPushButton):
    """A push button."""

    def __init__(self, theme: Theme, presses: Presses, act: Callable[[], None], parent: QWidget | None = None) -> None:
        QPushButton.__init__(self, parent)
        self._begin(theme, presses, act)
        self.setAutoDefault(False)


class RadioCard(_Pressable, QRadioButton):
    """One choice of several: the whole card is the target."""

    mark = "radio"

    def __init__(self, theme: Theme, presses: Presses, act: Callable[[], None], parent: QWidget | None = None) -> None:
        QRadioButton.__init__(self, parent)
        self._begin(theme, presses, act)
        self._alone = QButtonGroup(self)  # the Screen says which one is chosen, not Qt; but without
        self._alone.setExclusive(False)  # autoExclusive, screen readers would be told of a check box
        self._alone.addButton(self)


class CheckCard(_Pressable, QCheckBox):
    """A choice that may stand beside others."""

    mark = "check"

    def __init__(self, theme: Theme, presses: Presses, act: Callable[[], None], parent: QWidget | None = None) -> None:
        QCheckBox.__init__(self, parent)
        self._begin(theme, presses, act)
