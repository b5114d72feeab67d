"""All words that stand on a screen, in its order: for the tour's transcript and for `./run words`."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from kiosk.phrases import Phrases
from kiosk.screen import Caption, Keyboard, Only, Screen, Slip, ToolBar
from kiosk.text import Text

TEXT_TYPES = (Text, Text | None)


def shown_words(screen: Screen, phrases: Phrases) -> list[str]:
    """The words for the eye; the tool bar, the keyboard and the caption are left out, being the same everywhere."""
    return [
        words for block in screen.blocks if not isinstance(block, ToolBar | Keyboard | Caption) for words in _words(block, phrases)
    ]


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
