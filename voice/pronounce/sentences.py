"""A text split into spoken sentences, short enough to be remembered; nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from kiosk.value import dataclass
from voice.pronounce import english, mandarin, readings
from voice.pronounce.lexicon import table
from voice.pronounce.numerals import STEADY_ONE
from voice.pronounce.rewriting import HAN

_STRONG = "\u3002\uff01\uff1f!?\n"
_CLAUSE = "\uff1b;"
_COMMA = "\uff0c\uff1a,:\u2026\u2014"
_LIST = "\u3001"
_OPENING = "\u201c\u2018\u300a\u300c\u300e\uff08\u3010\u3014([{"
_CLOSING = "\u201d\u2019\u300b\u300d\u300f\uff09\u3011\u3015)]}"
_NEVER = float("inf")
_WORDS_AROUND = 6
_HAN = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_SAID = re.compile(f"[{HAN}{STEADY_ONE}A-Za-z]")
_ENGLISH_WORD = re.compile(r"\w[\w'-]*")
_WORD_START = re.compile(r"(?<![A-Za-z0-9'’])[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class _Token:
    """What may not be cut: a written form or one character; end is its place in the text, size how much is said."""

    end: int
    size: int


def sentences(text: str, limit: int = 20) -> tuple[str, ...]:
    """The text in pieces of at most `limit` spoken characters, or limit × 12 / 20 words where it is English.

    Cut at punctuation, else before and after the words breaks.toml lists, else between words. Only a written form (a card
    number, an address) with up to six characters around it may be longer. Joined again, the pieces are the text but for white space and full-width
    letters and figures.
    """
    if limit < 4:
        raise ValueError("a sentence has room for at least 4 characters")
    whole = mandarin.folded(text.strip())
    # An English sentence may hold a name in Han: what there is more of decides.
    han = len(_HAN.findall(whole)) > len(_LATIN_WORD.findall(whole))
    most = limit if han else max(1, limit * 12 // 20)
    pieces: list[str] = []
    for part in _strong_parts(whole, han):
        tokens = _tokens(part, han)
        if sum(token.size for token in tokens) <= most:
            pieces.append(part)
        else:
            pieces += _cut(part, tokens, most, _mandarin_cost(part) if han else _english_cost(part))
    return tuple(stripped for piece in pieces if (stripped := piece.strip()) and _spoken_size(stripped, han))


def _rules_pieces(text: str, han: bool) -> Sequence[tuple[int, int, str]]:
    return list(mandarin.rules().pieces(mandarin.simplified(text)) if han else english.rules().pieces(text))


def _strong_parts(text: str, han: bool) -> list[str]:
    parts: list[str] = []
    start = 0
    forms = {place for begin, end, _ in _rules_pieces(text, han) for place in range(begin, end)}
    for place, character in enumerate(text):
        full_stop = character == "." and place not in forms and (place + 1 == len(text) or text[place + 1].isspace())
        if place < start or not (character in _STRONG or full_stop):
            continue
        end = place + 1
        while end < len(text) and text[end] in _STRONG + _CLOSING + "\"'":
            end += 1
        parts.append(text[start:end])
        start = end
    return [*parts, text[start:]] if start < len(text) else parts


def _spoken_size(said: str, han: bool) -> int:
    return len(_SAID.findall(mandarin.marked(said))) if han else len(_ENGLISH_WORD.findall(english.spoken(said)))


def _tokens(text: str, han: bool) -> list[_Token]:
    tokens: list[_Token] = []
    place = 0
    starts = {found.start() for found in _WORD_START.finditer(text)}
    for begin, end, said in [*_rules_pieces(text, han), (len(text), len(text), "")]:
        for index in range(place, begin):
            size = bool(_SAID.match(text[index])) if han else index in starts
            tokens.append(_Token(index + 1, int(size)))
        if end > begin:
            tokens.append(_Token(end, len(_SAID.findall(said)) if han else len(_ENGLISH_WORD.findall(said))))
        place = end
    return tokens


def _cut(text: str, tokens: Sequence[_Token], limit: int, cost: Callable[[int], float]) -> list[str]:
    """The cheapest split: few pieces, of like length, cut where the voice would rest."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for last, token in enumerate(tokens):
        price = 0.0 if last + 1 == len(tokens) else cost(token.end)
        options: list[tuple[float, int]] = []
        size = longest = 0
        for first in range(last, -1, -1):
            size += tokens[first].size
            longest = max(longest, tokens[first].size)
            # A form longer than the limit has pauses of its own: it stands alone or with the few words that name it.
            if size > limit and (longest <= limit or size - longest > _WORDS_AROUND):
                break
            short = max(0, limit - size) / limit
            options.append((best[first][0] + 1 + 2 * short * short + price, first))
        best.append(min(options))
    cuts: list[int] = []
    index = len(tokens)
    while index:
        cuts.append(tokens[index - 1].end)
        index = best[index][1]
    places = [0, *reversed(cuts)]
    return [text[begin:end] for begin, end in pairwise(places)]


def _mark_cost(text: str, place: int) -> float | None:
    before, after = text[place - 1], text[place]
    if after in _STRONG + _CLAUSE + _COMMA + _LIST + _CLOSING or before in _OPENING:
        return _NEVER
    if before in _CLAUSE:
        return 0.0
    if before in _COMMA:
        return 0.2
    if before in _LIST or before in _CLOSING or after in _OPENING:
        return 1.0
    return None


def _mandarin_cost(whole: str) -> Callable[[int], float]:
    text = mandarin.simplified(whole)
    breaks = table("breaks")["zh"]
    ends = readings.word_ends(text)

    def cost(place: int) -> float:
        if (mark := _mark_cost(text, place)) is not None:
            return mark
        if text[place - 1].isspace() or text[place].isspace():
            # A space between figures joins a date and its time, or the groups of a number.
            return 8.0 if text[place - 1 : place + 1].strip().isdecimal() else 1.5
        if text[place - 1].isalnum() and text[place - 1].isascii() and text[place].isascii() and text[place].isalnum():
            return 1000.0
        if place not in ends and _HAN.match(text[place - 1]) and _HAN.match(text[place]):
            return 60.0
        if any(text.startswith(word, place) for word in breaks["before"]):
            return 2.0
        if any(text.endswith(word, 0, place) for word in breaks["after"]):
            return 3.0
        return 6.0

    return cost


def _english_cost(text: str) -> Callable[[int], float]:
    before = frozenset(table("breaks")["en"]["before"])

    def cost(place: int) -> float:
        if not text[place - 1].isspace():
            return _NEVER
        if (mark := _mark_cost(text.replace(" ", ""), place - text.count(" ", 0, place))) is not None and mark < 6:
            return mark
        following = text[place:].split(maxsplit=1)
        return 2.0 if following and following[0].strip(",;:.").lower() in before else 6.0

    return cost
