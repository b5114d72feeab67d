"""Which service is meant by what a person says in words of their own: accepted, to be confirmed, or not understood. Pure once learnt.

Learnt from the catalogue alone: names, summary and `own_words` of each service, against assets/lexicon/other_matters.toml, which is what people
say that no service is for. A service that is new in the catalogue needs nothing else. Words are compared as syllables without tone in which the
sounds that accents confuse are one (z zh, n l r, h f, in ing), in ones, twos and threes, and twos of which only one half is heard wrongly, rare
ones weighing more (idf); a ridge classifier weighs them against each other, learnt from each saying and from the same saying misheard
(kiosk/slips.py). How sure it is, is weighed in kiosk/how_sure.py; the two thresholds are in assets/lexicon/own_words.toml.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import cycle
from math import log, sqrt
from random import Random
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from kiosk.how_sure import Fit, Table, settings, sureness, told
from kiosk.slips import Heard, Slips
from kiosk.value import dataclass
from kiosk.word_marks import Marks, how_much
from kiosk.word_table import MOST_OFTEN, Numbers, Places, WordTable, ranges, solved
from kiosk.writing.sounds import Sounds

if TYPE_CHECKING:
    from kiosk.portal.services import ServiceSummary

Verdict = Literal["accept", "confirm", "nothing"]

MOST_SHOWN = 3
LEAST = 2
"""Different characters; one alone says nothing."""
MISHEARD = (0.15, 0.3)
"""Each saying is learnt once more, with so many of its syllables wrong, by turns."""
MISHEARD_COUNTS = 0.5
"""A misheard saying, beside one as it was written."""
FEW, MOST_WORTH = 40, 12
"""Of a service with fewer sayings than this each counts for more, up to so much: three must hold out against all that others say."""
MOST_WORK = 60_000_000
"""Marks times services; beyond it nothing is weighed against each other, and nothing accepted without being confirmed."""
MOST_SAYINGS, MOST_IN_ALL, LONGEST = 300, 60_000, 120
"""What is learnt of one service, of all, and of one saying: whatever a portal sends, learning stays a matter of seconds."""
SMALL = 0.004
"""Weights below this are not kept."""
_MARKS = re.compile(r"[^0-9a-z\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Match:
    """What was meant. services: the likeliest first; one when accepted, up to three to be confirmed, none when not understood. sure: 0 to 1."""

    verdict: Verdict
    services: "tuple[ServiceSummary, ...]" = ()
    sure: float = 0.0


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
        fit = self.fit(text)
        scores = fit.scores
        if fit.known == 0.0 or not self.services or len(set(plain(text))) < LEAST:
            return Match("nothing")
        sure = sureness(fit)
        table = settings()
        if sure < table.confirm:
            return Match("nothing", sure=sure)
        best = np.argsort(-scores[:-1], kind="stable")[:MOST_SHOWN]
        top = float(scores[best[0]])
        if sure >= table.accept and self.learnt:
            return Match("accept", (self.services[best[0]],), sure)
        shown = tuple(self.services[place] for place in best if scores[place] >= top * table.beside)
        return Match("confirm", shown, sure)

    def fit(self, text: str) -> Fit:
        """How well each service fits, and what tells how sure that is."""
        count, length = len(self.services) + 1, len(plain(text))
        first, last, said = self._marks.spans(self._heard(text))
        marks, where, often = np.unique(said, return_inverse=True, return_counts=True)
        counted = np.minimum(often, MOST_OFTEN)
        places = np.searchsorted(self._vocabulary, marks).clip(max=max(len(self._vocabulary) - 1, 0))
        here = self._vocabulary[places] == marks if len(self._vocabulary) else np.zeros(len(marks), bool)
        unknown = float(((how_much(marks[~here]) * self._rarest * counted[~here]) ** 2).sum())
        places, values = places[here], self._rarity[places[here]] * counted[here]
        known = float((values**2).sum())
        if not known:
            return Fit(np.zeros(count, np.float32), np.zeros(count, np.float32), 0.0, length)
        at, whose = ranges(self._first[places], self._first[places + 1])
        norm = sqrt(known)
        owners, parts = self._owners[at], self._weights[at] * values[whose] / norm
        scores = np.bincount(owners, parts, count).astype(np.float32)
        share = sqrt(known / (known + unknown))
        if not self.learnt or not self.services:
            return Fit(scores, scores * np.float32(share), share, length)
        each = np.zeros(len(marks))

        def of(owner: int) -> Table:
            """What each mark, each time it is met, adds to a service."""
            mine = owners == owner
            each[here] = np.bincount(whose[mine], parts[mine], len(places))
            return np.asarray((each / often)[where])

        among, which = ranges(self._table.column_starts[places], self._table.column_ends[places])
        entries = self._table.by_column[among]
        rows = len(self._table.row_starts)
        like = np.bincount(self._table.rows[entries], self._table.values[entries] * values[which], rows)
        near = (np.maximum.reduceat(like, self._owner_starts) * (share / norm)).astype(np.float32)
        return Fit(scores, near, share, length, told(scores, of, first, last))

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
        worth = np.clip(FEW / np.maximum(np.bincount(whose, minlength=count), 1), 1.0, MOST_WORTH).astype(np.float32)
        worth[-1] = 1.0
        counts = worth[whose]
        if work * 2 > MOST_WORK:
            table = WordTable.of(rows, columns, self._rarity, len(whose), counts)
        else:
            more, heard = self._marks.of(self._misheard(texts))
            places = np.searchsorted(self._vocabulary, heard).clip(max=len(self._vocabulary) - 1)
            known = self._vocabulary[places] == heard
            whose = np.tile(whose, 2)
            counts = np.concatenate([counts, counts * np.float32(MISHEARD_COUNTS)])
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


@lru_cache(maxsize=2)
def learn(services: "tuple[ServiceSummary, ...]") -> OwnWords:
    """Of this catalogue, once. Raises WritingDataError where the pinyin data is missing."""
    return OwnWords(services, Sounds.load(), other_matters())
