"""libespeak-ng by ctypes: sound together with the moments of its phonemes, so that no alignment has to be learned."""

import ctypes as c
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SYNCHRONOUS, PHONEME_EVENTS, UTF8, PHONEME = 2, 1, 1, 7
SPEED, VOLUME, PITCH, RANGE, GAP = 1, 2, 3, 4, 7
SILENCE_MS = 90
"""A shorter stop belongs to the sound after it."""


class _Id(c.Union):
    _fields_ = (("number", c.c_int), ("name", c.c_char_p), ("string", c.c_char * 8))


class _Event(c.Structure):
    _fields_ = (
        ("type", c.c_int),
        ("unique_identifier", c.c_uint),
        ("text_position", c.c_int),
        ("length", c.c_int),
        ("audio_position", c.c_int),
        ("sample", c.c_int),
        ("user_data", c.c_void_p),
        ("id", _Id),
    )


_CALLBACK = c.CFUNCTYPE(c.c_int, c.POINTER(c.c_short), c.c_int, c.POINTER(_Event))


@dataclass(frozen=True, slots=True)
class Segment:
    """From, to (ms), and the phone; "SIL" is silence."""

    start: float
    end: float
    phone: str


class Mouth:
    """One a process. Raises OSError without libespeak-ng, ValueError for a voice it does not have."""

    def __init__(self) -> None:
        self._lib = c.CDLL("libespeak-ng.so.1")
        self.hertz: int = self._lib.espeak_Initialize(SYNCHRONOUS, 0, None, PHONEME_EVENTS)
        self._pcm: list[NDArray[np.int16]] = []
        self._events: list[tuple[int, str]] = []
        self._callback = _CALLBACK(self._heard)
        self._lib.espeak_SetSynthCallback(self._callback)

    def say(
        self, text: str, voice: str, speed: int = 150, pitch: int = 50, spread: int = 50, gap: int = 0
    ) -> tuple[NDArray[np.int16], list[Segment]]:
        """The sound, and its phones."""
        if self._lib.espeak_SetVoiceByName(voice.encode()):
            raise ValueError(voice)
        for name, value in ((SPEED, speed), (PITCH, pitch), (RANGE, spread), (GAP, gap), (VOLUME, 100)):
            self._lib.espeak_SetParameter(name, value, 0)
        self._pcm, self._events = [], []
        coded = text.encode()
        self._lib.espeak_Synth(coded, len(coded) + 1, 0, 0, 0, UTF8, None, None)
        self._lib.espeak_Synchronize()
        pcm = np.concatenate(self._pcm) if self._pcm else np.zeros(0, np.int16)
        return pcm, _segments(self._events, 1000 * len(pcm) / self.hertz)

    def _heard(self, wav: "c._Pointer[c.c_short]", count: int, events: "c._Pointer[_Event]") -> int:
        if wav and count > 0:
            self._pcm.append(np.ctypeslib.as_array(wav, (count,)).copy())
        number = 0
        while events[number].type:
            if events[number].type == PHONEME:
                self._events.append((events[number].audio_position, events[number].id.string.decode("utf8", "replace")))
            number += 1
        return 0


def _segments(events: list[tuple[int, str]], total: float) -> list[Segment]:
    found: list[Segment] = []
    inside = 0
    waiting: float | None = None if not events or events[0][0] == 0 else 0.0
    for (start, name), end in zip(events, [at for at, _ in events[1:]] + [total], strict=True):
        if not name or name.startswith("_"):
            inside = 0
            begun = start if waiting is None else waiting
            waiting = begun
            if end - begun >= SILENCE_MS:
                found.append(Segment(begun, end, "SIL"))
                waiting = None
            continue
        phone = name.strip("',%=")
        if phone in ("n", "N") and inside:
            phone += "c"  # a nasal that ends a syllable sounds otherwise
        found.append(Segment(start if waiting is None else waiting, end, phone))
        waiting = None
        inside += 1
    if waiting is not None:
        found.append(Segment(waiting, total, "SIL"))
    return [segment for segment in found if segment.end > segment.start or segment.phone != "SIL"]
