"""What the bench writes down: one record a figure."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Record:
    """One figure. baseline: what it is compared with, in the same unit; ratio: figure by baseline; limit: of the ratio where there is one, else of
    the figure. ok: whether it is within its limit, None for what has none or could not be measured (figure None, why in note).
    """

    name: str
    figure: float | None
    unit: str
    baseline: float | None = None
    ratio: float | None = None
    limit: float | None = None
    ok: bool | None = None
    note: str = ""


def record(
    name: str,
    figure: float,
    unit: str,
    *,
    baseline: float | None = None,
    ratio: float | None = None,
    limit: float | None = None,
    note: str = "",
) -> Record:
    """A figure that was measured, judged by its limit. ratio: where it is no mere quotient of the two, such as a median of pairs."""
    if baseline is not None and ratio is None:
        ratio = figure / baseline
    judged = figure if ratio is None else ratio
    ok = None if limit is None else judged <= limit
    return Record(name, _short(figure), unit, _short(baseline), _short(ratio), limit, ok, note)


def unmeasured(name: str, unit: str, why: str, limit: float | None = None) -> Record:
    """A figure that could not be measured here."""
    return Record(name, None, unit, limit=limit, note=why)


def _short(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 3)


def share(figures: Sequence[float], part: float) -> float:
    """The quantile of that share (0 to 1) of figures, which may not be empty."""
    return sorted(figures)[min(len(figures) - 1, int(len(figures) * part))]


def write(records: Iterable[Record], path: Path) -> None:
    """The list as JSON."""
    path.write_text(json.dumps([asdict(one) for one in records], indent=1), encoding="utf-8")


def show(records: Sequence[Record]) -> None:
    """A table on stdout."""
    wide = max(len(one.name) for one in records)
    rows = [("", "figure", "", "baseline", "ratio", "limit", "", "")]
    rows += [
        (
            one.name,
            _cell(one.figure),
            one.unit,
            _cell(one.baseline),
            _cell(one.ratio),
            _cell(one.limit),
            {True: "ok", False: "OVER", None: ""}[one.ok],
            one.note,
        )
        for one in records
    ]
    for name, figure, unit, baseline, ratio, limit, ok, note in rows:
        line = f"{name:{wide}}  {figure:>9} {unit:5} {baseline:>9} {ratio:>7} {limit:>7}  {ok:4}  {note}"
        sys.stdout.write(line.rstrip() + "\n")


def _cell(number: float | None) -> str:
    return "-" if number is None else f"{number:.2f}" if number < 100 else f"{number:.0f}"
