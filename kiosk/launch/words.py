"""`./run words`: everything a person may read or hear, in the order in which they meet it; for whoever edits the words."""

import json
import os
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from kiosk import phrases
from kiosk.value import dataclass

PARTS: dict[str, tuple[str, ...]] = {
    "welcome": ("welcome", "language"),
    "notice": ("notice",),
    "sign_in": ("sign_in",),
    "home": ("home",),
    "find": ("find",),
    "guide": ("guide", "print"),
    "consent": ("consent",),
    "known": ("known", "private"),
    "questions": ("apply", "ask", "date", "value", "fault"),
    "materials": ("material", "picture"),
    "review": ("review",),
    "sign": ("sign", "signature", "witness"),
    "send": ("send", "meter"),
    "receipt": ("receipt", "in_doubt", "queued"),
    "track": ("track", "timeline", "state"),
    "supplement": ("supplement",),
    "statement": ("statement", "table"),
    "display": ("display",),
    "sound": ("sound",),
    "call": ("call",),
    "leave": ("leave",),
    "idle": ("idle",),
    "goodbye": ("goodbye",),
    "staff": ("staff",),
    "everywhere": ("action", "tool", "hearing", "ui", "voice", "keyboard"),
    "problems": ("problem", "failed"),
    "settings": ("app", "settings", "cli", "tour", "words"),
}
"""The parts in reading order, each with the first words of its keys."""

REST = "rest"
LAST = 100
"""The rank of a service that tells none (portal/services.py)."""

_OWN = ("show", "title", "text", "label", "description")
"""Where the words for the eye stand in a table of the catalogue: the first of these that it has."""
_HEARD = ("say", "x-say")
_WORDS = frozenset(
    "title text label description say x-say x-label x-item x-unit summary guide why_not why purpose data refusal "
    "promise_text source declaration message fee_text result delivery bring address hours reasons issuer".split()
)
_NO_WORDS = frozenset({"en", "aliases", "own_words", "each"})
"""What is read elsewhere, or names records."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to read: where it stands, for the eye, for the ear, and what a person may say for it."""

    key: str
    show: str
    say: str
    hear: tuple[str, ...] = ()


def phrase_parts(language: str) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Every phrase once, part by part; keys of no part last. Raises FileNotFoundError for a language that is not shipped."""
    entries = phrases.load(language).entries
    part_of = {first: part for part, firsts in PARTS.items() for first in firsts}
    parts: dict[str, list[Line]] = {part: [] for part in (*PARTS, REST)}
    for key, entry in entries.items():
        parts[part_of.get(key.partition(".")[0], REST)].append(Line(key, entry.show, entry.say, entry.hear))
    for part, lines in parts.items():
        if lines:
            yield part, tuple(lines)


def catalogue_parts(language: str, world: Traversable | None = None) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """The doors, then each service as its doors stand, most wanted first, then the office's own words; each under its title.

    world: the folder of services and words, the shipped one where none is given.
    """
    folder = world or files("assets") / "sandbox"
    doors = _json(folder / "life_events.json")["items"]
    yield "words.part.doors", tuple(line for door in doors for line in _lines(door, door["code"], language))
    described = (file for file in (folder / "services").iterdir() if file.name.endswith(".json"))
    services = [(file.name.removesuffix(".json"), _json(file)) for file in described]
    place = {door["code"]: number for number, door in enumerate(doors)}

    def order(service: tuple[str, Any]) -> tuple[int, int, str]:
        name, raw = service
        doors_of = (place.get(code, len(place)) for code in raw.get("life_events", ()))
        return min(doors_of, default=len(place)), raw.get("rank", LAST), name

    for name, raw in sorted(services, key=order):
        title = raw["title"] if language == "zh" else raw.get("en", {}).get("title", raw["title"])
        yield title, tuple(_lines(raw, name, language))
    own = folder / "words" / f"{language}.toml"
    if own.is_file():  # the made-up office need not know every language that the kiosk has
        yield "words.part.office", tuple(_walk(tomllib.loads(own.read_text("utf-8")), "words", everything=True))


def _json(path: Traversable) -> Any:
    return json.loads(path.read_text("utf-8"))


def _lines(value: Any, path: str, language: str) -> Iterator[Line]:
    """The words of one language: Chinese ones stand beside the facts, those of another language under its name."""
    if language == "zh":
        yield from _walk(value, path)
    elif isinstance(value, Mapping):
        yield from _walk(value.get(language), path, everything=True)
        for name, part in value.items():
            if name != language:
                yield from _lines(part, f"{path}/{name}", language)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _lines(part, f"{path}/{number}", language)


def _walk(value: Any, path: str, *, everything: bool = False, wanted: bool = False) -> Iterator[Line]:
    """everything: all texts below are words; wanted: this one is."""
    match value:
        case str() if (everything or wanted) and value:
            yield Line(path, value, value)
        case list():
            for number, part in enumerate(value):
                yield from _walk(part, f"{path}/{number}", everything=everything, wanted=wanted)
        case Mapping():
            yield from _table(value, path, everything)


def _table(table: Mapping[str, Any], path: str, everything: bool) -> Iterator[Line]:
    say = next((table[name] for name in _HEARD if name in table), "")
    own = next((name for name in _OWN if isinstance(table.get(name), str)), "")
    for name, part in table.items():
        here = f"{path}/{name}"
        if name == own:
            hear = tuple(table.get("aliases", ()))
            yield Line(here, part, say or part, hear)
        elif name in _NO_WORDS or (name in _HEARD and own):
            continue
        elif everything or (name == "words" and "/document/" in here):
            yield from _walk(part, here, everything=True)
        else:
            office = name == "name" and "address" in table
            yield from _walk(part, here, wanted=name in _WORDS or office)


def words(language: str) -> int:
    """Prints all of it; 0. A pager that is closed early is no error."""
    own = phrases.load(language)
    names = {name: own.show(f"words.{name}") for name in ("show", "say", "hear")}
    try:
        for part, lines in phrase_parts(language):
            _print_part(own.show(f"words.part.{part}"), lines, names)
        for title, lines in catalogue_parts(language):
            _print_part(own.show(title) if own.has(title) else title, lines, names)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _print_part(title: str, lines: tuple[Line, ...], names: Mapping[str, str]) -> None:
    print(f"\n== {title} ==\n")
    for line in lines:
        print(line.key)
        print(f"  {names['show']}  {line.show}")
        if line.say != line.show:
            print(f"  {names['say']}  {line.say}")
        if line.hear:
            print(f"  {names['hear']}  {' / '.join(line.hear)}")
