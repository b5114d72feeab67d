"""What one run found, sorted by measure, and what it means for each line."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from kiosk.launch.scenes.gallery import Failure
from kiosk.launch.scenes.theatre import Seen
from kiosk.launch.standards.records import Record
from kiosk.launch.standards.requirements import Line, Measure, requirements

Status = Literal["passed", "short", "unmeasured", "hardware", "people", "absent"]


@dataclass(slots=True)
class Report:
    """records: every figure; seen: the screens that they speak of; scenes: how many were played; seconds: of the whole run."""

    records: list[Record]
    seen: Sequence[Seen]
    failures: tuple[Failure, ...]
    drawings: int
    quick: bool
    scenes: int = 0
    seconds: float = 0.0
    _grouped: dict[str, list[Record]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._grouped = defaultdict(list)
        for record in self.records:
            self._grouped[record.measure].append(record)

    def of(self, measure: Measure) -> list[Record]:
        """All records of a measure."""
        return self._grouped.get(measure.key, [])

    def worst(self, measure: Measure) -> Record | None:
        """The worst record of a measure; None when nothing was measured."""
        found: Record | None = None
        for record in self.of(measure):
            if found is None or measure.worse(record.figure, found.figure):
                found = record
        return found

    def status(self, line: Line) -> Status:
        """What became of a line; unmeasured: a figure of it was not met with in this run."""
        if line.kind != "measured":
            return line.kind
        if any(not record.ok for measure in line.measures for record in self.of(measure)):
            return "short"
        return "unmeasured" if any(not self.of(measure) for measure in line.measures) else "passed"

    @property
    def ok(self) -> bool:
        """Nothing falls short, nothing was left out, every scene came to its end."""
        return not self.failures and all(self.status(line) not in ("short", "unmeasured") for line in requirements().lines)
