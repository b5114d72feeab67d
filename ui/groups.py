"""What of a page stands beside each other: single actions that follow each other, and where there is too little height a question and its field."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import QRect

from kiosk.value import dataclass
from ui.blocks.base import BlockWidget
from ui.blocks.heading import HeadingWidget
from ui.blocks.menu import ActionWidget
from ui.focus import stops
from ui.layouts import height_of
from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that stand beside each other: where, from the top left corner of the group, and how high all of it is. In pixels."""

    boxes: list[tuple[BlockWidget, QRect]]
    height: int


def together(groups: Sequence[Group], gap: int) -> int:
    """How high all groups are, with a gap before, between and behind them."""
    return sum(group.height for group in groups) + gap * (len(groups) + 1)


def runs(blocks: Sequence[BlockWidget]) -> Iterator[tuple[bool, list[BlockWidget]]]:
    """Blocks that follow each other and are single actions (True), or are not."""
    for actions, group in groupby(blocks, key=lambda widget: isinstance(widget, ActionWidget)):
        yield actions, list(group)


def measured(blocks: Sequence[BlockWidget], width: int, theme: Theme, level: int, above: tuple[int, int] = (0, 0)) -> Iterator[Group]:
    """The groups of these blocks from the top, at this width and level (BlockWidget.squeeze); each is measured when it is asked for.

    above: how wide and how high a row at the top may be above what else limits the width.
    """
    first = None
    if level > 1:
        first = _question_and_field(blocks, above[0], theme)
        if first is None or first.height > above[1]:
            first = _question_and_field(blocks, width, theme)
    if first is not None:
        yield first
    for actions, group in runs(blocks[len(first.boxes) :] if first is not None else blocks):
        if actions:
            yield _actions([one for one in group if isinstance(one, ActionWidget)], width, theme)
            continue
        for widget in group:
            high = height_of(widget, width)
            yield Group([(widget, QRect(0, 0, width, high))], high)


def leaders(blocks: Sequence[BlockWidget]) -> list[BlockWidget]:
    """The first block of each group of what can be pressed; buttons that follow each other are one group."""
    return [one for actions, run in runs(blocks) for one in (run[:1] if actions else run) if stops(one)]


def _question_and_field(blocks: Sequence[BlockWidget], width: int, theme: Theme) -> Group | None:
    """Both beside each other, in one row, where the field bears it and the question leaves it the room."""
    if len(blocks) < 2 or not isinstance(blocks[0], HeadingWidget):
        return None
    question, field = blocks[0], blocks[1]
    least, wide, gap = field.least_beside(), question.title.sizeHint().width(), theme.mm("gap")
    rest = width - wide - gap
    if not least or rest < least:
        return None
    highs = height_of(question, wide), height_of(field, rest)
    tall = max(highs)
    boxes = QRect(0, (tall - highs[0]) // 2, wide, highs[0]), QRect(wide + gap, (tall - highs[1]) // 2, rest, highs[1])
    return Group([(question, boxes[0]), (field, boxes[1])], tall)


def _actions(actions: list[ActionWidget], width: int, theme: Theme) -> Group:
    gap, x, y, high = theme.mm("gap"), 0, 0, 0
    boxes: list[tuple[BlockWidget, QRect]] = []
    for widget in actions:
        wide = min(width, widget.button.sizeHint().width())
        tall = widget.button.heightForWidth(wide)
        if x and x + wide > width:
            x, y, high = 0, y + high + gap, 0
        boxes.append((widget, QRect(x, y, wide, tall)))
        x += wide + gap
        high = max(high, tall)
    return Group(boxes, y + high)
