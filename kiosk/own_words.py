"""Which service is meant by what a person says in words of their own: accepted, to be confirmed, or not understood. Pure once learnt.

Learnt from the catalogue alone: names, summary and `own_words` of each service, against assets/lexicon/other_matters.toml, which is what people
say that no service is for. A service that is new in the catalogue needs nothing else. Words are compared as syllables without tone in which the
sounds that accents confuse are one (z zh, n l r, h f, in ing), in ones, twos and threes, and twos of which only one half is heard wrongly, rare
ones weighing more (idf); a ridge classifier weighs them against each other, learnt from each saying and from the same saying misheard
(kiosk/slips.py). How sure it is comes from the figures (`figures`) by the weights in assets/lexicon/own_words.toml, where the two
thresholds are too. Both are set by tools/calibrate_own_words.py.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from math import exp, log, sqrt
from random import Random
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from kiosk.slips import Heard, Slips, split
from kiosk.value import dataclass
from kiosk.word_table import MOST_OFTEN, Numbers, Places, WordTable, solved
from kiosk.writing.sounds import Sounds

if TYPE_CHECKING:
    from kiosk.portal.services import ServiceSummary

Verdict = Literal["accept", "confirm", "nothing"]

MOST_SHOWN = 3
LEAST = 2
"""Different characters; one alone says nothing."""
LONGEST, USUAL = 120, 30
"""Characters: what is longer is cut off, and tells no more about how sure it is."""
WEIGHTS = {"1": 1.3, "c": 1.0, "2": 1.2, "d": 1.2, "3": 0.6, "k": 1.0, "i": 0.8, "j": 0.8, "f": 0.8, "g": 0.8}
"""Of the kinds of marks: a syllable, a character, two and two, three syllables, two with one between; two of which only the initial or the final
of the first (i, f) or of the second (j, g) counts."""
MISHEARD = (0.15, 0.3)
"""Each saying is learnt once more with so many of its syllables wrong."""
MISHEARD_COUNTS = 0.5
"""A misheard saying, beside one as it was written."""
MOST_WORK = 60_000_000
"""Marks times services; beyond it nothing is weighed against each other, and nothing accepted without being confirmed."""
MOST_SAYINGS, LONGEST = 250, 120
"""What is learnt of one service, and of one saying: whatever a portal sends, learning stays a matter of seconds."""
SMALL = 0.004
"""Weights below this are not kept."""
_MARKS = re.compile(r"[^0-9a-z\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Match:
    """What was meant. services: the likeliest first; one when accepted, up to three to be confirmed, none when not understood. sure: 0 to 1."""

    verdict: Verdict
    services: "tuple[ServiceSummary, ...]" = ()
    sure: float = 0.0


@dataclass(frozen=True, slots=True)
class Settings:
    """assets/lexicon/own_words.toml."""

    accept: float
    confirm: float
    beside: float
    bias: float
    weights: tuple[float, ...]


@cache
def settings() -> Settings:
    """The file, read once. Raises FileNotFoundError, TOMLDecodeError, KeyError."""
    raw = _toml("own_words.toml")
    sure = raw["sure"]
    return Settings(raw["accept"], raw["confirm"], raw["beside"], sure["bias"], tuple(sure["weights"]))


@cache
def other_matters() -> tuple[str, ...]:
    """What people say that no service is for: sayings, and things in frames ("my ... is lost"), the same ones every time."""
    raw = _toml("other_matters.toml")
    things, frames = raw["things"], raw["frames"]
    framed = (
        frames[(1 + n * 37 + n // len(things) * 11) % len(frames)].format(things[n % len(things)])
        for n in range(raw["framed"])
    )
    return (*raw["sayings"], *things, *framed)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files("assets") / "lexicon" / name).read_text("utf-8"))


def plain(text: str) -> str:
    """Lower case without blanks and marks, ages and years in figures as they are said."""
    return re.sub(r"\d+", lambda found: _said(found[0]), _MARKS.sub("", text.lower()))


def _said(figures: str) -> str:
    words = _digits()
    if len(figures) == 2 and figures[0] != "0":
        tens = "" if figures[0] == "1" else words[int(figures[0])]
        return tens + words[10] + ("" if figures[1] == "0" else words[int(figures[1])])
    return "".join(words[int(figure)] for figure in figures)


@cache
def _digits() -> str:
    return str(_toml("own_words.toml")["digits"])


def _sayings(service: "ServiceSummary") -> Iterator[str]:
    written = (service.title, service.summary, *service.aliases, *service.own_words)
    return (text[:LONGEST] for text in written[:MOST_SAYINGS])


class OwnWords:
    """What was learnt of a catalogue."""

    def __init__(self, services: "Sequence[ServiceSummary]", sounds: Sounds, others: Iterable[str] = ()) -> None:
        """others: sayings for no service. Takes two seconds for 25 services with 140 sayings each: numpy's, not for the interface's thread."""
        self.services = tuple(services)
        self._sounds = sounds
        documents = [
            (text, place)
            for place, service in enumerate(self.services)
            for text in dict.fromkeys(_sayings(service))
            if plain(text)
        ]
        documents += [(text, len(self.services)) for text in dict.fromkeys(others)]
        self._learn([text for text, _ in documents], [place for _, place in documents])

    # --- asking -------------------------------------------------------------------------------------------------------

    def match(self, text: str) -> Match:
        """What was meant by a text, heard or typed."""
        scores, near, known = self.scores(text)
        if known == 0.0 or not self.services or len(set(plain(text))) < LEAST:
            return Match("nothing")
        sure = sureness(scores, near, known, len(plain(text)))
        table = settings()
        if sure < table.confirm:
            return Match("nothing", sure=sure)
        best = np.argsort(-scores[:-1], kind="stable")[:MOST_SHOWN]
        top = float(scores[best[0]])
        if sure >= table.accept and self.learnt:
            return Match("accept", (self.services[best[0]],), sure)
        shown = tuple(self.services[place] for place in best if scores[place] >= top * table.beside)
        return Match("confirm", shown, sure)

    def scores(self, text: str) -> tuple[Numbers, Numbers, float]:
        """How well each service fits, nothing the last; how like it the likest saying of each is; and how much of the text is known, 0 to 1."""
        scores = np.zeros(len(self.services) + 1, np.float32)
        like = np.zeros(len(self._table.row_starts), np.float32)
        known = unknown = 0.0
        for mark, count in self._marks(text).items():
            times = min(count, MOST_OFTEN)
            place = self._vocabulary.get(mark)
            if place is None:
                unknown += (self._rarest * WEIGHTS[mark[0]] * times) ** 2
                continue
            value = float(self._rarity[place]) * times
            known += value**2
            part = slice(self._first[place], self._first[place + 1])
            scores[self._owners[part]] += self._weights[part] * value
            if not self.learnt:
                continue
            entries = self._table.by_column[self._table.column_starts[place] : self._table.column_ends[place]]
            like[self._table.rows[entries]] += self._table.values[entries] * value
        if not known:
            return scores, scores, 0.0
        near: Numbers = np.maximum.reduceat(like, self._owner_starts) if self.learnt else scores
        share = sqrt(known / (known + unknown))
        length = np.float32(sqrt(known))
        return scores / length, near / length * np.float32(share), share

    def _marks(self, text: str) -> Counter[str]:
        characters = plain(text)[:LONGEST]
        return Counter(_marks(list(zip(self._sounds.folded(characters), characters, strict=True))))

    def _misheard(self, texts: Iterable[str]) -> Iterator[Counter[str]]:
        """The same ones every time."""
        slips, chance = Slips(self._sounds.sound.values()), Random(1)
        shown = [plain(text)[:LONGEST] for text in texts]
        for rate in MISHEARD:
            for characters in shown:
                yield Counter(_marks(slips.heard(self._sounds.exact(characters), characters, rate, chance)))

    # --- learning -----------------------------------------------------------------------------------------------------

    def _learn(self, texts: Sequence[str], owners: Sequence[int]) -> None:
        count = len(self.services) + 1
        documents = [self._marks(text) for text in texts]
        having: dict[str, set[int]] = defaultdict(set)
        for marks, owner in zip(documents, owners, strict=True):
            for mark in marks:
                having[mark].add(owner)
        self._vocabulary = {mark: place for place, mark in enumerate(having)}
        self._rarest = log((count + 1) / 0.5)
        self._rarity: Numbers = np.array(
            [log((count + 1) / (len(who) + 0.5)) * WEIGHTS[mark[0]] for mark, who in having.items()], np.float32
        )
        table = self._table = WordTable.of(documents, self._vocabulary, self._rarity)
        self._owner_starts = np.searchsorted(np.array(owners), np.arange(count)).clip(max=len(owners) - 1)
        work = table.size * count
        self.learnt = work <= MOST_WORK
        if not self.learnt:
            self._centre(table, owners)
            return
        whose = np.array(owners, np.int64)
        how_much = np.ones(len(whose), np.float32)
        if work * (1 + len(MISHEARD)) <= MOST_WORK:
            documents += self._misheard(texts)
            whose = np.tile(whose, 1 + len(MISHEARD))
            how_much = np.where(np.arange(len(whose)) < len(owners), 1.0, MISHEARD_COUNTS).astype(np.float32)
            table = WordTable.of(documents, self._vocabulary, self._rarity, how_much)
        wanted = np.full((len(whose), count), -1.0 / count, np.float32)
        wanted[np.arange(len(whose)), whose] = 1.0
        self._keep(table.transposed(solved(table, wanted * np.sqrt(how_much)[:, None])))

    def _keep(self, weights: Numbers) -> None:
        """Only the weights that matter, by mark."""
        marks, owners = np.nonzero(np.abs(weights) > SMALL)
        self._owners: Places = owners
        self._weights: Numbers = weights[marks, owners]
        self._first: list[int] = np.searchsorted(marks, np.arange(len(weights) + 1)).tolist()

    def _centre(self, table: WordTable, owners: Sequence[int]) -> None:
        """Too many services to weigh them against each other: each is the middle of what is said for it."""
        owner = np.array(owners, np.int64)[table.rows]
        keys, where = np.unique(table.columns * (len(self.services) + 1) + owner, return_inverse=True)
        sums: Numbers = np.bincount(where, table.values).astype(np.float32)
        marks, self._owners = keys // (len(self.services) + 1), keys % (len(self.services) + 1)
        length = np.sqrt(np.bincount(self._owners, sums**2, minlength=len(self.services) + 1)).astype(np.float32)
        self._weights = (sums / np.maximum(length, 1e-6)[self._owners]).astype(np.float32)
        self._first = np.searchsorted(marks, np.arange(len(self._rarity) + 1)).tolist()


def sureness(scores: Numbers, near: Numbers, known: float, length: int) -> float:
    """How sure it is that the best service is the one that is meant, 0 to 1."""
    table = settings()
    total = table.bias + sum(
        weight * figure for weight, figure in zip(table.weights, figures(scores, near, known, length), strict=True)
    )
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def figures(scores: Numbers, near: Numbers, known: float, length: int) -> tuple[float, ...]:
    """What tells how sure it is: the best, the second, the third, nothing, and how they compare, in the light of how much is known."""
    order = np.sort(scores[:-1])[::-1]
    best, second, third = (float(order[n]) if n < len(order) else 0.0 for n in range(3))
    nothing = float(scores[-1])
    place = int(np.argmax(scores[:-1]))
    likest = float(near[place])
    rival = float(np.delete(near, place).max())
    return (
        best,
        second,
        nothing,
        known,
        best * known,
        second * known,
        nothing * known,
        (best - second) / (abs(best) + 0.1),
        max(nothing, second),
        log(min(max(length, 1), USUAL)),
        third,
        (best - second) * known,
        sqrt(max(best * known, 0.0)),
        likest,
        rival,
        likest - rival,
        float(near[-1]),
    )


def _marks(heard: Sequence[Heard]) -> Iterator[str]:
    """What a text is known by; a character that is not known leaves no mark, its sound does."""
    halves = [split(sound) for sound, _ in heard]
    for place, (sound, character) in enumerate(heard):
        yield "1" + sound
        if character:
            yield "c" + character
        if place + 1 < len(heard):
            after, its_character = heard[place + 1]
            yield f"2{sound} {after}"
            yield f"i{halves[place][0]} {after}"
            yield f"f{halves[place][1]} {after}"
            yield f"j{sound} {halves[place + 1][0]}"
            yield f"g{sound} {halves[place + 1][1]}"
            if character and its_character:
                yield "d" + character + its_character
        if place + 2 < len(heard):
            yield f"3{sound} {heard[place + 1][0]} {heard[place + 2][0]}"
            yield f"k{sound} {heard[place + 2][0]}"


@lru_cache(maxsize=2)
def learn(services: "tuple[ServiceSummary, ...]") -> OwnWords:
    """Of this catalogue, once. Raises WritingDataError where the pinyin data is missing."""
    return OwnWords(services, Sounds.load(), other_matters())
