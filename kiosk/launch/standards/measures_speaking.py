"""What the ear needs: every screen is read by the real guide into a log, and the log is compared with what stands there."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from kiosk import phrases as shipped
from kiosk.blocks import (
    Action,
    Block,
    Choices,
    Countdown,
    DateField,
    Heading,
    Menu,
    Meter,
    Notice,
    Only,
    Paragraph,
    Picture,
    Progress,
    Row,
    SignaturePad,
    SignVideo,
    Slip,
    Table,
    TextField,
    Timeline,
    ToolBar,
)
from kiosk.display import Display
from kiosk.events import CallPerson, Event, OpenDisplay, Said
from kiosk.launch.standards.records import Reading
from kiosk.phrases import Phrases
from kiosk.privacy import TABLE
from kiosk.screen import Screen
from kiosk.text import Secret, Text, phrase
from voice.port import Voice
from voice.pronounce import sentences
from voice.recording import CountedTime, Score, Tones
from voice.renderer import Cut

LONGEST_SENTENCE = 20
LEAST_SECRET = 4
"""Characters: a shorter value may stand in any sentence by chance."""
ELSEWHERE = (".loading", ".sending", ".opening")
"""Screens that stand a moment only."""


class _Cutting(Tones):
    """Hums instead of words, and cuts long sentences exactly as the real engine's process does."""

    def cut(self, text: str, then: Cut) -> None:
        then(sentences(text, LONGEST_SENTENCE))


class Ear:
    """Reads screens with the real guide and writes down what was said."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.captions: list[str] = []
        self.time = CountedTime()
        self.voice = Voice(_Cutting(), Score(self.time), self.time.schedule, self._send, transcript=self._transcript)

    def _send(self, event: Event) -> None:
        if isinstance(event, Said) and event.text:
            self.captions.append(event.text)

    def _transcript(self, _name: str, _instance: str, text: str) -> None:
        self.said.append(text)

    def hear(self, screen: Screen, display: Display) -> list[str]:
        """Everything said when this screen comes up."""
        self.voice.show(replace(screen, name=f"{screen.name} ", silent=False), display)  # as if one came from another
        self.voice.stop()
        self.said.clear()
        self.captions.clear()
        self.voice.show(replace(screen, silent=False), display)
        self.time.settle(lambda: self.voice.busy)
        return list(self.said)


def speaking(screen: Screen, display: Display, ear: Ear) -> Iterator[Reading]:
    """A-18, A-19, A-22, A-31, A-16, A-30, CN-4, CN-8, CN-14, CN-23: of one screen in its own language."""
    phrases = shipped.load(screen.language)
    display = replace(display, headphones=False, sound=True, language=screen.language)
    said = ear.hear(screen, display)
    captions = list(ear.captions)
    yield Reading("silent_screens", 0 if said or screen.silent else 1)
    yield from _order(screen, phrases, said)
    yield _count("uncaptioned", [text for text in said if text not in captions])
    yield from _errors(screen, phrases, said)
    yield from _private(screen, said)
    yield from _manners(screen, display, ear)
    for text in said:
        ideographs = sum(1 for character in text if "\u4e00" <= character <= "\u9fff")
        if ideographs > len(text.split()):
            yield Reading("sentence_zh", ideographs, text)
        else:
            yield Reading("sentence_en", len(text.split()), text)
    yield from _standing(screen)


def _count(measure: str, wrong: list[str]) -> Reading:
    return Reading(measure, len(wrong), wrong[0] if wrong else "")


def _order(screen: Screen, phrases: Phrases, said: list[str]) -> Iterator[Reading]:
    """The title first, and everything that stands there."""
    log = _folded(" ".join(said))
    missing = [text for text in expected(screen, phrases) if text and not _within(text, log)]
    yield _count("unspoken", missing)
    title = next((block for block in _eye(screen) if isinstance(block, Heading)), None)
    if title is not None and said:
        begun = sentences(_spoken(phrases, title.text), LONGEST_SENTENCE)[:1]
        place = next((n for n, text in enumerate(said) if _folded("".join(begun)) in _folded(text)), len(said))
        allowed = _folded(" ".join(_may_come_first(screen, phrases)))
        yield _count("not_first", [text for text in said[:place] if _folded(text) not in allowed])


def _may_come_first(screen: Screen, phrases: Phrases) -> Iterator[str]:
    """What went wrong, and where one is, may be said before the title."""
    for block in _eye(screen):
        if isinstance(block, Notice):
            yield from (phrases.say(key) for key in ("voice.tone.warning", "voice.tone.error"))
            yield _spoken(phrases, block.text)
        elif isinstance(block, Progress):
            yield phrases.say(phrase("voice.progress", step=block.step, total=block.total))
            yield _spoken(phrases, block.part) if block.part is not None else ""


def expected(screen: Screen, phrases: Phrases) -> list[str]:
    """What the eye meets and the ear must: title, help, choices, what can be pressed but the fixed tools, rows, steps."""
    found: list[str] = []
    for block in _eye(screen):
        match block:
            case Heading(text, help_, example):
                found += [_spoken(phrases, part) for part in (text, help_, example) if part is not None]
            case Choices():
                found += [_spoken(phrases, option.text) for option in block.options]
            case Menu():
                found += [_spoken(phrases, item.text) for item in block.items if item.enabled]
            case Action(enabled=True):
                found.append(_spoken(phrases, block.text))
            case TextField() | DateField():
                found.append(_spoken(phrases, block.label))
            case Table(rows=rows):
                found += [_spoken(phrases, row.label) for row in rows]
            case Timeline(entries=entries):
                found += [_spoken(phrases, entry.text) for entry in entries]
            case Paragraph() | Notice():
                found.append(_spoken(phrases, block.text))
            case Slip(lines=lines):
                found += [_spoken(phrases, label) for label, _ in lines]
            case SignVideo():
                found.append(phrases.say(f"film.state.{block.state}").strip())
            case Meter() | Picture() | SignaturePad():
                found.append(_spoken(phrases, block.label))
    return found


def _eye(screen: Screen) -> Iterator[Block]:
    for block in screen.blocks:
        if isinstance(block, Only):
            if block.eye is not None and block.ear is not None:
                yield block.ear
        else:
            yield block


def _spoken(phrases: Phrases, text: Text) -> str:
    return phrases.say(text).strip()


def _folded(text: str) -> str:
    """Without what is not said: white space and stops."""
    return "".join(character for character in text if character.isalnum()).lower()


def _within(text: str, log: str) -> bool:
    """Whether a text was said, sentence by sentence: a long one is cut where breath is taken."""
    return all(_folded(part) in log for part in sentences(text, LONGEST_SENTENCE))


def _errors(screen: Screen, phrases: Phrases, said: list[str]) -> Iterator[Reading]:
    """Every error in words, spoken, and naming what it is about."""
    log = _folded(" ".join(said))
    silent: list[str] = []
    unnamed: list[str] = []
    wordless: list[str] = []
    for label, error in errors_of(screen):
        words = _spoken(phrases, error)
        if not words or not phrases.show(error):
            wordless.append(_spoken(phrases, label))
            continue
        if not _within(words, log):
            silent.append(words)
        name = _folded(_spoken(phrases, label))
        titled = getattr(error, "facts", ()) and any(key == "title" for key, _ in getattr(error, "facts", ()))
        if not titled and name not in log:
            unnamed.append(words)
    yield _count("errors_silent", silent)
    yield _count("errors_unnamed", unnamed)
    yield _count("wordless_errors", wordless)


def errors_of(screen: Screen) -> Iterator[tuple[Text, Text]]:
    """Label and error of everything that must be mended."""
    for block in screen.blocks:
        rows: tuple[Row, ...] = block.rows if isinstance(block, Table) else ()
        for part in (block, *rows):
            error = getattr(part, "error", None)
            label = getattr(part, "label", None)
            if error is not None and label is not None:
                yield label, error


def _private(screen: Screen, said: list[str]) -> Iterator[Reading]:
    """A private value that nobody asked for is in no sentence. The report names its kind, never the value."""
    log = _folded(" ".join(said))
    public = _folded(" ".join(_public(screen.blocks)))
    spoken = [
        kind
        for kind, value in private_values(screen.blocks)
        if len(value) >= LEAST_SECRET and _folded(value) in log and _folded(value) not in public
    ]
    yield _count("private_spoken", spoken)


def private_values(value: Any) -> Iterator[tuple[str, str]]:
    """Kind and value of everything private that was not asked for."""
    match value:
        case Secret(kind, text, _, spoken):
            if not spoken and kind in TABLE:
                yield kind.value, text
        case TextField(private=kind, value=text) if kind is not None:
            yield kind.value, text
        case tuple():
            for part in value:
                yield from private_values(part)
        case _ if is_dataclass(value) and not isinstance(value, type):
            for part in fields(value):
                yield from private_values(getattr(value, part.name))


def _public(value: Any) -> Iterator[str]:
    """Words of the portal and of the demonstration, which may hold the same characters."""
    match value:
        case Secret():
            return
        case str():
            yield value
        case tuple():
            for part in value:
                yield from _public(part)
        case TextField():
            yield from _public((value.label, value.error, value.unit))
        case _ if is_dataclass(value) and not isinstance(value, type):
            for part in fields(value):
                yield from _public(getattr(value, part.name))


def _manners(screen: Screen, display: Display, ear: Ear) -> Iterator[Reading]:
    """Speech stops at once, and comes again when asked for."""
    if screen.silent:
        return
    ear.voice.show(replace(screen, name=f"{screen.name} "), display)
    ear.voice.show(screen, display)
    ear.voice.stop()
    yield Reading("not_stopped", 1 if ear.voice.busy else 0)
    ear.said.clear()
    ear.voice.again()
    ear.time.settle(lambda: ear.voice.busy)
    yield Reading("not_repeated", 0 if ear.said else 1)


def _standing(screen: Screen) -> Iterator[Reading]:
    """CN-8, CN-10, CN-23, A-30: countdowns can be put off, help is there, waits are shown."""
    blocks = list(_eye(screen))
    countdowns = [block for block in blocks if isinstance(block, Countdown)]
    actions = [block for block in blocks if isinstance(block, Action) and block.enabled]
    yield Reading("timed_without_stay", 1 if countdowns and not actions else 0)
    if screen.name.endswith(ELSEWHERE):
        yield Reading("wait_unseen", 0 if any(isinstance(block, Meter) for block in blocks) else 1)
    bars = [block for block in blocks if isinstance(block, ToolBar)]
    if bars:
        tools = [action for bar in bars for action in (*bar.tools, *((bar.display,) if bar.display else ()))]
        calls = [action for action in tools if isinstance(action.event, CallPerson)]
        yield Reading("human_way", len(calls))
        if not screen.modal:  # what lies over a screen is closed by one press
            sizes = [block for block in blocks if isinstance(block, Choices) and block.key == "size"]
            yield Reading("display_entry", len(sizes) + sum(isinstance(action.event, OpenDisplay) for action in tools))
