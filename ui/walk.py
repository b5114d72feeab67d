"""Where keys lead: Tab from one thing to the next, arrows out of the keyboard and from group to group, Escape back, F1 to a person."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from kiosk.events import CallPerson, Event
from kiosk.stops import groups
from ui import accessibility
from ui.blocks.heading import HeadingWidget
from ui.focus import stops
from ui.places import place

if TYPE_CHECKING:
    from ui.view import View


class Walk:
    """Moves the focus of a view. `forward`: the way Tab goes."""

    def __init__(self, view: "View") -> None:
        self.view = view

    def order(self) -> list[QWidget]:
        """Everything Tab stops at, in the order it is seen: strip, content block by block, turning, keyboard, caption, tool bar."""
        view = self.view
        found = stops(view.strip) if not view.strip.isHidden() else []
        for widget in view.page.blocks:
            found += stops(widget)
        found += [b for b in (view.page.up, view.page.down) if not b.isHidden() and b.isEnabled()]
        bar = stops(view.bar) if not view.bar.isHidden() else []
        return found + self._docked() + bar

    def _docked(self) -> list[QWidget]:
        """The part of `order` that is the keyboard."""
        return [stop for widget in self.view.dock for stop in stops(widget)]

    # --- another screen

    def begin(self) -> None:
        """To the question where a screen reader listens, else to the field that is written in, or the first; without any to the first thing that can
        be pressed.
        """
        widgets = self.view.drawn
        entered = self.view.shown.entered if self.view.shown is not None else ""
        fields = [widget for widget in widgets if widget.first_editor() is not None]
        here = next((one for one in fields if (name := self.view.name_of(one)) is not None and name[1] == entered), None)
        field = here or next(iter(fields), None)
        editor = field.first_editor() if field is not None else None
        if editor is not None and not accessibility.active():
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        heading = next((widget for widget in widgets if isinstance(widget, HeadingWidget)), None)
        if heading is not None:
            stays = heading.title.hasFocus()
            heading.title.setFocus(Qt.FocusReason.OtherFocusReason)
            if stays:
                accessibility.tell_focus()
            return
        for first in self.order()[:1]:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """The same screen again: the focus stays, unless what had it is gone."""
        focus = self.view.focusWidget()
        if focus is None or not focus.isVisibleTo(self.view):
            self.begin()

    # --- keys

    def press(self, event: QKeyEvent) -> bool:
        """A key that no widget wanted. False when it leads nowhere."""
        view = self.view
        screen, bar = view.shown, view.bar.block
        match event.key():
            case _ if event.isAutoRepeat() or screen is None:
                return False
            case Qt.Key.Key_Escape:
                self._send(screen.back or (bar.back.event if bar.back is not None and bar.back.enabled else None))
            case Qt.Key.Key_F1:
                self._send(next((tool.event for tool in bar.tools if isinstance(tool.event, CallPerson)), None))
            case Qt.Key.Key_PageDown:
                view.page.turn_to(view.page.at + 1)
            case Qt.Key.Key_PageUp:
                view.page.turn_to(view.page.at - 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                return self.into_keyboard()
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.step_out(event.key() == Qt.Key.Key_Down)
            case Qt.Key.Key_Right | Qt.Key.Key_Left:
                self.step_group(event.key() == Qt.Key.Key_Right)
            case _:
                return False
        return True

    def _send(self, event: Event | None) -> None:
        port = self.view.port
        if event is not None and port.presses.accept():
            port.send(event)

    def step(self, forward: bool) -> bool:
        """To the next thing, round and round. False when there is none."""
        order, focus = self.order(), self.view.focusWidget()
        if not order:
            return False
        if focus in order:
            number = order.index(focus) + (1 if forward else -1)
        else:
            number = self._first_after_heading(order) if forward else -1
        _go(order[number % len(order)], forward)
        return True

    def into_keyboard(self) -> bool:
        """From a field to the keyboard that writes into it: farther on, another field would take the keyboard. False without one."""
        keys = self._docked()
        if not keys or not isinstance(self.view.focusWidget(), QLineEdit | QPlainTextEdit):
            return False
        _go(keys[0], True)
        return True

    def step_out(self, forward: bool) -> None:
        """To the next thing; from the keyboard out of it."""
        keys = self._docked()
        if self.view.focusWidget() in keys:
            order = self.order()
            number = order.index(keys[-1]) + 1 if forward else order.index(keys[0]) - 1
            _go(order[number % len(order)], forward)
        else:
            self.step(forward)

    def step_group(self, forward: bool) -> None:
        """To the beginning of the next group of what can be acted on, or of the one before."""
        view = self.view
        if view.shown is None:
            return
        order, focus = self.order(), view.focusWidget()
        number = {widget: n for n, widget in enumerate(order)}
        found = ([place(view, stop.key) for stop in group.stops] for group in groups(view.shown, len(view.page.starts)))
        inside = ([number[widget] for widget in group if widget in number] for group in found)
        firsts = sorted(min(group) for group in inside if group)
        if not firsts:
            return
        here = number[focus] if focus in number else self._first_after_heading(order) - 1
        if forward:
            target = next((n for n in firsts if n > here), firsts[0])
        else:
            target = next((n for n in reversed(firsts) if n < here), firsts[-1])
        _go(order[target], forward)

    def _first_after_heading(self, order: list[QWidget]) -> int:
        """From the question, Tab goes on into the content, not back up to the strip."""
        inside = (n for n, widget in enumerate(order) if self.view.page.isAncestorOf(widget))
        return next(inside, 0)


def _go(widget: QWidget, forward: bool) -> None:
    """The reason tells the ring, and what speaks, that a key led there."""
    widget.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
