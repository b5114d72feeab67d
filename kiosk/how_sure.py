"""How sure it is that the service that fits own words best is the one that is meant, 0 to 1: figures of how it fits, weighed. Pure.

The weights are in assets/lexicon/own_words.toml, set by tools/calibrate_own_words.py on what was left out of learning. Two kinds of figures: how the
best compares with the second, the third and with nothing; and how the text tells it, whether throughout or by one word alone (`told`).
"""

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from kiosk.value import dataclass
from kiosk.word_table import Numbers, Places

Table = NDArray[np.float64]
Told = tuple[float, float, float, float]

USUAL = 30
"""Characters: what is longer tells no more about how sure it is."""
FURTHEST = 4.0
"""Spreads from the middle; a figure further off counts as so far."""
WORD = 2
"""Characters of a word that is taken out, to see what is left of the text without it."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a text fits each service, nothing the last. near: how like it the likest saying of each is; known: how much of the text is, 0 to 1;
    length: in characters; told: see there."""

    scores: Numbers
    near: Numbers
    known: float
    length: int
    told: Told = (0.0, 0.0, 0.0, 0.0)


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
    raw = tomllib.loads((files("assets") / "lexicon" / "own_words.toml").read_text("utf-8"))
    sure = raw["sure"]
    middle, spread, weights = (np.array(sure[name]) for name in ("middle", "spread", "weights"))
    return Settings(raw["accept"], raw["confirm"], raw["beside"], sure["bias"], middle, spread, weights)


def sureness(fit: Fit) -> float:
    """How sure it is that the best service is the one that is meant, 0 to 1."""
    table = settings()
    total = table.bias + float(terms(np.array([figures(fit)]), table.middle, table.spread)[0] @ table.weights)
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def terms(rows: Table, middle: Table, spread: Table) -> Table:
    """Rows of figures, as they lie about the middle, and each times each."""
    scaled = np.clip((rows - middle) / spread, -FURTHEST, FURTHEST)
    one, other = np.triu_indices(scaled.shape[1])
    return np.hstack([scaled, scaled[:, one] * scaled[:, other]])


def figures(fit: Fit) -> tuple[float, ...]:
    """What tells how sure it is: the best, the second, the third, nothing, and how they compare, in the light of how much is known."""
    scores, near, known = fit.scores, fit.near, fit.known
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
        log(min(max(fit.length, 1), USUAL)),
        third,
        (best - second) * known,
        sqrt(max(best * known, 0.0)),
        likest,
        rival,
        likest - rival,
        float(near[-1]),
        *fit.told,
    )


def told(scores: Numbers, of: Callable[[int], Table], first: Places, last: Places) -> Told:
    """How the text tells the best service: what it is ahead of nothing, and of the next best, when the word that tells it most is taken out; in how
    much of the text anything speaks for it; and how much speaks for it where it speaks more for it than for nothing.

    of: what each mark adds to a service; first, last: the characters that each mark is of.
    """
    best, nothing = int(np.argmax(scores[:-1])), len(scores) - 1
    others = scores.copy()
    others[best] = -np.inf
    length = int(last.max()) + 1
    for_best, for_nothing, for_next = of(best), of(nothing), of(int(np.argmax(others)))
    spoken, against = (_by_character(parts, first, last, length) for parts in (for_best, for_nothing))
    return (
        _left(for_best - for_nothing, first, last, length),
        _left(for_best - for_next, first, last, length),
        float((spoken > 0).sum() / length),
        float(spoken[spoken > against].sum()),
    )


def _left(parts: Table, first: Places, last: Places, length: int) -> float:
    """The least that is left when two characters beside each other are taken out."""
    starts = np.arange(max(length - WORD + 1, 1))[:, None]
    out = (first < starts + WORD) & (last >= starts)
    return float(parts.sum() - (out @ parts).max())


def _by_character(parts: Table, first: Places, last: Places, length: int) -> Table:
    """What each character adds; what a mark adds is shared among its characters."""
    shown = np.arange(length)[:, None]
    return np.asarray(((first <= shown) & (last >= shown)) @ (parts / (last - first + 1)))
