"""What every drawn block is: a widget that can be filled, and filled again in place.

A family of blocks lives in one file beside this one; each of its widgets is registered with `@drawer(BlockType)`. Nothing here decides
anything: what a block shows is in the block, what a press means is the event it carries, and both go through the Port.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from kiosk.blocks import Block, Only
from kiosk.display import Display
from kiosk.events import Event
from kiosk.phrases import Phrases
from kiosk.text import Text
from ui import blocks
from ui.accessibility import announce
from ui.layouts import Arranged
from ui.presses import Presses
from ui.theme import Theme


class Port(Protocol):
    """What a block may reach: the one door for events, the words, how this person wants it shown, the look, and the guard on presses."""

    phrases: Phrases
    display: Display
    theme: Theme
    presses: Presses

    def send(self, event: Event) -> None: ...


class BlockWidget(Arranged, QWidget):
    """One drawn block.

    `reusable`: the widget may show another block of its type on another screen. Editors are not: their content must not live on.
    `docked`: it stays in sight beside the content that is turned (the keyboard).
    """

    docked = False

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resize(1, 1)  # else Qt looks for a size of its own when it is first shown
        self.port = port
        self.heading = ""
        """The words of the screen's heading: a label that only repeats them is heard, not drawn. Set before `show_block`."""
        self.alone = False
        """Nothing else of its kind is on the screen, so that the heading is its label: its own is heard, not drawn. Set before `show_block`."""
        self.tight = False
        """There is little height: it takes less of it where it can (`squeeze`)."""
        self.tightest = False
        self._told = ""

    @property
    def reusable(self) -> bool:
        """See above."""
        return True

    def show_block(self, block: Any) -> None:
        """Fills the widget, or updates it in place; never writes into a focused editor unless the block's edition changed."""
        raise NotImplementedError

    def mend(self) -> None:
        """The same block again: takes back whatever was done in the widget and not taken over by the Screen."""

    def restyle(self) -> None:
        """The size or the theme changed: whoever keeps something measured drops it here. Placing follows from above."""
        self.update()

    def squeeze(self, level: int) -> None:
        """How little height there is, told before it is measured: 0 enough, 1 little, 2 too little for all that helps to fill in a field."""
        self.tight, self.tightest = level > 0, level > 1

    def stretch(self, pixels: int) -> bool:
        """May be so many pixels higher than it was measured, until it is squeezed anew. Whether it will be."""
        return False

    def first_editor(self) -> QWidget | None:
        """The editor that takes the focus when its screen opens, if there is one."""
        return None

    def least_height(self, width: int) -> int:
        """Pixels that it is surely high at this width and any smaller one, however it is squeezed; found without breaking a line. 0: nobody knows."""
        return 0

    def least_beside(self) -> int:
        """Pixels that it needs to stand beside the question where there is too little height for both; 0: it stands below it always."""
        return 0

    def room_below(self) -> int:
        """Pixels that what is about to come below it needs: it stands from the beginning as it will then."""
        return 0

    def atoms(self) -> list[tuple[int, int]] | None:
        """Top and bottom, in pixels, of what must not be cut in two when the content is turned; None: each widget in it is one."""
        return None

    def tell_error(self, words: str) -> None:
        """Tells a screen reader what is wrong as soon as it is: the focus stays where it is."""
        if words != self._told and self.isVisible():
            announce(self, words, urgent=True)
        self._told = words

    @property
    def wrong(self) -> str:
        """What must be mended in it, "" for nothing."""
        return self._told

    def words(self, text: Text | None) -> str:
        """The words for the eye, "" for none."""
        return "" if text is None else self.port.phrases.show(text)


_Widget = TypeVar("_Widget", bound=type[BlockWidget])

_DRAWERS: dict[type[Block], type[BlockWidget]] = {}


def drawer(block_type: type[Block]) -> Callable[[_Widget], _Widget]:
    """Registers the widget that draws this block type."""

    def register(widget: _Widget) -> _Widget:
        _DRAWERS[block_type] = widget
        return widget

    return register


def drawer_of(block_type: type[Block]) -> type[BlockWidget]:
    """The widget class that draws blocks of this type. Raises KeyError when nobody draws it."""
    if block_type not in _DRAWERS:
        blocks.load(block_type.__name__)
    return _DRAWERS[block_type]


def visible(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks that the eye meets: `Only` is unwrapped, what is for the ear alone is left out."""
    for block in blocks:
        if isinstance(block, Only):
            if block.eye is not None:
                yield block.eye
        else:
            yield block


def key_of(block: Block) -> str:
    """What makes a block the same one on a screen that is drawn again: its key, or its action's name, or just its type."""
    return str(getattr(block, "key", "") or getattr(block, "name", "") or "")
