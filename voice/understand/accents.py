"""Names as people with accents say them and recognisers mishear them: compared by syllables, not characters. Pure.

Syllables that differ only where accents do (z zh, n l, h f, in ing) are nearly the same; those that share one half are half the same.
"""

from collections.abc import Sequence

from kiosk.writing.sounds import Sounds
from kiosk.writing.syllables import Sound

ACCENT, HALF, OTHER, LOST = 0.1, 0.5, 1.0, 0.8
SURE, NEAR, AHEAD = 0.85, 0.7, 0.15
"""Of names that are as like: taken; to be confirmed or asked about; and so far ahead of the next, or it is asked which."""
SHORTEST = 2
FAR = 1000.0
"""More than two names are ever apart."""
WITHIN = 3
"""A name has so many syllables at least that is looked for within a longer utterance."""


def likeness(heard: Sequence[Sound], called: Sequence[Sound], least: float = 0.0) -> float:
    """How like a name is what was said, or a part of it, 0 to 1. Less than least is told as any less: that is found out far sooner."""
    longer = max(len(heard), len(called))
    if min(len(heard), len(called)) < SHORTEST:
        return 0.0
    best = 1 - _distance(heard, called, longer * (1 - least)) / longer
    if WITHIN <= len(called) < len(heard):
        most = len(called) * (1 - SURE)
        parts = (heard[n : n + len(called)] for n in range(len(heard) - len(called) + 1))
        within = 1 - min(_distance(part, called, most) for part in parts) / len(called)
        best = max(best, within if within >= SURE else 0.0)
    return max(best, 0.0)


def nearest(said: str, names: Sequence[Sequence[str]]) -> tuple[tuple[int, ...], bool]:
    """The places of the names that are like it, and whether that is sure; several when it may be either.

    Nothing of it is kept for the next time: what was said may be anything, and a name on the screen a person's.
    """
    sounds = Sounds.load()
    heard = sounds.exact(said)
    like = [max((likeness(heard, sounds.exact(name), NEAR) for name in called), default=0.0) for called in names]
    best = max(like, default=0.0)
    if best < NEAR:
        return (), False
    return tuple(n for n, one in enumerate(like) if one > best - AHEAD and one >= NEAR), best >= SURE


def _distance(left: Sequence[Sound], right: Sequence[Sound], most: float) -> float:
    """What one has to be changed to be the other; FAR as soon as it is more than most. So many syllables are not lost or added within most that
    only those near each other are compared.
    """
    most += 1e-6
    if len(left) == len(right) and most < 2 * LOST:  # none is lost and another added
        changed = 0.0
        for one, other in zip(left, right):  # noqa: B905 -- as many as there are
            if one != other:
                changed += _difference(one, other)
                if changed > most:
                    return FAR
        return changed
    beside = int(most / LOST)
    if abs(len(left) - len(right)) > beside:
        return FAR
    row = [n * LOST if n <= beside else FAR for n in range(len(right) + 1)]
    for count, one in enumerate(left, 1):
        before, row = row, [FAR] * (len(right) + 1)
        if count <= beside:
            row[0] = count * LOST
        for n in range(max(0, count - beside - 1), min(len(right), count + beside)):
            other = right[n]
            change = 0.0 if one == other else _difference(one, other)
            row[n + 1] = min(before[n] + change, before[n + 1] + LOST, row[n] + LOST)
        if min(row) > most:
            return FAR
    return row[-1] if row[-1] <= most else FAR


def _difference(one: Sound, other: Sound) -> float:
    if one == other:
        return 0.0
    if one[0] == other[0]:
        return ACCENT
    shares = one[0][:1] == other[0][:1] or one[0][1:] == other[0][1:] != ""
    return HALF if shares else OTHER
