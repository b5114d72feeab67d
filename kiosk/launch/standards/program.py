"""`./run standards [--json FILE] [--html FILE] [--quick]`: everything measured, printed with figure, limit and clause. 1 when a line falls short."""

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.launch.scenes.gallery import Failure, collect
from kiosk.launch.scenes.theatre import Gallery, Seen
from kiosk.launch.standards import examine
from kiosk.launch.standards.records import Record, worst
from kiosk.launch.standards.requirements import Line, Measure, requirements


@dataclass(frozen=True, slots=True)
class Report:
    """What one run found."""

    records: list[Record]
    seen: Sequence[Seen]
    failures: tuple[Failure, ...]
    scenes: int
    drawings: int
    seconds: float
    quick: bool

    def of(self, measure: Measure) -> list[Record]:
        """All records of a measure."""
        return self._grouped().get(measure.key, [])

    def _grouped(self) -> dict[str, list[Record]]:
        grouped = _groups.get(id(self))
        if grouped is None:
            grouped = {}
            for record in self.records:
                grouped.setdefault(record.measure, []).append(record)
            _groups.clear()
            _groups[id(self)] = grouped
        return grouped

    def worst(self, measure: Measure) -> Record | None:
        """The worst record of a measure."""
        found: Record | None = None
        for record in self.of(measure):
            if found is None or measure.worse(record.figure, found.figure):
                found = record
        return found

    def falls_short(self, line: Line) -> bool:
        """Whether anything of a line falls short."""
        return any(not record.ok for measure in line.measures for record in self.of(measure))

    def unmeasured(self, line: Line) -> bool:
        """Whether a figure of a measured line was not measured in this run."""
        return any(not self.of(measure) for measure in line.measures)

    def status(self, line: Line) -> str:
        """passed, short, unmeasured, or as the line's kind says."""
        if line.kind != "measured":
            return line.kind
        return "short" if self.falls_short(line) else "unmeasured" if self.unmeasured(line) else "passed"

    @property
    def ok(self) -> bool:
        """Nothing falls short, nothing was left out, every scene came to its end."""
        return not self.failures and all(self.status(line) not in ("short", "unmeasured") for line in requirements().lines)


_groups: dict[int, dict[str, list[Record]]] = {}


def standards(json_file: Path | None, html_file: Path | None, language: str, *, quick: bool = False) -> int:
    """0 when every measured line is met, else 1."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from kiosk.launch.standards import report_html, table

    begun = time.monotonic()
    words = requirements().words[language]
    report = run(quick, words)
    table.print_table(report, language)
    if json_file is not None:
        write_json(report, json_file)
        print(words["written"].format(path=json_file))
    if html_file is not None:
        report_html.write(report, html_file, language)
        print(words["written"].format(path=html_file))
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    return 0 if report.ok else 1


def run(quick: bool, words: "dict[str, str] | object") -> Report:
    """Plays all scenes, draws all screens, measures everything."""
    assert isinstance(words, dict)
    begun = time.monotonic()
    progress = _Progress(words)
    gallery, failures = collect(everything=True, told=progress.walking)
    report = measured(gallery, failures, quick=quick, progress=progress)
    return Report(report.records, report.seen, failures, progress.scenes, report.drawings, time.monotonic() - begun, quick)


def measured(gallery: Gallery, failures: tuple[Failure, ...], *, quick: bool, progress: "_Progress") -> Report:
    """Everything that can be measured of these screens."""
    from kiosk.launch.standards.measures_whole import whole_product

    seen = list(gallery)
    jobs = examine.quick(seen) if quick else examine.full(seen)
    found = examine.shared_out(seen, jobs, progress.drawing)
    records = [*found.records, *examine.help_moves(found.calls), *spoken(seen), *whole_product(gallery, failures)]
    return Report(records, seen, failures, 0, found.drawings, 0.0, quick)


def spoken(gallery: Iterable[Seen]) -> Iterator[Record]:
    """What every screen says: it depends on its language alone."""
    from kiosk.launch.standards.measures_speaking import Ear, speaking

    ear = Ear()
    measures = requirements().measures
    for seen in gallery:
        for reading in worst(speaking(seen.screen, seen.display, ear)).values():
            met = measures[reading.measure].met(reading.figure)
            language, name = seen.screen.language, seen.screen.name
            yield Record(
                reading.measure, name, seen.profile, None, None, language, None, round(reading.figure, 3), met, reading.what
            )


def write_json(report: Report, file: Path) -> None:
    """Every record, one a line."""
    with open(file, "w", encoding="utf-8") as out:
        out.write("[\n")
        for number, record in enumerate(report.records):
            out.write((",\n" if number else "") + json.dumps(record.plain(), ensure_ascii=False))
        out.write("\n]\n")


class _Progress:
    """On stderr, now and then."""

    def __init__(self, words: dict[str, str]) -> None:
        self.words = words
        self.scenes = 0
        self._told = 0.0

    def walking(self, name: str) -> None:
        """A scene begins."""
        self.scenes += 1
        print(self.words["walking"].format(name=name), file=sys.stderr)

    def drawing(self, done: int, total: int) -> None:
        """So many are drawn."""
        if time.monotonic() - self._told > 5 or done == total:
            self._told = time.monotonic()
            print(self.words["drawing"].format(done=done, total=total), file=sys.stderr)
