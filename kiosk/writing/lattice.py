"""Splits typed letters into syllables, in every way that is worth trying."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kiosk.writing.syllables import Sound, unpack

LONGEST = 48  # letters looked at; what follows stays in the composition
LONGEST_SYLLABLE = 6
SPARE_TOKENS = 1  # a split may have so many more syllables than the shortest one
INITIAL = re.compile("[zcs]h|[a-z]")
UMLAUT = str.maketrans({"\u00fc": "v", "\u00dc": "v", "\u2019": "'"})
UNREACHED = 10**6


class Token(NamedTuple):
    """A typed syllable, or with no sound the beginning of one."""

    end: int
    typed: str
    sound: Sound | None


@dataclass(frozen=True)
class Lattice:
    """`tokens[i]` are the syllables that may begin at letter i; `size` letters are covered; `used[i]` is how
    many typed characters come before letter i, apostrophes too; `spelled_out`: no syllable is cut short."""

    tokens: tuple[tuple[Token, ...], ...]
    size: int
    used: tuple[int, ...]
    letters: str
    spelled_out: bool
    before: tuple[int, ...]
    ahead: tuple[int, ...]

    def following(self, start: int, path: tuple[Token, ...] = ()) -> list[Token]:
        """Tokens that may follow a path from a letter, in a split hardly longer than the shortest one."""
        place = path[-1].end if path else start
        most = self.ahead[0] + SPARE_TOKENS - self.before[start] - len(path) - 1
        return [token for token in self.tokens[place] if self.ahead[token.end] <= most]


def split(typed: str, spellings: Mapping[str, Sound], beginnings: Collection[str]) -> Lattice:
    """The lattice over the longest beginning that is pinyin; case is ignored, apostrophes part syllables."""
    letters, used, breaks = _clean(typed)
    for cut_short in ("", "last", "any"):
        tokens = [_tokens_at(letters, start, breaks, spellings, beginnings, cut_short) for start in range(len(letters))]
        reached = _fewest(tokens)
        size = max(end for end, count in enumerate(reached) if count < UNREACHED)
        if size == len(letters):
            break
    ahead = _ahead(tokens, size)
    return Lattice(
        tuple(tuple(token for token in there if token.end <= size) for there in tokens[:size]),
        size,
        tuple(used),
        letters[:size],
        not cut_short,
        tuple(reached[: size + 1]),
        tuple(ahead),
    )


def _clean(typed: str) -> tuple[str, list[int], set[int]]:
    """Letters only, the typed length up to each of them, and where an apostrophe stood."""
    letters: list[str] = []
    used = [0]
    breaks: set[int] = set()
    for place, character in enumerate(typed.translate(UMLAUT).lower()[: 2 * LONGEST], start=1):
        if character == "'" and letters:
            breaks.add(len(letters))
            used[-1] = place
        elif "a" <= character <= "z" and len(letters) < LONGEST:
            letters.append(character)
            used.append(place)
        else:
            break
    return "".join(letters), used, breaks


def _tokens_at(
    letters: str,
    start: int,
    breaks: set[int],
    spellings: Mapping[str, Sound],
    beginnings: Collection[str],
    cut_short: str,
) -> list[Token]:
    stop = min([len(letters), start + LONGEST_SYLLABLE, *(place for place in breaks if place > start)])
    found = [
        Token(end, letters[start:end], spellings[letters[start:end]])
        for end in range(start + 1, stop + 1)
        if letters[start:end] in spellings
    ]
    rest = letters[start:]
    if cut_short and rest in beginnings and rest not in spellings and start + len(rest) <= stop:
        found.append(Token(len(letters), rest, None))
    if cut_short == "any":
        match = INITIAL.match(letters, start)
        ends = {match.end(), start + 1} if match else set()
        known = {token.end for token in found}
        cuts = [end for end in sorted(ends) if end <= stop and end not in known and letters[start:end] in beginnings]
        found += [Token(end, letters[start:end], None) for end in cuts]
    return found


def _fewest(tokens: list[list[Token]]) -> list[int]:
    """The least number of tokens that reach each place."""
    reached = [0] + [UNREACHED] * len(tokens)
    for start, there in enumerate(tokens):
        for token in there:
            reached[token.end] = min(reached[token.end], reached[start] + 1)
    return reached


def _ahead(tokens: list[list[Token]], size: int) -> list[int]:
    """The least number of tokens from each place to the end."""
    ahead = [UNREACHED] * size + [0]
    for start in range(size - 1, -1, -1):
        ahead[start] = min((ahead[token.end] + 1 for token in tokens[start] if token.end <= size), default=UNREACHED)
    return ahead


def matches(sounds: str, flags: int, path: Sequence[Token]) -> bool:
    """Whether each syllable of a word is the typed one, or begins as the typed beginning."""
    return all(
        syllable.startswith(token.typed) if token.sound is None else syllable == token.typed
        for syllable, token in zip(unpack(sounds, flags), path, strict=True)
    )
