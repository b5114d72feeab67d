"""What was measured: readings of one drawing, and the records that the report is made of."""

from collections.abc import Iterable
from dataclasses import asdict, field
from typing import Any

from kiosk.launch.standards.requirements import requirements
from kiosk.value import dataclass

Box = tuple[int, int, int, int]
"""x, y, width, height in pixels of the window."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure: by which measure, on what, and where in the window (page from 0)."""

    measure: str
    figure: float
    what: str = ""
    box: Box | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record can be seen again: the number of the screen in the gallery, the page, and the box on it."""

    seen: int
    page: int = 0
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the JSON. size, theme, window are None where the figure does not depend on a drawing; "" is the whole product."""

    measure: str
    screen: str
    profile: str
    size: int | None
    theme: str | None
    language: str | None
    window: str | None
    figure: float
    ok: bool
    what: str = ""
    low_reach: bool = False
    place: Place | None = field(default=None, compare=False)

    def plain(self) -> dict[str, Any]:
        """As the JSON has it."""
        measure = requirements().measures[self.measure]
        row = asdict(self)
        del row["place"]
        return {
            "id": measure.line,
            "clause": measure.clause,
            **row,
            "limit": measure.limit,
            "sense": measure.sense,
            "unit": measure.unit,
        }


def worst(readings: Iterable[Reading]) -> dict[str, Reading]:
    """The worst reading of each measure; where the limit is a count of nothing, how many there were."""
    measures = requirements().measures
    found: dict[str, Reading] = {}
    for one in readings:
        measure = measures[one.measure]
        before = found.get(one.measure)
        if before is None or measure.worse(one.figure, before.figure):
            found[one.measure] = one
    return found


def whole(measure: str, figure: float, what: str = "", language: str | None = None, screen: str = "") -> Record:
    """A record that depends on no drawing."""
    met = requirements().measures[measure].met(figure)
    return Record(measure, screen, "", None, None, language, None, round(figure, 3), met, what)
