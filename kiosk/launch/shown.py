"""All words that stand on a screen, in its order, and what was heard: for the tour's transcript and for `./run words`."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from kiosk.blocks import Caption, Keyboard, Only, Slip, ToolBar
from kiosk.events import Heard, HeardNothing
from kiosk.phrases import Phrases
from kiosk.screen import Screen
from kiosk.text import Text

TEXT_TYPES = (Text, Text | None)


def shown_words(screen: Screen, phrases: Phrases) -> list[str]:
    """The words for the eye; the tool bar, the keyboard and the caption are left out, being the same everywhere."""
    return [
        words for block in screen.blocks if not isinstance(block, ToolBar | Keyboard | Caption) for words in _words(block, phrases)
    ]


def heard_line(event: Heard | HeardNothing) -> dict[str, Any]:
    """What was heard, at what confidence, and what it led to: an event's name, a question (and why), or nothing (and why)."""
    match event:
        case HeardNothing(code):
            return {"text": "", "sure": 0.0, "led": code}
        case Heard(text, sure, None, names=names):
            return {"text": text, "sure": round(sure, 3), "led": "several" if names else "unknown"}
        case Heard(text, sure, done, None):
            return {"text": text, "sure": round(sure, 3), "led": type(done).__name__}
        case Heard(text, sure, _, reason):
            return {"text": text, "sure": round(sure, 3), "led": f"question: {reason}"}


def _words(value: object, phrases: Phrases) -> Iterator[str]:
    if isinstance(value, Only):
        value = value.eye
    if isinstance(value, tuple):
        for one in value:
            yield from _words(one, phrases)
        return
    if not is_dataclass(value) or isinstance(value, type):
        return
    if isinstance(value, Slip):
        for label, text in value.lines:
            yield f"{phrases.show(label)} {phrases.show(text)}"
    for field in fields(value):
        content = getattr(value, field.name)
        if field.type in TEXT_TYPES and content is not None:
            yield phrases.show(content)
        elif isinstance(content, tuple) or is_dataclass(content):
            yield from _words(content, phrases)
