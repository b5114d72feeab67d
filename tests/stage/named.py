"""What a screen reader is told of the window."""

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from tests.people.body import Node

_STATES = ("focused", "checked", "disabled", "invisible", "readOnly", "passwordEdit", "selected")


def tree(window: QWidget) -> Node:
    """The window and all in it. Raises LookupError when nothing is told at all."""
    found = QAccessible.queryAccessibleInterface(window)
    if found is None:
        raise LookupError("no accessible interface")
    return _node(found)


def _node(one: QAccessibleInterface) -> Node:
    state = one.state()
    kind = QAccessible.Text
    children = (one.child(number) for number in range(one.childCount()))
    return Node(
        one.role().name,
        one.text(kind.Name),
        one.text(kind.Description),
        one.text(kind.Value),
        frozenset(name for name in _STATES if getattr(state, name)),
        tuple(_node(child) for child in children if child is not None and child.isValid()),
    )
