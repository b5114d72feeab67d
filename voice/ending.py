"""When somebody has finished speaking, by loudness alone: a room that is never silent keeps a recogniser's own end-pointing waiting for ever.

Pure. What is loud is told from what the room itself is like, looking back: the quietest tenth of what came so far is the room.
"""

import math
from array import array
from itertools import pairwise

PIECE_S = 0.05
SILENCE_S = 1.2
"""So long nothing louder than the room: who is old pauses for a second in the midst of a sentence."""
SPEECH_S = 0.2
"""So much of it has to be louder before it counts as speech: a click or a cough ends nothing."""
SMOOTH = 3
"""Pieces that are taken together: a room rumbles, and its loudness leaps from one twentieth of a second to the next."""
LOUDER = 1.7
"""A voice is so many times louder than the room (4.6 dB)."""
FAINTEST = 30.0
"""Loudness below which nothing is a voice, however still the room is."""
EVERY = 3
"""Of the samples every third is looked at: loudness does not need them all."""


class Ending:
    """One utterance. Feed it every piece of sound; `over` is True once the speaker has finished."""

    def __init__(self, hertz: int) -> None:
        self._size = 2 * int(PIECE_S * hertz)
        self._rest = b""
        self._loudness: list[float] = []
        self.over = False

    def hear(self, pcm: bytes) -> bool:
        """More sound, 16-bit mono. True from the moment on that it is over."""
        self._rest += pcm
        while len(self._rest) >= self._size and not self.over:
            piece, self._rest = self._rest[: self._size], self._rest[self._size :]
            self._loudness.append(loudness(piece))
            self.over = self._is_over()
        return self.over

    @property
    def spoken(self) -> bool:
        """Whether somebody has said anything."""
        return len(self._loud()) * PIECE_S >= SPEECH_S

    def _loud(self) -> list[int]:
        """The places of what is louder than the room."""
        smooth = [sum(self._loudness[max(0, at - SMOOTH + 1) : at + 1]) / min(SMOOTH, at + 1) for at in range(len(self._loudness))]
        if not smooth:
            return []
        least = max(FAINTEST, LOUDER * sorted(smooth)[len(smooth) // 10])
        return [at for at, value in enumerate(smooth) if value > least]

    def _is_over(self) -> bool:
        loud = self._loud()
        if len(loud) * PIECE_S < SPEECH_S:
            return False
        return (len(self._loudness) - 1 - loud[-1]) * PIECE_S >= SILENCE_S


def loudness(pcm: bytes) -> float:
    """How strongly a piece of sound moves from sample to sample: a voice does more than a rumble of the same power."""
    samples = array("h", pcm)[::EVERY]
    moved = (after - before for before, after in pairwise(samples))
    return math.sqrt(sum(step * step for step in moved) / max(1, len(samples) - 1))
