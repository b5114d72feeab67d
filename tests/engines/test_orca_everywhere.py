"""What Orca says on every screen: its question, its choices with their state, its fields, its errors. Recorded as it was said."""

import json
import pickle
import re
import selectors
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest

from kiosk import phrases
from kiosk.blocks import Choices, DateField, Heading, TextField
from kiosk.launch.scenes.theatre import Seen
from kiosk.text import Text
from tests.engines import desktop as desktops
from tests.engines.desktop import Desktop
from tests.engines.orca import PATIENCE_S, Orca
from tests.engines.orca import installed as orca_installed
from tests.played import collected

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("reader_gallery.py")
STATES = {"RadioButton": ("未选中", "已选中"), "CheckBox": ("未勾选", "已勾选")}
ANSWERS_WITHIN_S = 120.0
RECORD = "orca.jsonl"
T = TypeVar("T")
TIMED_OUT_S = 15.0

pytestmark = [
    pytest.mark.timeout(1_500),
    pytest.mark.engine,
    pytest.mark.feature("F34"),
    pytest.mark.skipif(not desktops.installed(), reason="no X server or no AT-SPI: ./run test installs them"),
    pytest.mark.skipif(not orca_installed(), reason="no Orca: ./run test installs it"),
]


@dataclass(frozen=True)
class Stop:
    """What the focus comes to."""

    name: str
    role: str
    checked: bool
    description: str
    key: bool


@dataclass
class Reading:
    """What Orca said on one screen: as it opened, then stop by stop."""

    screen: str
    opened: list[str] = field(default_factory=list)
    stops: list[tuple[Stop, list[str]]] = field(default_factory=list)

    def all(self) -> str:
        return plain(" ".join([*self.opened, *(line for _, said in self.stops for line in said)]))


class Shown:
    """The program that shows the screens."""

    def __init__(self, desktop: Desktop, chosen: list[Seen]) -> None:
        pickled = desktop.folder / "screens"
        pickled.write_bytes(pickle.dumps([(seen.screen, seen.display) for seen in chosen]))
        self.process = desktop.run(
            sys.executable,
            "-P",
            str(PROGRAM),
            str(pickled),
            out=subprocess.PIPE,
            feed=subprocess.PIPE,
            PYTHONPATH=str(ROOT),
            QT_QPA_PLATFORM="xcb",
        )

        self._told = lambda: desktop.told(self.process)

    def ask(self, **request: int) -> object:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            assert selector.select(ANSWERS_WITHIN_S), f"{request}: no answer: {self._told()}"
        line = self.process.stdout.readline()
        assert line, self._told()
        return json.loads(line)

    def show(self, number: int) -> list[Stop]:
        found = self.ask(show=number)
        assert isinstance(found, list)
        return [Stop(*one) for one in found]


def plain(text: str) -> str:
    """Without what the eye alone sees: spaces and line ends."""
    return re.sub(r"\s+", "", text)


def chosen() -> list[Seen]:
    """Of every screen in Chinese two at most, first those with errors to tell."""
    gallery, failures = collected()
    assert not failures, failures
    found: dict[str, list[Seen]] = {}
    for seen in gallery:
        if seen.screen.language == "zh":
            found.setdefault(seen.screen.name, []).append(seen)
    return [one for several in found.values() for one in sorted(several, key=lambda seen: not errors(seen))[:2]]


def errors(seen: Seen) -> list[Text]:
    blocks = seen.screen.blocks
    return [block.error for block in blocks if isinstance(block, Choices | TextField | DateField) and block.error]


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[Seen, Reading]]]:
    """Every screen read once; what was heard of before (the tool bar, the keys of a keyboard) is not gone through again."""
    known: set[str] = set()
    found = []
    screens = chosen()
    with Desktop() as desktop:
        orca = Orca(desktop)
        shown = Shown(desktop, screens)
        for number, seen in enumerate(screens):
            if number and screens[number - 1].screen.name == seen.screen.name:
                opens(orca, shown, screens, another(screens, seen))
            reading = Reading(seen.name)
            stops, reading.opened = opens(orca, shown, screens, number)
            for place, stop in enumerate(stops):
                often = stop.key or stop.role == "Button"
                if often and stop.name in known:
                    continue
                known.add(stop.name)
                reading.stops.append((stop, comes_to(orca, shown, stops, place, seen.name)))
            found.append((seen, reading))
    record = tmp_path_factory.mktemp("orca") / RECORD
    lines = [{"screen": r.screen, "opened": r.opened, "stops": [[s.name, said] for s, said in r.stops]} for _, r in found]
    record.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    yield found


def another(screens: list[Seen], seen: Seen) -> int:
    """A screen to stand between two that are called the same: a reader does not tell again what has the focus already."""
    return next(number for number, one in enumerate(screens) if one.screen.name != seen.screen.name)


def patiently(attempt: Callable[[float], T], meanwhile: Callable[[], object]) -> T:
    """A busy machine lets Orca's question to the program time out (AT-SPI waits 0.8 s), and Orca then passes the event over: whoever hears
    nothing goes elsewhere and comes back, and so does the test, twice.
    """
    for _ in range(2):
        try:
            return attempt(TIMED_OUT_S)
        except AssertionError:
            meanwhile()
    return attempt(PATIENCE_S)


def opens(orca: Orca, shown: Shown, screens: list[Seen], number: int) -> tuple[list[Stop], list[str]]:
    """The stops of a screen, and what Orca says when it opens."""
    seen = screens[number]
    title = next((block for block in seen.screen.blocks if isinstance(block, Heading)), None)
    assert title is not None, seen.name
    words = phrases.load("zh").show(title.text)

    def attempt(seconds: float) -> tuple[list[Stop], list[str]]:
        orca.heard()
        return shown.show(number), hear(orca, words, seen.name, seconds=seconds)

    return patiently(attempt, lambda: shown.show(another(screens, seen)))


def comes_to(orca: Orca, shown: Shown, stops: list[Stop], place: int, screen: str) -> list[str]:
    """What Orca says when the focus comes to a stop."""
    stop = stops[place]
    state = STATES[stop.role][stop.checked] if stop.role in STATES else ""

    def attempt(seconds: float) -> list[str]:
        orca.heard()
        shown.ask(focus=place)
        return hear(orca, stop.name, screen, state, seconds)

    return patiently(attempt, lambda: shown.ask(focus=place - 1))


def hear(orca: Orca, words: str, screen: str, state: str = "", seconds: float = PATIENCE_S) -> list[str]:
    """What Orca says until these words have been said, and after them this state."""
    wanted = re.compile(re.escape(plain(words)) + ".*" + re.escape(state))
    try:
        return orca.hears(lambda said: bool(wanted.search(plain(" ".join(said)))), words, seconds)
    except AssertionError as error:
        raise AssertionError(f"{screen}: {error}") from None


def test_every_stop_of_every_screen_has_a_name_that_was_told(readings: list[tuple[Seen, Reading]]) -> None:
    """With its state: the reading waits for both, and names the screen where they do not come."""
    assert len({seen.screen.name for seen, _ in readings}) > 50
    for seen, reading in readings:
        for stop, said in reading.stops:
            assert stop.name, (seen.name, stop)
            assert plain(stop.name) in plain(" ".join(said))


def test_questions_choices_fields_and_errors_of_the_screen_are_all_told(readings: list[tuple[Seen, Reading]]) -> None:
    words = phrases.load("zh")
    for seen, reading in readings:
        heard = reading.all()
        wanted: list[Text] = []
        for block in seen.screen.blocks:
            match block:
                case Heading(text=text):
                    wanted.append(text)
                case Choices(options=options):
                    wanted += [option.text for option in options]
                case TextField(label=label) | DateField(label=label):
                    wanted.append(label)
        for text in (*wanted, *errors(seen)):
            assert plain(words.show(text)) in heard, (seen.name, words.show(text))
