"""Mandarin syllables as sounds: which ones people confuse, and how a word's syllables are packed.

A syllable folds to (sound, flags): all syllables that are confused with each other share `sound`, and `flags`
says which of them it is. So one look-up finds the exact word and its neighbours, and the bits in which two
flags differ are the sounds that were confused.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

RETROFLEX = 1  # zh ch sh, where the sound says z c s
NASAL = 2  # n, where the sound says l
ROLLED = 4  # r, where the sound says l
LABIAL = 8  # f, where the sound says h
BACK = 16  # ang eng ing, where the sound says an en in
BITS = 5  # flags of one syllable

Sound: TypeAlias = tuple[str, int]


def fold(syllable: str) -> Sound:
    """`zheng` -> (`zen`, RETROFLEX | BACK). Takes plain letters, with v for u-umlaut."""
    sound, flags = syllable, 0
    if sound[:2] in ("zh", "ch", "sh"):
        sound, flags = sound[0] + sound[2:], RETROFLEX
    elif sound[0] == "n":
        sound, flags = "l" + sound[1:], NASAL
    elif sound[0] == "r":
        sound, flags = "l" + sound[1:], ROLLED
    elif sound[0] == "f":
        sound, flags = "h" + sound[1:], LABIAL
    if sound.endswith(("ang", "eng", "ing")):
        sound, flags = sound[:-1], flags | BACK
    return sound, flags


def unfold(sound: str, flags: int) -> str:
    """The syllable that `fold` took."""
    if flags & BACK:
        sound += "g"
    if flags & RETROFLEX:
        return sound[0] + "h" + sound[1:]
    if flags & NASAL:
        return "n" + sound[1:]
    if flags & ROLLED:
        return "r" + sound[1:]
    if flags & LABIAL:
        return "f" + sound[1:]
    return sound


def pack(sounds: Iterable[Sound]) -> tuple[str, int]:
    """A word's key: its sounds joined by spaces, and all flags, the first syllable's in the lowest bits."""
    names: list[str] = []
    packed = 0
    for place, (sound, flags) in enumerate(sounds):
        names.append(sound)
        packed |= flags << (BITS * place)
    return " ".join(names), packed


def unpack(sounds: str, flags: int) -> list[str]:
    """The spelled syllables of a packed word."""
    mask = (1 << BITS) - 1
    return [unfold(sound, (flags >> (BITS * place)) & mask) for place, sound in enumerate(sounds.split(" "))]


def initials(syllables: Sequence[str]) -> str:
    """The first letter of each syllable."""
    return "".join(syllable[0] for syllable in syllables)


def confusions(left: int, right: int) -> int:
    """In how many sounds two packed words with the same sounds differ."""
    return (left ^ right).bit_count()
