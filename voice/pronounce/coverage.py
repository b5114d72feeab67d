"""What the rules of pronunciation cannot say: for a test over every text of the product."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from voice.pronounce import english, mandarin, readings
from voice.pronounce.numerals import STEADY_ONE
from voice.pronounce.rewriting import HAN

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_WORD = re.compile(r"[A-Za-z]+")
_SAID = re.compile(rf"[{HAN}{STEADY_ONE}A-Za-z\s\uff0c\u3001\uff1a\uff1b\u3002\uff1f\uff01]")
_ENGLISH_SAID = re.compile(r"[A-Za-z\s,.!?;:'-]")


def uncovered(texts: Iterable[str], language: str = "zh") -> Mapping[str, tuple[str, ...]]:
    """Each text that would be said wrong, with what in it: a sign (`U+2603 SNOWMAN`) or a Latin word to be spelled.

    Placeholders such as `{name}` stand for a number. Raises ValueError for a language without rules.
    """
    kind = language.partition("-")[0].lower()
    if kind not in ("zh", "yue", "en"):
        raise ValueError(f"no rules to speak {language!r}")
    gaps = ((text, _english_gaps(text) if kind == "en" else _mandarin_gaps(text)) for text in texts)
    return {text: missing for text, missing in gaps if missing}


def _sign(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'UNNAMED')}"


def _mandarin_gaps(text: str) -> tuple[str, ...]:
    said = mandarin.marked(mandarin.folded(_PLACEHOLDER.sub("3", text)))
    signs = (_sign(c) for c in said if not _SAID.match(c) or (_is_han(c) and not readings.knows(c)))
    words = (word for word in _WORD.findall(said) if len(word) > 1 and not readings.knows_word(word))
    return tuple(dict.fromkeys((*signs, *words)))


def _english_gaps(text: str) -> tuple[str, ...]:
    said = english.spoken(_PLACEHOLDER.sub("3", text))
    return tuple(dict.fromkeys(_sign(c) for c in said if not _ENGLISH_SAID.match(c)))


def _is_han(character: str) -> bool:
    return character != STEADY_ONE and re.match(f"[{HAN}]", character) is not None
