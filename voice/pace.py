"""Seven rates from 50 to 200 %, five volumes: what they mean for the engine, for pauses and for captions without sound."""

from bisect import bisect_left

from kiosk.value import dataclass

PERCENT = (50, 67, 83, 100, 133, 167, 200)
"""Six to eight steps from 50 to 200 % (A-21). The fourth is normal."""

NORMAL_STEP = PERCENT.index(100)

NORMAL = {"zh": 170, "yue": 170, "en": 150}
"""Characters (English: words) a minute at 100 %, pauses not counted."""

MEASURED: dict[str, tuple[tuple[int, int], ...]] = {
    "zh": (
        (80, 100),
        (100, 120),
        (120, 145),
        (140, 172),
        (160, 199),
        (190, 241),
        (220, 284),
        (260, 348),
        (300, 417),
    ),
    "yue": ((80, 124), (100, 147), (120, 177), (150, 225), (200, 307), (300, 473)),
    "en": ((80, 113), (100, 134), (120, 158), (150, 195), (200, 252), (300, 353)),
}
"""pyttsx3's rate → characters (words) a minute of espeak-ng 1.51, the silence at the ends cut."""

SLOWEST = {"zh": 114, "yue": 140, "en": 125}
"""Slower than this the engine drawls: below, time is given by pauses between phrases."""

VOLUME_DB = (-24.0, -18.0, -12.0, -6.0, 0.0)
"""Steps of 6 dB, a range of 24 (A-20: at least 18 dB, steps of at most 10)."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast one language is spoken at one of the seven steps."""

    language: str
    step: int = 3

    @property
    def wanted(self) -> float:
        """Characters (words) a minute asked for."""
        return NORMAL.get(self.language, 150) * PERCENT[self._step] / 100

    @property
    def rate(self) -> int:
        """pyttsx3's rate in words a minute."""
        table = MEASURED.get(self.language, MEASURED["en"])
        target = max(self.wanted, self._slowest)
        place = min(max(bisect_left([heard for _, heard in table], target), 1), len(table) - 1)
        (rate_a, heard_a), (rate_b, heard_b) = table[place - 1], table[place]
        return round(rate_a + (target - heard_a) * (rate_b - rate_a) / (heard_b - heard_a))

    @property
    def in_phrases(self) -> bool:
        """Whether sentences are spoken phrase by phrase, since the engine cannot be slow enough."""
        return self.wanted < self._slowest

    def length_ms(self, text: str) -> int:
        """How long a sentence would take: for captions without sound."""
        return round(self.units(text) * 60_000 / self.wanted)

    def rest_ms(self, text: str, spoken_ms: int) -> int:
        """The silence that a phrase needs after it so that the asked pace comes out, 0 where the engine itself is slow enough."""
        return max(0, self.length_ms(text) - spoken_ms) if self.in_phrases else 0

    def units(self, text: str) -> int:
        """Characters that sound (Chinese), or words."""
        if self.language in ("zh", "yue"):
            return sum(1 for character in text if character.isalnum()) or 1
        return len(text.split()) or 1

    @property
    def _step(self) -> int:
        return min(max(self.step, 0), len(PERCENT) - 1)

    @property
    def _slowest(self) -> float:
        return SLOWEST.get(self.language, 125)


def gain(volume: int) -> float:
    """The linear gain of one of the five volumes."""
    return float(10 ** (VOLUME_DB[min(max(volume, 0), len(VOLUME_DB) - 1)] / 20))
