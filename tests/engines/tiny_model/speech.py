"""Synthetic speech to learn from: what each word sounds like, and utterances with the phone of every moment."""

import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.engines.tiny_model.features import HERTZ, in_a_room, mfcc, noise, resampled
from tests.engines.tiny_model.mouth import Mouth, Segment
from voice.pronounce import speakable

VOICE = "cmn-latn-pinyin"
KINDS = (
    "", "+m1", "+m2", "+m3", "+m5", "+m7", "+f1", "+f2", "+f3", "+f5", "+Alex", "+Andy", "+Annie", "+Gene", "+Lee", "+Mario",
    "+grandma", "+aunty", "+edward", "+linda", "+michel", "+steph", "+victor", "+zac", "+klatt2", "+klatt4",
)  # fmt: skip
COMMON = (
    "的一了是我不在人有这上来大个中到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小"
    "么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长"
)
FOREIGN = "hello please help me with the window number seven what time does office open today coffee thank you where is my daughter".split()


@dataclass(frozen=True, slots=True)
class Utterance:
    """features: (frames, 40); phones with their moments in ms."""

    features: NDArray[np.float32]
    segments: list[Segment]


def pinyin(word: str) -> str:
    """As the product's own voice says it."""
    return speakable(word).pinyin


def lexicon(words: tuple[str, ...], mouth: Mouth) -> dict[str, tuple[str, ...]]:
    """The phones of each word."""
    return {word: tuple(one.phone for one in mouth.say(pinyin(word), VOICE)[1] if one.phone != "SIL") for word in words}


def utterances(words: tuple[str, ...], count: int, seed: int, mouth: Mouth) -> list[Utterance]:
    """Words alone and in rows, other syllables, and what is no Mandarin (the phone SPN)."""
    chance, pick = np.random.default_rng(seed), random.Random(seed)
    syllables = sorted(set(COMMON))
    found = []
    while len(found) < count:
        kind = chance.random()
        if kind < 0.07:
            found.append(_foreign(chance, pick, mouth))
            continue
        if kind < 0.5:
            said = pick.choices(words, k=1 + (chance.random() < 0.4))
        elif kind < 0.75:
            said = pick.choices(words, k=pick.randint(2, 4))
        else:
            said = ["".join(pick.choices(syllables, k=pick.randint(1, 4))) for _ in range(pick.randint(1, 3))]
        text = pick.choice((" ", ", ")).join(map(pinyin, said))
        found.append(_spoken(text, VOICE, chance, pick, mouth))
    return found


def _foreign(chance: np.random.Generator, pick: random.Random, mouth: Mouth) -> Utterance:
    if chance.random() < 0.5:
        size = int(HERTZ * chance.uniform(0.1, 1.2))
        sound = noise(size, chance, int(chance.integers(3))) * np.hanning(size) * 6000
        return _heard(sound, [Segment(0, size / 16, "SPN")], chance)
    spoken, segments = _say(" ".join(pick.choices(FOREIGN, k=pick.randint(1, 5))), "en-us", chance, pick, mouth)
    masked = [Segment(one.start, one.end, "SIL" if one.phone == "SIL" else "SPN") for one in segments]
    return _heard(spoken, masked, chance)


def _spoken(text: str, voice: str, chance: np.random.Generator, pick: random.Random, mouth: Mouth) -> Utterance:
    return _heard(*_say(text, voice, chance, pick, mouth), chance)


def _say(
    text: str, voice: str, chance: np.random.Generator, pick: random.Random, mouth: Mouth
) -> tuple[NDArray[np.float64], list[Segment]]:
    sound, segments = mouth.say(
        text,
        voice + pick.choice(KINDS),
        int(chance.uniform(95, 240)),
        int(chance.uniform(15, 85)),
        int(chance.uniform(20, 80)),
        pick.choice((0, 0, 0, 2, 5)),
    )
    return resampled(sound, mouth.hertz), segments


def _heard(sound: NDArray[np.float64], segments: list[Segment], chance: np.random.Generator) -> Utterance:
    before, after = chance.uniform(0.05, 0.6), chance.uniform(0.1, 0.8)
    whole = np.concatenate([np.zeros(int(before * HERTZ)), sound, np.zeros(int(after * HERTZ))])
    later = [Segment(one.start + 1000 * before, one.end + 1000 * before, one.phone) for one in segments]
    return Utterance(mfcc(in_a_room(whole + 1e-3 * chance.standard_normal(len(whole)), chance)), later)
