"""What is said to the recogniser in the bench: words of the product in the engine's own voice, as a microphone would bring them."""

from array import array
from collections.abc import Sequence
from pathlib import Path

from kiosk import phrases
from kiosk.blocks import Action, Heading
from kiosk.events import GoBack
from kiosk.screen import Screen
from voice.microphone import HERTZ
from voice.recording import AtOnce
from voice.renderer import Order
from voice.understand.grammar import grammar
from voice.understand.lexicon import bare

COUNT = 20
BEFORE_S, AFTER_S = 0.4, 2.0
PIECE_S = 0.1
PIECE = 2 * round(HERTZ * PIECE_S)
"""Bytes of one piece of sound."""
LENGTH = range(2, 5)
SLOWEST_RATE = 150


def spoken() -> list[str]:
    """Commands of the product that are said, one after the other."""
    found = {bare(word) for entry in phrases.load("zh").entries.values() for word in entry.hear}
    fit = sorted(word for word in found if len(word) in LENGTH)
    return fit[:: max(1, len(fit) // COUNT)][:COUNT]


def screen() -> Screen:
    """One on which every command of the product can be said."""
    keys = [key for key, entry in phrases.load("zh").entries.items() if entry.hear and "{" not in entry.show]
    return Screen("bench", (Heading("welcome.title"), *(Action(key, GoBack(), key=key) for key in keys)))


def words() -> list[str]:
    """All that is listened for: the grammar of that screen."""
    return list(grammar(screen(), phrases.load("zh")) or ())


def write(folder: Path, said: Sequence[str]) -> list[Path]:
    """One file of 16-bit mono samples for each word. Blocks while the engine speaks."""
    mouth = AtOnce()
    paths = []
    try:
        for number, word in enumerate(said):
            clips: list[object] = []
            mouth.render(Order(word, "zh", SLOWEST_RATE), clips.append)
            pcm = getattr(clips[0], "pcm", b"")
            if pcm:
                path = folder / f"{number:02}.pcm"
                path.write_bytes(_silence(BEFORE_S) + _slower(pcm, getattr(clips[0], "hertz", HERTZ)) + _silence(AFTER_S))
                paths.append(path)
    finally:
        mouth.close()
    return paths


def pieces(pcm: bytes) -> list[bytes]:
    """As they come from the microphone."""
    return [pcm[start : start + PIECE] for start in range(0, len(pcm), PIECE)]


def _silence(seconds: float) -> bytes:
    return bytes(2 * round(HERTZ * seconds))


def _slower(pcm: bytes, hertz: int) -> bytes:
    """At the microphone's rate, between samples by a straight line."""
    samples, found = array("h", pcm), array("h")
    for number in range((len(samples) - 1) * HERTZ // hertz):
        place, part = divmod(number * hertz, HERTZ)
        found.append(samples[place] + (samples[place + 1] - samples[place]) * part // HERTZ)
    return found.tobytes()
