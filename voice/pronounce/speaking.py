"""A text as it is said: in characters for engines that read them, in pinyin for espeak-ng's cmn-latn-pinyin."""

from __future__ import annotations

from kiosk.value import dataclass
from voice.pronounce import english, mandarin, readings

ONE_IN_NUMBERS, ONE = "\u5e7a", "\u4e00"
"""Mandarin says one as yao1 in telephone numbers; Cantonese has jat1 everywhere."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said. `pinyin` is tone-numbered, a space between syllables, with , . ? ! at pauses; empty when not Mandarin."""

    characters: str
    pinyin: str


def speakable(text: str, language: str = "zh") -> Spoken:
    """The text as `language` says it: `zh` and its kinds (`zh-Hant`), `yue` (characters only), `en` and its kinds.

    Raises ValueError for a language without rules.
    """
    kind = language.partition("-")[0].partition("_")[0].lower()
    if kind in ("zh", "cmn"):
        marked = mandarin.marked(mandarin.folded(text))
        return Spoken(mandarin.plain(marked), readings.pinyin(marked))
    if kind == "yue":
        return Spoken(mandarin.spoken(text).replace(ONE_IN_NUMBERS, ONE), "")
    if kind == "en":
        return Spoken(english.spoken(text), "")
    raise ValueError(f"no rules to speak {language!r}")


def warm() -> None:
    """Read the dictionaries and rules now (about 0.3 s), for a worker to call before somebody waits."""
    readings.warm()
    mandarin.rules()
