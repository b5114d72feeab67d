"""Which screens are drawn in which ways, and what comes of each drawing. The drawings are shared out over processes."""

import multiprocessing
import os
import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kiosk.blocks import ToolBar, actions_in
from kiosk.display import LANGUAGES, THEMES
from kiosk.events import Talk
from kiosk.launch.scenes.theatre import Seen
from kiosk.launch.standards import drawing
from kiosk.launch.standards.records import Box, Place, Reading, Record, worst
from kiosk.launch.standards.requirements import requirements
from kiosk.launch.standards.wall import SIZES, WINDOWS, Wall, Way, pairwise, window_name

SEED = 20261122
READER, READER_SIZE = (1280, 800), 2
"""The window and size in which buttons are also pressed as a screen reader does it: what comes of it does not depend on places."""
CHUNK = 12
"""Screens of one task: small enough for progress, large enough to be worth a window."""


@dataclass(frozen=True, slots=True)
class Job:
    """One screen at one size in one window: the themes to draw it in, whether everything is tried, and low reach."""

    seen: int
    window: int
    size: int
    themes: tuple[int, ...]
    tried: bool = True
    low: bool = True

    @property
    def reader(self) -> bool:
        """Whether a screen reader presses too: of a screen that is drawn in every way, in one of them."""
        return WINDOWS[self.window][:2] == READER and (len(self.themes) == 1 or self.size == READER_SIZE)


@dataclass(slots=True)
class Found:
    """What came of jobs. calls: where a person is called, and whether that machine listens."""

    records: list[Record] = field(default_factory=list)
    calls: list[tuple[Record, bool, Box]] = field(default_factory=list)
    drawings: int = 0

    def add(self, other: "Found") -> None:
        """Takes in what another found."""
        self.records += other.records
        self.calls += other.calls
        self.drawings += other.drawings


# --- what is drawn ---------------------------------------------------------------------------------------------------


def full(gallery: Sequence[Seen]) -> list[Job]:
    """The first shape of every screen in every way; every other shape at the smallest and the largest size."""
    jobs: list[Job] = []
    for number, first in _firsts(gallery):
        if first:
            jobs += [Job(number, w, s, tuple(range(len(THEMES)))) for w in range(len(WINDOWS)) for s in range(SIZES)]
        else:
            jobs += [Job(number, way.window, way.size, (way.theme,)) for way in _ends(gallery[number], number)]
    return jobs


def quick(gallery: Sequence[Seen]) -> list[Job]:
    """The first shape of every screen at its extremes and in four more of the pairwise ways; every other shape at one end."""
    jobs: list[Job] = []
    for number, first in _firsts(gallery):
        ends = _ends(gallery[number], number)
        if first:
            others = _chance(gallery[number], number).sample([way for way in pairwise() if way not in ends], 4)
            jobs += [Job(number, way.window, way.size, (way.theme,), tried=way in ends) for way in (*ends, *others)]
        else:
            jobs += [Job(number, way.window, way.size, (way.theme,), tried=False, low=False) for way in ends[number % 2 :][:1]]
    return jobs


def _firsts(gallery: Sequence[Seen]) -> Iterator[tuple[int, bool]]:
    """The number of each shape that is drawn as no other before it, and whether it is the first of its screen, profile and language."""
    met: set[tuple[str, str, str]] = set()
    drawn: set[str] = set()
    for number, seen in enumerate(gallery):
        name = seen.profile, seen.screen.name, seen.screen.language
        if seen.drawn not in drawn:
            yield number, name not in met
        met.add(name)
        drawn.add(seen.drawn)


def _chance(seen: Seen, number: int) -> random.Random:
    return random.Random(SEED ^ zlib.crc32(f"{number} {seen.screen.name}".encode()))


def _ends(seen: Seen, number: int) -> list[Way]:
    """One way at the smallest and one at the largest size, by a fixed seed."""
    chance = _chance(seen, number)
    return [chance.choice([way for way in pairwise() if way.size == size]) for size in (0, SIZES - 1)]


# --- how it is drawn -------------------------------------------------------------------------------------------------


class Examiner:
    """Draws and measures; keeps a wall for each window."""

    def __init__(self, gallery: Sequence[Seen]) -> None:
        self.gallery = gallery
        self.walls: dict[int, Wall] = {}

    def wall(self, window: int) -> Wall:
        """The wall of this window; any other is taken down."""
        if window not in self.walls:
            self.close()
            self.walls[window] = Wall(window)
        return self.walls[window]

    def close(self) -> None:
        """Takes the walls down."""
        for wall in self.walls.values():
            wall.close()
        self.walls.clear()

    def examine(self, jobs: Iterable[Job]) -> Found:
        """All that these jobs find."""
        found = Found()
        for job in jobs:
            self._one(job, found)
        return found

    def _one(self, job: Job, found: Found) -> None:
        seen, wall = self.gallery[job.seen], self.wall(job.window)
        language = LANGUAGES.index(seen.screen.language)
        first = Way(job.window, job.size, job.themes[0], language)
        screen = wall.hang(seen, first)
        places, stood = list(drawing.placed(wall, screen)), drawing.fingerprint(wall)
        for theme in job.themes:
            if theme != job.themes[0]:
                wall.recolour(theme)
                if drawing.fingerprint(wall) != stood:
                    places, stood = list(drawing.placed(wall, screen)), drawing.fingerprint(wall)
            readings = [*places, *drawing.coloured(wall)]
            way = Way(job.window, job.size, theme, language)
            found.records += _records(readings, seen, way, job.seen)
            call = drawing.call_place(wall)
            if call is not None:
                found.calls.append((_record(Reading("help_moves", 0.0, box=call), seen, way, job.seen), _listens(seen), call))
            found.drawings += 1
        last = Way(job.window, job.size, job.themes[-1], language)
        if job.tried:
            found.records += _records(drawing.tried(wall, screen, reader=job.reader), seen, last, job.seen)
        if job.low:
            shown = wall.hang(seen, last, low=True)
            found.records += _records(drawing.low(wall, shown), seen, last, job.seen, low=True)
            found.drawings += 1


def _records(readings: Iterable[Reading], seen: Seen, way: Way, number: int, low: bool = False) -> list[Record]:
    return [_record(reading, seen, way, number, low) for reading in worst(readings).values()]


def _record(reading: Reading, seen: Seen, way: Way, number: int, low: bool = False) -> Record:
    return Record(
        reading.measure,
        seen.screen.name,
        seen.profile,
        way.size,
        THEMES[way.theme],
        LANGUAGES[way.language],
        window_name(way.window),
        round(reading.figure, 3),
        requirements().measures[reading.measure].met(reading.figure),
        reading.what,
        low,
        Place(number, reading.page, reading.box),
    )


def _listens(seen: Seen) -> bool:
    """Whether this machine can be talked to: it has one tool more on every screen."""
    bars = (block for block in seen.screen.blocks if isinstance(block, ToolBar))
    return any(isinstance(action.event, Talk) for bar in bars for action in actions_in(bar))


def help_moves(calls: Iterable[tuple[Record, bool, Box]]) -> list[Record]:
    """A-17: how far, in millimetres, the button that calls a person is from where it mostly is on the same machine, in the same profile, size,
    language, window. calls: each with whether that machine listens."""
    places: dict[tuple[object, ...], Counter[Box]] = defaultdict(Counter)
    calls = list(calls)
    scale = {window_name(number): window[2] for number, window in enumerate(WINDOWS)}
    for record, listens, box in calls:
        places[listens, record.profile, record.size, record.language, record.window][box] += 1
    found = []
    for record, listens, box in calls:
        usual = places[listens, record.profile, record.size, record.language, record.window].most_common(1)[0][0]
        across, down = ((a - b) / scale[record.window or ""] for a, b in zip(box[:2], usual[:2], strict=True))
        far = max(abs(across), abs(down), *(abs(a - b) / scale[record.window or ""] for a, b in zip(box[2:], usual[2:], strict=True)))
        met = requirements().measures["help_moves"].met(far)
        found.append(
            Record(
                "help_moves",
                record.screen,
                record.profile,
                record.size,
                record.theme,
                record.language,
                record.window,
                round(far, 3),
                met,
                f"{across:+.1f} mm, {down:+.1f} mm",
                place=record.place,
            )
        )
    return found


# --- shared out ------------------------------------------------------------------------------------------------------

_examiners: list[Examiner] = []


def _begin(gallery: Sequence[Seen]) -> None:
    from PySide6.QtWidgets import QApplication

    _applications.append(QApplication([]))
    _examiners.append(Examiner(gallery))


_applications: list[object] = []


def _work(jobs: list[Job]) -> tuple[Found, int]:
    return _examiners[0].examine(jobs), len(jobs)


def tasks(jobs: Iterable[Job]) -> list[list[Job]]:
    """Jobs of one window and size together: a wall is put up once and its fonts are measured once."""
    groups: dict[tuple[int, int], list[Job]] = defaultdict(list)
    for job in jobs:
        groups[job.window, job.size].append(job)
    return [group[start : start + CHUNK] for group in groups.values() for start in range(0, len(group), CHUNK)]


def shared_out(gallery: Sequence[Seen], jobs: list[Job], told: Callable[[int, int], None]) -> Found:
    """Examines in as many processes as there are cores for us. told: jobs done, of how many."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    context = multiprocessing.get_context("spawn")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    found, done = Found(), 0
    with context.Pool(cores, _begin, (list(gallery),)) as pool:
        for one, worked in pool.imap_unordered(_work, tasks(jobs)):
            found.add(one)
            done += worked
            told(done, len(jobs))
    return found
