"""How syllables are heard wrongly: a neighbour in the mouth instead, any other, none, one too many. So that what is learnt meets what it will hear.

Made from how the sounds are spoken, not from any recogniser's errors nor from what the tests do: two initials are near that share the place or the
manner, two finals that share the vowel or its end.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from random import Random
from typing import TypeAlias

from kiosk.writing.syllables import Sound, fold, unfold

Heard: TypeAlias = tuple[str, str]
"""The folded sound, and the character; "" where another character would be written."""

INITIALS = (
    "b p m f", "d t n l", "g k h", "j q x", "z c s", "zh ch sh r",
    "b d g j z zh", "p t k q c ch", "f h x s sh", "m n l r",
)  # fmt: skip
"""Of one place; of one manner."""
FINALS = (
    "a ai an ang", "e ei en eng", "o uo e", "ao ou iao", "i in ing v", "ia ian iang ie", "u ou un ong", "a ua uan uang uai", "ei ui", "iao iu",
    "ve ie", "van ian", "iong ong", "un en an", "ong eng", "ian in", "ang uang iang", "an uan ian", "ei ai", "eng ang",
)  # fmt: skip
"""Of one vowel; of one end."""
NEAR, ANY, NONE = 0.75, 0.10, 0.10
"""Of the slips: a near syllable, any, none at all; the rest: one too many."""
BESIDE, ALONE = 0.30, 0.05
"""How often another word of the same sound is written: beside a slip, and elsewhere."""


def split(syllable: str) -> tuple[str, str]:
    """`zhang` -> (`zh`, `ang`); what begins with a vowel has no initial."""
    begins = syllable[:2] if syllable[:2] in ("zh", "ch", "sh") else syllable[:1]
    begins = "" if begins in ("a", "e", "o") else begins
    return begins, syllable[len(begins) :]


@cache
def _neighbours(groups: Sequence[str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for one in group.split():
            found[one] |= set(group.split()) - {one}
    return {one: frozenset(others) for one, others in found.items()}


class Slips:
    """Of the syllables of a language."""

    def __init__(self, sounds: Iterable[Sound]) -> None:
        known = {unfold(*sound) for sound in sounds if sound[0].isascii() and sound[0].isalpha()}
        self._any = sorted(fold(syllable)[0] for syllable in known)
        self._near = {syllable: self._around(syllable, known) for syllable in known}

    @staticmethod
    def _around(syllable: str, known: set[str]) -> list[str]:
        begins, ends = split(syllable)
        found = {other + ends for other in _neighbours(INITIALS).get(begins, ())}
        found |= {begins + other for other in _neighbours(FINALS).get(ends, ())}
        return sorted(fold(one)[0] for one in found & known - {syllable})

    def heard(self, said: Sequence[Sound], characters: str, rate: float, chance: Random) -> list[Heard]:
        """One text with slips. rate: of syllables, 0 to 1."""
        wrong = [chance.random() < rate for _ in said]
        out: list[Heard] = []
        for place, (sound, flags) in enumerate(said):
            kind = chance.random()
            near = self._near.get(unfold(sound, flags)) if wrong[place] else None
            if not wrong[place]:
                other = BESIDE if any(wrong[max(place - 1, 0) : place + 2]) else ALONE
                out.append((sound, "" if kind < other else characters[place]))
            elif near and kind < NEAR:
                out.append((chance.choice(near), ""))
            elif kind < NEAR + ANY:
                out.append((chance.choice(self._any), ""))
            elif kind >= NEAR + ANY + NONE:
                out += [(sound, characters[place]), (chance.choice(self._any), "")]
        return out
