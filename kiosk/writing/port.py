"""What the on-screen keyboard asks of the engines that turn letters and strokes into characters."""

from collections.abc import Sequence
from typing import Protocol, TypeAlias

from kiosk.problems import ProblemError, Remedy
from kiosk.value import dataclass

Stroke: TypeAlias = Sequence[tuple[float, float]]
"""One touch from down to up: points (x, y) in any unit, y growing downwards."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """`text` for the first `used` letters of what was typed; the rest stays in the composition."""

    text: str
    used: int


class WritingDataError(ProblemError):
    """The data of an engine is missing, damaged or of another version. Carries no text of the person."""

    def __init__(self, code: str) -> None:
        super().__init__(Remedy.ASK_STAFF, code)


class WritingEngines(Protocol):
    """Both engines. Neither keeps or learns what was written; both may be called from any thread."""

    def pinyin(self, letters: str, names: bool = False) -> tuple[Candidate, ...]:
        """Candidates, likeliest first, none for what is not pinyin. Raises WritingDataError."""
        ...

    def handwriting(self, strokes: Sequence[Stroke]) -> tuple[str, ...]:
        """Some twenty characters, likeliest first, none for no ink. Raises WritingDataError."""
        ...
