"""Changes of tone between syllables: third tones, and those of yi1 and bu4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kiosk.value import dataclass
from voice.pronounce.lexicon import table


@dataclass(frozen=True, slots=True)
class Syllable:
    """A character and its tone-numbered pinyin; steady ones are never changed."""

    character: str
    pinyin: str
    steady: bool = False

    @property
    def tone(self) -> str:
        return self.pinyin[-1]

    def with_tone(self, tone: str) -> Syllable:
        return replace(self, pinyin=self.pinyin[:-1] + tone)


@cache
def _numerals() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Figures, figures and places, and the places before which a one changes."""
    words = table("written_zh")["words"]
    figures = frozenset(words["digits"] + words["phone_one"] + words["round_zero"])
    places = frozenset("".join(words["places"]) + words["groups"][1] + words["groups"][2])
    return figures, figures | places, places - {words["ten"]}


@cache
def _rank() -> str:
    return str(table("written_zh")["words"]["rank"])


def changed(words: Sequence[Sequence[Syllable]]) -> list[str]:
    """Pinyin of a run of words without a pause, with the tones as they are spoken."""
    return [syllable.pinyin for syllable in _third(_unsteady(words))]


def _unsteady(words: Sequence[Sequence[Syllable]]) -> list[list[Syllable]]:
    """yi1 and bu4 by what follows; neutral between the halves of a doubled word."""
    one, _not = table("written_zh")["unsteady"]
    flat = [syllable for word in words for syllable in word]
    said: list[Syllable] = []
    for index, syllable in enumerate(flat):
        before = flat[index - 1] if index else None
        after = flat[index + 1] if index + 1 < len(flat) else None
        if not syllable.steady and syllable.pinyin in ("yi1", "bu4") and syllable.character in (one, _not):
            counted = index > 1 and flat[index - 2].character in _numerals()[1]
            tone = _one(before, after, counted) if syllable.character == one else _negation(before, after)
            syllable = syllable.with_tone(tone)
        said.append(syllable)
    rest = iter(said)
    return [[next(rest) for _ in word] for word in words]


def _one(before: Syllable | None, after: Syllable | None, counted: bool) -> str:
    # counted: the syllable before is a measure word, not a verb to be doubled.
    figures, numerals, large = _numerals()
    if after is None or (after.character in figures):
        return "1"
    if before is not None and before.character in numerals and after.character not in large:
        return "1"
    if before is not None and before.character == _rank() and after.character not in large:
        return "1"
    if before is not None and before.character == after.character and not counted:
        return "5"
    return "2" if _falls(after) else "4"


def _negation(before: Syllable | None, after: Syllable | None) -> str:
    if before is not None and after is not None and before.character == after.character:
        return "5"
    return "2" if after is not None and after.tone == "4" else "4"


def _falls(syllable: Syllable) -> bool:
    # The measure word of all measure words is written neutral in the general dictionary, yet counts as falling.
    return syllable.tone == "4" or syllable.pinyin == "ge5"


def _third(words: Sequence[Sequence[Syllable]]) -> list[Syllable]:
    """A third tone before a third tone rises: inside a word first, then from word to word."""
    said: list[list[Syllable]] = []
    for index in range(len(words) - 1, -1, -1):
        word = _inside(words[index])
        last = word[-1]
        if said and last.tone == "3" and not last.steady:
            # Two single syllables form one foot by their own tones; before or after a longer word what is heard counts.
            alone = len(word) == 1 and len(words[index + 1]) == 1
            following = words[index + 1][0] if alone else said[-1][0]
            if following.tone == "3":
                word = [*word[:-1], last.with_tone("2")]
        said.append(word)
    return [syllable for word in reversed(said) for syllable in word]


def _inside(word: Sequence[Syllable]) -> list[Syllable]:
    return [
        syllable.with_tone("2")
        if syllable.tone == "3" and not syllable.steady and index + 1 < len(word) and word[index + 1].tone == "3"
        else syllable
        for index, syllable in enumerate(word)
    ]
