"""Han and Latin to tone-numbered pinyin: our own phrases first, then pypinyin's dictionary, loaded when first needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import zip_longest
from typing import Protocol

from voice.pronounce.lexicon import columns, table
from voice.pronounce.numerals import STEADY_ONE
from voice.pronounce.rewriting import HAN
from voice.pronounce.sandhi import Syllable, changed

_RUN = re.compile(rf"(?P<han>[{HAN}{STEADY_ONE}]+)|(?P<latin>[A-Za-z]+)|(?P<mark>[^\s])")
_PINYIN_MARKS = dict(zip("\uff0c\u3001\uff1a\uff1b\u3002\uff1f\uff01", [",", ",", ",", ",", ".", "?", "!"], strict=True))
_LONGEST_PHRASE = 10


class _Dictionary(Protocol):
    phrases: Mapping[str, object]
    known: Mapping[int, str]
    read: Callable[[str], list[str]]


class _Pypinyin:
    """The general dictionary (pypinyin, MIT), 47,000 phrases and 41,000 characters."""

    def __init__(self) -> None:
        # Loading takes a quarter of a second: not before somebody is to be spoken to.
        from pypinyin import Style, lazy_pinyin
        from pypinyin.phrases_dict import phrases_dict
        from pypinyin.pinyin_dict import pinyin_dict

        self.phrases: Mapping[str, object] = phrases_dict
        self.known: Mapping[int, str] = pinyin_dict
        self.read: Callable[[str], list[str]] = lambda word: lazy_pinyin(
            [word], style=Style.TONE3, neutral_tone_with_five=True
        )


@cache
def _general() -> _Dictionary:
    return _Pypinyin()


@cache
def _own() -> Mapping[str, tuple[Syllable, ...]]:
    entries = {}
    for phrase, pinyin in columns("readings").items():
        syllables = pinyin.split()
        if len(syllables) != len(phrase):
            raise ValueError(f"readings.tsv: {phrase}: one syllable a character expected")
        entries[phrase] = tuple(
            Syllable(character, syllable.rstrip("!"), syllable.endswith("!"))
            for character, syllable in zip(phrase, syllables, strict=True)
        )
    return entries


def warm() -> None:
    """Load what the first sentence needs (about 0.3 s), for a worker to call before somebody waits."""
    _general()
    _own()
    _latin()
    _name_heads()


def knows(character: str) -> bool:
    """Whether a Han character has a reading."""
    return character in _own() or ord(character) in _general().known


def knows_word(latin: str) -> bool:
    """Whether a Latin word is said right: one of ours, or an abbreviation to be spelled."""
    return latin in _latin() or latin.upper() in _latin() or (latin.isupper() and len(latin) <= 8)


@cache
def _numbers() -> re.Pattern[str]:
    said = table("written_zh")["words"]
    numerals = said["digits"] + said["round_zero"] + said["phone_one"] + "".join([*said["places"], *said["groups"][:3]])
    return re.compile(f"([{numerals}]{{2,}})")


def words(run: str) -> tuple[str, ...]:
    """A run of Han split into words: as few as possible, ours before the general dictionary's, numbers figure by figure."""
    parts = _numbers().split(run)
    numbers = ((part,) if part in _own() else part for part in parts[1::2])
    others = map(_fewest, parts[::2])
    return tuple(word for pair in zip_longest(others, numbers, fillvalue=()) for part in pair for word in part)


def _fewest(run: str) -> Iterable[str]:
    own, general = _own(), _general().phrases
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(run) + 1):
        options = []
        for start in range(max(0, end - _LONGEST_PHRASE), end):
            piece = run[start:end]
            if len(piece) == 1:
                cost = 1.1
            elif piece in own:
                cost = 1.0 - 0.01 * len(piece)
            elif piece in general:
                cost = 1.0
            else:
                continue
            # Of two equal splits the one with the longer word at the end wins: Mandarin's heads stand last.
            options.append((best[start][0] + cost, start))
        best.append(min(options))
    pieces: list[str] = []
    end = len(run)
    while end:
        start = best[end][1]
        pieces.append(run[start:end])
        end = start
    return reversed(pieces)


@cache
def _name_heads() -> re.Pattern[str]:
    names = table("names")
    surnames = "|".join(sorted(columns("surnames"), key=len, reverse=True))
    titles, introduced, labels = ("|".join(names[key]) for key in ("titles", "introduced", "labels"))
    given, stop = f"[{HAN}]", f"(?![{HAN}])"
    return re.compile(
        f"(?:^|(?<![{HAN}]))(?P<titled>{surnames})(?={given}{{0,2}}?(?:{titles}))"
        f"|(?:{introduced})(?P<said>{surnames})(?={given}{{0,2}}{stop})"
        f"|(?:{labels})[\uff1a\uff0c](?P<labelled>{surnames})(?={given}{{1,2}}{stop})"
    )


def _heads_of_names(text: str) -> Iterable[tuple[int, str]]:
    for found in _name_heads().finditer(text):
        group = str(found.lastgroup)
        start, surname = found.start(group), found[group]
        following = text[start : start + len(surname) + 1]
        if found["titled"] and len(following) == 2 and (following in _own() or following in _general().phrases):
            continue  # an ordinary word, such as the one for "unit", and no name
        yield start, surname


def _word(word: str) -> list[Syllable]:
    if word == STEADY_ONE:
        return [Syllable(word, "yi1", True)]
    if word in _own():
        return list(_own()[word])
    if len(word) == 1 and not knows(word):
        return _word(table("written_zh")["words"]["unknown"])
    read = [syllable if syllable[-1].isdigit() else f"{syllable}5" for syllable in _general().read(word)]
    # The general dictionary writes some tones of yi1 and bu4 changed already: rules make them anew.
    own = _own()
    return [
        own[character][0] if character in table("written_zh")["unsteady"] and syllable[-1] != "5"
        else Syllable(character, syllable)
        for character, syllable in zip(word, read, strict=True)
    ]


def _split_at(run: str, offset: int, heads: Mapping[int, str]) -> list[list[Syllable]]:
    split: list[list[Syllable]] = []
    start = 0
    for position, surname in sorted(heads.items()):
        at = position - offset
        if not 0 <= at < len(run):
            continue
        split += [_word(word) for word in words(run[start:at])]
        syllables = columns("surnames")[surname].split()
        split.append([Syllable(c, s) for c, s in zip(surname, syllables, strict=True)])
        start = at + len(surname)
    return split + [_word(word) for word in words(run[start:])]


@cache
def _latin() -> Mapping[str, str]:
    entries = dict(columns("latin"))
    for term, pinyin in columns("latin").items():
        entries.setdefault(term.lower(), pinyin)
        entries.setdefault(term.upper(), pinyin)
    return entries


def _spelled(latin: str) -> str:
    known = _latin().get(latin) or _latin().get(latin.lower())
    return known or " ".join(_latin()[letter.upper()] for letter in latin)


def pinyin(marked: str) -> str:
    """Tone-numbered pinyin of a text as mandarin.marked gives it, with , . ? ! where a pause is."""
    heads = dict(_heads_of_names(marked))
    said: list[str] = []
    for found in _RUN.finditer(marked):
        if found["han"]:
            said += changed(_split_at(found["han"], found.start(), heads))
        elif found["latin"]:
            said.append(_spelled(found["latin"]))
        elif said and (mark := _PINYIN_MARKS.get(found["mark"])):
            said[-1] += mark
    return " ".join(said)


def word_ends(text: str) -> frozenset[int]:
    """The places in a text where a word of Han ends."""
    ends: set[int] = set()
    for found in re.finditer(f"[{HAN}]+", text):
        end = found.start()
        for word in words(found[0]):
            end += len(word)
            ends.add(end)
    return frozenset(ends)
