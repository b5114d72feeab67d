"""How long a key takes: searching a large catalogue, pinyin, handwriting. All made up, from what the sandbox has."""

import math
import random
import time
from collections.abc import Callable, Sequence
from functools import partial

import msgspec

from kiosk.portal.services import ServiceSummary
from kiosk.search import build, search
from kiosk.writing.shipped import ShippedEngines

MANY = 5_000
STROKES, POINTS = 9, 14
DRAWN = 200


def search_ms(services: Sequence[ServiceSummary]) -> list[float]:
    """Each key of typing every service's name, as characters, pinyin and initials, into a catalogue of 5,000."""
    many = [
        msgspec.structs.replace(service, code=f"{service.code}-{number}", title=f"{service.title}{number}")
        for number in range(math.ceil(MANY / len(services)))
        for service in services
    ][:MANY]
    index = build(many)
    small = build(services)
    typed = [text for kind in (small.titles, small.pinyin, small.initials) for text in kind.text.split()]
    return [_ms(partial(search, index, text)) for text in _keys(typed)]


def pinyin_ms(services: Sequence[ServiceSummary]) -> list[float]:
    """Each letter of typing every service's name."""
    engines = ShippedEngines(lambda: [service.title for service in services])
    engines.pinyin("a")
    names = build(services).pinyin.text.split()
    return [_ms(partial(engines.pinyin, text)) for text in _keys(names)]


def handwriting_ms() -> list[float]:
    """Characters of nine strokes, drawn by a seeded hand."""
    engines = ShippedEngines()
    hand = random.Random(7)

    def drawn() -> list[list[tuple[float, float]]]:
        strokes = []
        for _ in range(STROKES):
            x, y, dx, dy = (hand.uniform(0, 1) for _ in range(4))
            strokes.append([(x + (dx - x) * n / POINTS, y + (dy - y) * n / POINTS) for n in range(POINTS)])
        return strokes

    engines.handwriting(drawn())
    return [_ms(partial(engines.handwriting, drawn())) for _ in range(DRAWN)]


def _keys(texts: Sequence[str]) -> list[str]:
    """What stands in the field after each key."""
    return [text[:length] for text in texts for length in range(1, len(text) + 1)]


def _ms(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000
