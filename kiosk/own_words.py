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
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import cycle
from math import exp, log, sqrt
from random import Random
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from kiosk.slips import Heard, Slips
from kiosk.value import dataclass
from kiosk.word_marks import Marks, how_much
from kiosk.word_table import MOST_OFTEN, Numbers, Places, WordTable, ranges, solved
from kiosk.writing.sounds import Sounds

if TYPE_CHECKING:
    from kiosk.portal.services import ServiceSummary

Table = NDArray[np.float64]
Verdict = Literal["accept", "confirm", "nothing"]

MOST_SHOWN = 3
LEAST = 2
"""Different characters; one alone says nothing."""
LONGEST, USUAL = 120, 30
"""Characters: what is longer is cut off, and tells no more about how sure it is."""
MISHEARD = (0.15, 0.3)
"""Each saying is learnt once more, with so many of its syllables wrong, by turns."""
MISHEARD_COUNTS = 0.5
"""A misheard saying, beside one as it was written."""
MOST_WORK = 60_000_000
"""Marks times services; beyond it nothing is weighed against each other, and nothing accepted without being confirmed."""
MOST_SAYINGS, MOST_IN_ALL, LONGEST = 300, 60_000, 120
"""What is learnt of one service, of all, and of one saying: whatever a portal sends, learning stays a matter of seconds."""
FURTHEST = 4.0
"""Spreads from the middle; a figure further off counts as so far."""
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
    middle: Table
    spread: Table
    weights: Table


@cache
def settings() -> Settings:
    """The file, read once. Raises FileNotFoundError, TOMLDecodeError, KeyError."""
    raw = _toml("own_words.toml")
    sure = raw["sure"]
    middle, spread, weights = (np.array(sure[name]) for name in ("middle", "spread", "weights"))
    return Settings(raw["accept"], raw["confirm"], raw["beside"], sure["bias"], middle, spread, weights)


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


def _sayings(service: "ServiceSummary", most: int) -> Iterator[str]:
    written = (service.title, service.summary, *service.aliases, *service.own_words)
    return (text[:LONGEST] for text in written[:most])


class OwnWords:
    """What was learnt of a catalogue."""

    def __init__(self, services: "Sequence[ServiceSummary]", sounds: Sounds, others: Iterable[str] = ()) -> None:
        """others: sayings for no service. Takes two seconds for 25 services with 240 sayings each: numpy's, not for the interface's thread."""
        self.services = tuple(services)
        self._sounds, self._marks = sounds, Marks(sounds)
        most = min(MOST_SAYINGS, MOST_IN_ALL // max(len(self.services), 1))
        documents = [
            (text, place)
            for place, service in enumerate(self.services)
            for text in dict.fromkeys(_sayings(service, most))
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
        marks, often = np.unique(self._marks.of([self._heard(text)])[1], return_counts=True)
        often = np.minimum(often, MOST_OFTEN)
        places = np.searchsorted(self._vocabulary, marks).clip(max=max(len(self._vocabulary) - 1, 0))
        here = self._vocabulary[places] == marks if len(self._vocabulary) else np.zeros(len(marks), bool)
        unknown = float(((how_much(marks[~here]) * self._rarest * often[~here]) ** 2).sum())
        places, values = places[here], self._rarity[places[here]] * often[here]
        known = float((values**2).sum())
        count = len(self.services) + 1
        if not known:
            return np.zeros(count, np.float32), np.zeros(count, np.float32), 0.0
        at, whose = ranges(self._first[places], self._first[places + 1])
        length = sqrt(known)
        scores = (np.bincount(self._owners[at], self._weights[at] * values[whose], count) / length).astype(np.float32)
        share = sqrt(known / (known + unknown))
        if not self.learnt:
            return scores, scores * np.float32(share), share
        at, whose = ranges(self._table.column_starts[places], self._table.column_ends[places])
        entries = self._table.by_column[at]
        rows = len(self._table.row_starts)
        like = np.bincount(self._table.rows[entries], self._table.values[entries] * values[whose], rows)
        near = np.maximum.reduceat(like, self._owner_starts) * (share / length)
        return scores, near.astype(np.float32), share

    def _heard(self, text: str) -> list[Heard]:
        characters = plain(text)[:LONGEST]
        return list(zip(self._sounds.folded(characters), characters, strict=True))

    def _misheard(self, texts: Iterable[str]) -> Iterator[list[Heard]]:
        """The same ones every time."""
        slips, chance = Slips(self._sounds.sound.values()), Random(1)
        shown = [plain(text)[:LONGEST] for text in texts]
        for characters, rate in zip(shown, cycle(MISHEARD)):
            yield slips.heard(self._sounds.exact(characters), characters, rate, chance)

    # --- learning -----------------------------------------------------------------------------------------------------

    def _learn(self, texts: Sequence[str], owners: Sequence[int]) -> None:
        count = len(self.services) + 1
        whose = np.array(owners, np.int64)
        rows, marks = self._marks.of(self._heard(text) for text in texts)
        self._vocabulary, columns = np.unique(marks, return_inverse=True)
        having = np.bincount(np.unique(columns * count + whose[rows]) // count, minlength=len(self._vocabulary))
        self._rarest = log((count + 1) / 0.5)
        self._rarity: Numbers = (np.log((count + 1) / (having + 0.5)) * how_much(self._vocabulary)).astype(np.float32)
        table = self._table = WordTable.of(rows, columns, self._rarity, len(texts))
        self._owner_starts = np.searchsorted(whose, np.arange(count)).clip(max=max(len(owners) - 1, 0))
        work = table.size * count
        self.learnt = 0 < work <= MOST_WORK
        if not self.learnt:
            self._centre(table, owners)
            return
        counts = np.ones(len(whose), np.float32)
        if work * 2 <= MOST_WORK:
            more, heard = self._marks.of(self._misheard(texts))
            places = np.searchsorted(self._vocabulary, heard).clip(max=len(self._vocabulary) - 1)
            known = self._vocabulary[places] == heard
            whose = np.tile(whose, 2)
            counts = np.where(np.arange(len(whose)) < len(owners), 1.0, MISHEARD_COUNTS).astype(np.float32)
            rows = np.concatenate([rows, more[known] + len(texts)])
            table = WordTable.of(rows, np.concatenate([columns, places[known]]), self._rarity, len(whose), counts)
        wanted = np.full((len(whose), count), -1.0 / count, np.float32)
        wanted[np.arange(len(whose)), whose] = 1.0
        self._keep(table.transposed(solved(table, wanted * np.sqrt(counts)[:, None])))

    def _keep(self, weights: Numbers) -> None:
        """Only the weights that matter, by mark."""
        marks, owners = np.nonzero(np.abs(weights) > SMALL)
        self._owners: Places = owners
        self._weights: Numbers = weights[marks, owners]
        self._first: Places = np.searchsorted(marks, np.arange(len(weights) + 1))

    def _centre(self, table: WordTable, owners: Sequence[int]) -> None:
        """Too many services to weigh them against each other: each is the middle of what is said for it."""
        owner = np.array(owners, np.int64)[table.rows]
        keys, where = np.unique(table.columns * (len(self.services) + 1) + owner, return_inverse=True)
        sums: Numbers = np.bincount(where, table.values).astype(np.float32)
        marks, self._owners = keys // (len(self.services) + 1), keys % (len(self.services) + 1)
        length = np.sqrt(np.bincount(self._owners, sums**2, minlength=len(self.services) + 1)).astype(np.float32)
        self._weights = (sums / np.maximum(length, 1e-6)[self._owners]).astype(np.float32)
        self._first = np.searchsorted(marks, np.arange(len(self._rarity) + 1))


def sureness(scores: Numbers, near: Numbers, known: float, length: int) -> float:
    """How sure it is that the best service is the one that is meant, 0 to 1."""
    table = settings()
    row = np.array([figures(scores, near, known, length)])
    total = table.bias + float(terms(row, table.middle, table.spread)[0] @ table.weights)
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def terms(rows: Table, middle: Table, spread: Table) -> Table:
    """Rows of figures, as they lie about the middle, and each times each."""
    scaled = np.clip((rows - middle) / spread, -FURTHEST, FURTHEST)
    one, other = np.triu_indices(scaled.shape[1])
    return np.hstack([scaled, scaled[:, one] * scaled[:, other]])


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


@lru_cache(maxsize=2)
def learn(services: "tuple[ServiceSummary, ...]") -> OwnWords:
    """Of this catalogue, once. Raises WritingDataError where the pinyin data is missing."""
    return OwnWords(services, Sounds.load(), other_matters())
