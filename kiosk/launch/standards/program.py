"""`./run standards [--json FILE] [--html FILE] [--quick]`: everything measured, printed with figure, limit and clause. 1 when a line falls short."""

import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kiosk.launch.scenes.gallery import Failure, collect
from kiosk.launch.scenes.theatre import Gallery, Seen
from kiosk.launch.standards import examine
from kiosk.launch.standards.measures_speaking import Ear, speaking
from kiosk.launch.standards.measures_whole import whole_product
from kiosk.launch.standards.records import Record, worst
from kiosk.launch.standards.report import Report
from kiosk.launch.standards.report_html import write_html
from kiosk.launch.standards.requirements import requirements
from kiosk.launch.standards.table import print_table


def standards(json_file: Path | None, html_file: Path | None, language: str, *, quick: bool = False) -> int:
    """0 when every measured line is met, else 1."""
    words = requirements().words[language]
    begun = time.monotonic()
    progress = Progress(words)
    gallery, failures = collect(everything=True, told=progress.walking)
    report = measured(gallery, failures, progress, quick=quick)
    report.scenes, report.seconds = progress.scenes, time.monotonic() - begun
    print_table(report, language)
    if json_file is not None:
        write_json(report, json_file)
        print(words["written"].format(path=json_file))
    if html_file is not None:
        write_html(report, html_file, language)
        print(words["written"].format(path=html_file))
    return 0 if report.ok else 1


def measured(gallery: Gallery, failures: tuple[Failure, ...], progress: "Progress", *, quick: bool) -> Report:
    """Everything that can be measured of these screens."""
    seen = list(gallery)
    jobs = examine.quick(seen) if quick else examine.full(seen)
    found = examine.shared_out(seen, jobs, progress.drawing)
    records = [*found.records, *examine.help_moves(found.calls), *spoken(seen), *whole_product(gallery, failures)]
    return Report(records, seen, failures, found.drawings, quick)


def spoken(gallery: Iterable[Seen]) -> Iterator[Record]:
    """What every screen says: it depends on its language alone."""
    ear, measures = Ear(), requirements().measures
    for seen in gallery:
        screen = seen.screen
        for found in worst(speaking(screen, seen.display, ear)).values():
            met = measures[found.measure].met(found.figure)
            figure = round(found.figure, 3)
            yield Record(found.measure, screen.name, seen.profile, None, None, screen.language, None, figure, met, found.what)


def write_json(report: Report, file: Path) -> None:
    """Every record, one a line."""
    with open(file, "w", encoding="utf-8") as out:
        out.write("[\n")
        for number, record in enumerate(report.records):
            out.write((",\n" if number else "") + json.dumps(record.plain(), ensure_ascii=False))
        out.write("\n]\n")


class Progress:
    """On stderr: each scene, and now and then how much is drawn."""

    def __init__(self, words: Mapping[str, str]) -> None:
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
