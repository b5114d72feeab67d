"""The lines of the standards and their limits, read from assets/standards.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from kiosk.value import dataclass

Kind = Literal["measured", "hardware", "people", "absent"]
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a line. sense: the figure must be at least, or at most, the limit. words: by language."""

    key: str
    line: str
    clause: str
    limit: float
    sense: Literal["least", "most"]
    unit: str
    words: Mapping[str, str]

    def met(self, figure: float) -> bool:
        """Whether a figure is within the limit."""
        return figure >= self.limit - ROUNDING if self.sense == "least" else figure <= self.limit + ROUNDING

    def worse(self, one: float, other: float) -> bool:
        """Whether one figure is worse than another."""
        return one < other if self.sense == "least" else one > other


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the standards. why: what of it no program can prove, by language."""

    id: str
    clause: str
    kind: Kind
    words: Mapping[str, str]
    why: Mapping[str, str]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Requirements:
    """All lines, in their order; all measures by key; the report's own words by language."""

    lines: tuple[Line, ...]
    measures: Mapping[str, Measure]
    words: Mapping[str, Mapping[str, str]]


def _both(table: Mapping[str, str], prefix: str = "") -> dict[str, str]:
    return {language: table.get(f"{prefix}{language}", "") for language in ("zh", "en")}


@cache
def requirements() -> Requirements:
    """Raises FileNotFoundError, tomllib.TOMLDecodeError or KeyError when the installation is broken."""
    table = tomllib.loads((files("assets") / "standards.toml").read_text("utf-8"))
    lines = tuple(_line(raw) for raw in table["line"])
    measures = {measure.key: measure for line in lines for measure in line.measures}
    return Requirements(lines, measures, table["words"])


def _line(raw: Mapping[str, object]) -> Line:
    texts = {key: value for key, value in raw.items() if isinstance(value, str)}
    measures = raw.get("measure", ())
    assert isinstance(measures, list | tuple)
    return Line(
        texts["id"],
        texts["clause"],
        texts["kind"],  # type: ignore[arg-type]
        _both(texts),
        _both(texts, "why_"),
        tuple(
            Measure(one["key"], texts["id"], texts["clause"], one["limit"], one["sense"], one["unit"], _both(one))
            for one in measures
        ),
    )
