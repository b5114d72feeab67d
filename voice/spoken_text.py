"""The way from words to what the engine is given, until voice/pronounce has landed; then this file goes."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spoken:
    """What to say, for voices that read characters and for those that read tone-numbered pinyin."""

    characters: str
    pinyin: str


def speakable(text: str, language: str) -> Spoken:
    """Text as the engine can say it."""
    if language != "zh":
        return Spoken(text, text)
    from pypinyin import Style, lazy_pinyin

    return Spoken(text, " ".join(lazy_pinyin(text, style=Style.TONE3, tone_sandhi=True, neutral_tone_with_five=True)))


def sentences(text: str, limit: int) -> tuple[str, ...]:
    """Text cut into sentences of at most `limit` characters."""
    found: list[str] = []
    for part in re.findall(r"[^。！？!?；;\n]+[。！？!?；;]?", text):
        rest = part.strip()
        while len(rest) > limit:
            cut = max((rest.rfind(mark, 0, limit) for mark in "，,、：: "), default=-1)
            cut = cut + 1 if cut > 0 else limit
            found.append(rest[:cut].strip())
            rest = rest[cut:].strip()
        if rest:
            found.append(rest)
    return tuple(found)
