"""Mandarin text as it is said: written forms spelled out, brackets and quotes turned into pauses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from voice.pronounce.lexicon import columns, table
from voice.pronounce.numerals import FORMS, STEADY_ONE
from voice.pronounce.rewriting import HAN, Rewriting

_LINES = re.compile(r"\s*[\r\n\u2028\u2029]+\s*")
_LOOSE = re.compile(rf"(?<=[{HAN}])[^\S\n]+(?=[\dA-Za-z¥$(\uff08])|(?<=[\dA-Za-z)\uff09%])[^\S\n]+(?=[{HAN}])")
_GAP = re.compile(rf"(?<=[{HAN}])[^\S\n]+(?=[{HAN}])")
_STRENGTH = {mark: rank for rank, mark in enumerate("\uff0c\u3001\uff1a\uff1b\u3002\uff01\uff1f", start=1)}
_MARKS = "".join(_STRENGTH)
_PAUSES = re.compile(rf"[\s{_MARKS}]*[{_MARKS}][\s{_MARKS}]*")
_SPACE = re.compile(r"\s+")
_HAN_SPACE = re.compile(rf"(?<=[{HAN}{STEADY_ONE}])\s+|\s+(?=[{HAN}{STEADY_ONE}])")
_SOFT = "\uff0c\u3001"


@cache
def rules() -> Rewriting:
    """The rules of written Mandarin."""
    return Rewriting(table("written_zh"), FORMS)


@cache
def _folding() -> Mapping[int, str]:
    wide = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _MARKS + "\uff08\uff09"}
    return wide | {0xFFE5: "\u00a5", 0x3000: " ", 0x301C: "~", 0x223C: "~", 0x2103: "\u2103", 0x2212: "-"}


def folded(text: str) -> str:
    """The text with full-width letters and figures made narrow and the spaces between Han and figures closed."""
    composed = unicodedata.normalize("NFC", text).translate(_folding())
    return _LOOSE.sub("", composed)


@cache
def _simplifying() -> Mapping[int, str]:
    pairs = ((a, b) for row, below in columns("traditional").items() for a, b in zip(row, below, strict=True))
    return {ord(traditional): simplified for traditional, simplified in pairs}


def simplified(text: str) -> str:
    """The text in the characters the lexicon is written in, place by place."""
    return text.translate(_simplifying())


def marked(text: str) -> str:
    """A folded text as it is said, a one that keeps its tone still marked as STEADY_ONE."""
    lines = _LINES.sub("\u3002", simplified(text.strip()))
    said = rules().spoken(_GAP.sub("\uff0c", lines))
    marks: Mapping[str, str] = table("written_zh")["marks"]
    return _tidied("".join(marks.get(character, character) for character in said))


def plain(marked_text: str) -> str:
    """What `marked` gave, in characters only."""
    return marked_text.replace(STEADY_ONE, table("written_zh")["words"]["digits"][1])


def spoken(text: str) -> str:
    """The text as it is said, in characters."""
    return plain(marked(folded(text)))


def _tidied(text: str) -> str:
    """One pause where several meet, the strongest; none at the start, no soft one at the end."""
    single = _PAUSES.sub(lambda found: max(found[0].replace(" ", ""), key=lambda m: _STRENGTH.get(m, 0)), text)
    return _SPACE.sub(" ", _HAN_SPACE.sub("", single)).lstrip(_MARKS + " ").rstrip(_SOFT + " ")
