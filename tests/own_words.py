"""What old people say, from tests/data/understand/own_words.tsv: the two halves of it, and how accents and a recogniser change it.

The half is told by the hash of the utterance alone. Only the training half may be looked at; of the test half nothing but counts is ever told.
`python -m tests.own_words` prints the figures of both halves; tools/calibrate_own_words.py those of training without what it was learnt from.
"""

import hashlib
import random
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal

from kiosk.own_words import OwnWords, learn
from kiosk.portal.services import ServiceSummary
from kiosk.sandbox.catalogue import load_catalogue
from kiosk.writing.syllables import BACK, LABIAL, NASAL, RETROFLEX, fold, unfold

DATA = Path(__file__).parent / "data" / "understand"
NOTHING = "-"
RATES = (0.0, 0.1, 0.2, 0.3)
ROUNDS = 5
"""How often each utterance is said, each time misheard otherwise."""

Half = Literal["train", "test"]


@dataclass(frozen=True, slots=True)
class Saying:
    """An utterance and the code of the service that is meant."""

    text: str
    code: str

    @property
    def half(self) -> Half:
        return "test" if hashlib.sha256(self.text.encode()).digest()[0] % 2 else "train"


@cache
def sayings() -> tuple[Saying, ...]:
    """All of the file. Raises ValueError for a line that is none."""
    lines = (DATA / "own_words.tsv").read_text("utf-8").splitlines()
    found = []
    for line in lines:
        if line and not line.startswith("#"):
            text, code = line.split("\t")
            found.append(Saying(text, code))
    return tuple(found)


def half(which: Half) -> Iterator[Saying]:
    """One half of the file."""
    return (saying for saying in sayings() if saying.half == which)


@cache
def fits_nothing() -> tuple[Saying, ...]:
    """What fits nothing and is never learnt; by one half of it one is made sure, and the other only counts (tools/calibrate_own_words.py)."""
    lines = (DATA / "fits_nothing.txt").read_text("utf-8").splitlines()
    return tuple(Saying(line, NOTHING) for line in lines if line and not line.startswith("#"))


@cache
def services() -> tuple[ServiceSummary, ...]:
    """The catalogue that comes along."""
    with as_file(files("assets") / "sandbox" / "services") as folder:
        return load_catalogue([folder], None).page("zh", "", "", "", 1000).items


def bare(text: str) -> str:
    """Without marks, as a recogniser writes it."""
    return re.sub(r"[\uff0c\u3002\uff1f\uff01\s]", "", text)


# --- how it is misheard -----------------------------------------------------------------------------------------------

ACCENTS = (RETROFLEX, NASAL, LABIAL, BACK)
"""z for zh, n for l, h for f, in for ing; a speaker has some of them, in half of the syllables, both ways."""

INITIALS = (
    "b p", "d t", "g k", "j q", "z c", "zh ch", "q x", "c s", "ch sh", "z zh", "c ch", "s sh", "n l", "l r", "f h", "m n", "h k", "g h",
    "j zh", "q ch", "x sh", "b d", "t k", "b m", "d n", "p t",
)  # fmt: skip
FINALS = (
    "an ang", "en eng", "in ing", "an en", "ang eng", "ian in", "ian ie", "uan an", "uan uang", "uang ang", "ao ou", "iao iu", "e uo", "o uo",
    "u ou", "ei ai", "ui ei", "un en", "un ong", "ong eng", "i in", "i e", "ia a", "ua a", "uai ai", "ie ei", "ve ie", "v i", "van ian",
    "iang ang", "iang ian", "iong ong", "a an", "e en", "u ong", "ai an",
)  # fmt: skip
"""Pairs that recognisers of Mandarin take for each other."""

NEAR, FAR, LOST = 0.75, 0.10, 0.10
"""Of the errors: a near syllable, any syllable, none at all; the rest: one too many."""
HOMOPHONE = 0.3
"""Beside an error, the neighbour's sound is right, and the word is another one."""
COMMON = 6
"""Of a syllable's characters so many may stand for it, the commonest first."""


@cache
def _readings() -> tuple[Mapping[str, str], Mapping[str, list[str]]]:
    """The syllable of each character, and the commonest characters of each syllable."""
    syllable: dict[str, str] = {}
    characters: dict[str, list[str]] = defaultdict(list)
    with as_file(files("assets") / "writing" / "pinyin.sqlite") as path:
        data = sqlite3.connect(path)
        readings = data.execute("select text, sound, flags from reading order by cost, sound, flags").fetchall()
        words = data.execute("select text, sounds, flags from word where length(text) = 1 order by cost, text")
        for text, sound, flags in words.fetchall():
            if len(characters[unfold(sound, flags)]) < COMMON:
                characters[unfold(sound, flags)].append(text)
        data.close()
    for text, sound, flags in readings:
        syllable.setdefault(text, unfold(sound, flags))
    return syllable, dict(characters)


@cache
def _near(syllable: str) -> tuple[str, ...]:
    """Syllables that differ in one sound of those that are taken for each other."""
    begins = next((one for one in ("zh", "ch", "sh") if syllable.startswith(one)), syllable[0])
    begins = "" if begins in "aeo" else begins
    ends = syllable[len(begins) :]
    known = _readings()[1]
    found = {begins + other for other in _others(FINALS, ends)} | {other + ends for other in _others(INITIALS, begins)}
    return tuple(sorted(one for one in found if one in known and one != syllable))


def _others(pairs: Iterable[str], one: str) -> Iterator[str]:
    for pair in pairs:
        left, right = pair.split()
        if one in (left, right):
            yield right if one == left else left


def misheard(text: str, rate: float, seed: str) -> str:
    """The words as a recogniser writes them of a speaker with an accent. rate: of syllables that are wrong."""
    chance = random.Random(seed)
    syllable, characters = _readings()
    accent = sum(flag for flag in ACCENTS if chance.random() < 0.5)
    written = list(bare(text))
    wrong = [chance.random() < rate for _ in written]
    out: list[str] = []
    for place, character in enumerate(written):
        said = syllable.get(character)
        if said is None:
            out.append(character)
            continue
        spoken = _accented(said, accent, chance)
        if wrong[place]:
            out.append(_wrong(spoken, chance))
        elif spoken != said or (any(wrong[max(place - 1, 0) : place + 2]) and chance.random() < HOMOPHONE):
            out.append(chance.choice(characters[spoken]))
        else:
            out.append(character)
    return "".join(out)


def _accented(syllable: str, accent: int, chance: random.Random) -> str:
    sound, flags = fold(syllable)
    changed = flags
    for flag in ACCENTS:
        if accent & flag and _has(sound, flag) and chance.random() < 0.5:
            changed ^= flag
    spoken = unfold(sound, changed)
    return spoken if spoken in _readings()[1] else syllable


def _has(sound: str, flag: int) -> bool:
    """Whether a sound is one of the pair."""
    match flag:
        case _ if flag == RETROFLEX:
            return sound[0] in "zcs"
        case _ if flag == NASAL:
            return sound[0] == "l"
        case _ if flag == LABIAL:
            return sound[0] == "h"
        case _:
            return sound.endswith(("in", "en"))


def _wrong(syllable: str, chance: random.Random) -> str:
    characters = _readings()[1]
    kind = chance.random()
    if kind < NEAR and _near(syllable):
        return chance.choice(characters[chance.choice(_near(syllable))])
    if kind < NEAR + FAR:
        return chance.choice(characters[chance.choice(sorted(characters))])
    if kind < NEAR + FAR + LOST:
        return ""
    return chance.choice(characters[syllable]) + chance.choice(characters[chance.choice(sorted(characters))])


# --- what comes of it -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of what is said for a service, and of what is said for none. first: right among those that are confirmed, shown first."""

    accepted_right: float
    confirmed: float
    first: float
    accepted_wrong: float
    nothing_accepted: float
    nothing_confirmed: float


def measured(words: OwnWords, which: Half, rate: float) -> Figures:
    """Each utterance ROUNDS times, misheard otherwise each time."""
    right = confirmed = first = wrong = meant = accepted = asked = nothing = 0
    for saying in half(which):
        for turn in range(ROUNDS):
            found = words.match(misheard(saying.text, rate, f"{saying.text} {turn}"))
            codes = [service.code for service in found.services]
            if saying.code == NOTHING:
                nothing += 1
                accepted += found.verdict == "accept"
                asked += found.verdict == "confirm"
                continue
            meant += 1
            if found.verdict == "accept":
                right, wrong = right + (codes == [saying.code]), wrong + (codes != [saying.code])
            elif saying.code in codes:
                confirmed, first = confirmed + 1, first + (codes[0] == saying.code)
    return Figures(right / meant, confirmed / meant, first / meant, wrong / meant, accepted / nothing, asked / nothing)


def main() -> None:
    """A line for each half and rate of errors."""
    words = learn(services())
    for which in ("train", "test"):
        for rate in RATES:
            sys.stdout.write(f"{which} {rate:.0%}: {measured(words, which, rate)}\n")


if __name__ == "__main__":
    main()
