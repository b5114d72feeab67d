"""Where a column that is higher than its window is turned, so that nothing is cut in two. Heights in pixels of the column, from its top."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from kiosk.value import dataclass
from ui.blocks.base import BlockWidget
from ui.labels import Label

Span = tuple[int, int]
"""Top and bottom."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands in the column. atoms: what stays whole; leaders: where groups begin of which no page holds two; targets: what is pressed."""

    high: int
    atoms: list[Span]
    leaders: list[int]
    targets: list[Span]

    def pages(self, room: int, low_room: int, gap: int) -> tuple[list[int], list[int]]:
        """Where pages begin and end (what is higher than a page by itself is cut).

        room: of a page; low_room: from the first target of a page to its end, where there are targets; gap: kept above what a page begins with.
        """
        atoms, starts, ends = self.atoms, [0], [self.high]
        if atoms:  # on a very low page the room above the first line is the first to go
            first, last = min(atoms, key=lambda atom: (atom[0], atom[1]))
            starts = [min(first, max(0, last - room))]
        while True:
            start = starts[-1]
            limit = self._limit(start, room, low_room, gap)
            if limit >= self.high:
                return starts, ends
            cut = limit
            while True:  # what is moved down may stand beside something that reaches higher still
                crossing = [top for top, bottom in atoms if top < cut < bottom and top - gap > start]
                if not crossing:
                    break
                cut = min(crossing)
            if any(top < cut < bottom for top, bottom in self.targets):  # rather a little more than its room
                small = [atom for atom in atoms if atom[0] >= start and atom[1] - atom[0] <= low_room]
                cut = max(cut, min(_grown(small), start + room))
            follows = [top for top, _ in atoms if top >= cut]
            if not follows and cut == limit:
                follows = [limit]
            following = self.high
            if follows:
                above = max((bottom for _, bottom in atoms if bottom <= min(follows)), default=0)
                first = min(follows)
                tall = max((bottom - top for top, bottom in atoms if top == first), default=0)
                following = max(start + 1, above, first - min(gap, max(0, room - tall)))
            ends[-1] = cut
            starts.append(following)
            ends.append(self.high)

    def _limit(self, start: int, room: int, low_room: int, gap: int) -> int:
        """Where a page that begins at start ends at the latest."""
        limit = min([start + room, *_next_group(self.leaders, start, gap)])
        first = next(((max(top, start), bottom) for top, bottom in self.targets if bottom > start + gap), None)
        if first is None or first[0] >= limit:
            return limit
        return min(limit, max(first[0] + low_room, first[1]))  # what is higher than its room is not cut in two


def _grown(atoms: list[tuple[int, int]]) -> int:
    """Where the first of these, and whatever stands beside it, is whole, in pixels of the sheet; 0: there is none."""
    cut = min((bottom for _, bottom in atoms), default=0)
    while crossing := [bottom for top, bottom in atoms if top < cut < bottom]:
        cut = max(crossing)
    return cut


def _next_group(leaders: list[int], start: int, gap: int) -> list[int]:
    """Where the group after the one of the page that begins at start begins, if there is one: no page holds two. All in pixels of the sheet."""
    begun = any(top <= start + gap for top in leaders)
    after = [top for top in leaders if top > start + gap]
    return after[:1] if begun else after[1:2]


def atoms_of(widget: QWidget, sheet: QWidget) -> Iterator[tuple[int, int]]:
    """Top and bottom on the sheet of everything in widget that must stay whole."""
    top = widget.mapTo(sheet, QPoint(0, 0)).y()
    own = getattr(widget, "atoms", None)
    spans = own() if own is not None else None
    if spans is not None:
        for first, last in spans:
            yield top + first, top + last
        return
    parts = [c for c in widget.children() if isinstance(c, QWidget) and not c.isHidden()]
    if not parts or (not isinstance(widget, BlockWidget) and getattr(widget, "arrangement", None) is None):
        yield top, top + widget.height()
        return
    if getattr(getattr(widget, "arrangement", None), "before", False):  # the lines of a title beside a field do not end where the field does
        yield top, top + widget.height()
    spans_of_parts = [(part, list(atoms_of(part, sheet))) for part in parts]
    for number, (part, spans) in enumerate(spans_of_parts):
        follows = spans_of_parts[number + 1][1] if number + 1 < len(spans_of_parts) else []
        if isinstance(part, Label) and part.bold and spans and follows:
            yield spans[0][0], follows[0][1]  # a title is not left alone at the end of a page
        yield from spans
