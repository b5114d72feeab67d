"""English text as it is said, for espeak-ng's English voice: numbers, dates, money and codes in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from voice.pronounce.lexicon import table
from voice.pronounce.mandarin import folded
from voice.pronounce.rewriting import Form, Rewriting

_MARKS = ",;:.?!"
_LOOSE_HYPHEN = re.compile(r"(?<!\w)-+|-+(?!\w)")
_PAUSES = re.compile(rf"\s*[{_MARKS}](?:\s*[{_MARKS}])*\s*")


@cache
def _data() -> Mapping[str, Any]:
    return table("written_en")


def _below_thousand(value: int) -> str:
    data = _data()
    hundreds, rest = divmod(value, 100)
    said = [f"{data['small'][hundreds]} {data['hundred']}"] if hundreds else []
    if rest >= 20:
        said.append(data["tens"][rest // 10] + (f"-{data['small'][rest % 10]}" if rest % 10 else ""))
    elif rest:
        said.append(data["small"][rest])
    return " ".join(said)


def _whole(value: int) -> str:
    data = _data()
    if value == 0:
        return str(data["small"][0])
    said: list[str] = []
    for power in range(len(data["large"]) - 1, -1, -1):
        if part := value // 1000**power % 1000:
            said.append(_below_thousand(part) + data["large"][power])
    return " ".join(said)


def number(text: str) -> str:
    """A whole or decimal number."""
    whole, point, decimals = text.replace(",", "").partition(".")
    said = _whole(int(whole))
    return f"{said} {_data()['point']} {_figures(decimals)}" if point else said


def _figures(text: str) -> str:
    return " ".join(_data()["small"][int(c)] if c.isdecimal() else c.upper() for c in text if c.isalnum())


def groups(text: str) -> str:
    """Digit by digit and letter by letter, with a pause between groups."""
    runs: list[str] = []
    for part in re.split(r"[^A-Za-z0-9]+", text):
        for run in re.findall(r"[A-Za-z]+|\d+[Xx]?", part):
            sizes = {11: (3, 4, 4), 18: (3, 3, 4, 4, 4), 6: (3, 3), 9: (3, 3, 3), 5: (5,)}
            size_list = sizes.get(len(run)) or (4,) * (len(run) // 4)
            start = 0
            for size in () if run.isalpha() else size_list:
                runs.append(run[start : start + size])
                start += size
            runs.append(run[start:])
    return ", ".join(_figures(run) for run in runs if run)


def rank(text: str) -> str:
    """The ordinal of a number."""
    said = number(text)
    head, hyphen, last = said.rpartition("-") if "-" in said else said.rpartition(" ")
    ordinal = _data()["ordinals"].get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{head}{hyphen}{ordinal}"


def year(text: str) -> str:
    """A year of four figures."""
    century, rest = int(text[:2]), int(text[2:])
    if century % 10 == 0 and rest < 10:
        return number(text)
    if rest == 0:
        return f"{_whole(century)} {_data()['hundred']}"
    return f"{_whole(century)} {_data()['oh'] + ' ' if rest < 10 else ''}{_whole(rest)}"


def minute(text: str) -> str:
    """What follows the hour."""
    data = _data()
    if text == "00":
        return f" {data['oclock']}"
    return f" {data['oh']} {_figures(text[1])}" if text[0] == "0" else f" {number(text)}"


def _month(text: str) -> str:
    return str(_data()["months"][int(text) - 1])


def _month_name(text: str) -> str:
    return next(str(name) for name in _data()["months"] if name.startswith(text[:3]))


def yuan(text: str) -> str:
    """An amount in yuan; a decimal without trailing zeros."""
    plain = text.replace(",", "")
    return f"{number(plain.rstrip('0').rstrip('.') if '.' in plain else plain)} {_data()['units']['CNY']}"


def _fraction(text: str) -> str:
    over, under = text.split("/")
    return str(_data()["fractions"].get(text) or f"{number(over)} {_data()['over']} {number(under)}")


def _address(text: str) -> str:
    data = _data()
    signs = {".": "dot", "@": "at", "/": "slash", "-": "dash", "_": "underscore"}
    bare = re.sub(r"^https?://", "", text)
    said = (f" {data[signs[c]]} " if c in signs else f" {number(c)} " if c.isdecimal() else c for c in bare)
    return "".join(said).replace("www", "W W W")


def _han(text: str) -> str:
    # A name in Han is read by its sounds, so that an English voice says something near it.
    from voice.pronounce import readings

    return re.sub(r"[\d]", "", readings.pinyin(text)).title().replace("V", "U")


_FORMS: Mapping[str, Form] = {
    "text": str,
    "number": number,
    "groups": groups,
    "rank": rank,
    "year": year,
    "minute": minute,
    "month": _month,
    "monthname": _month_name,
    "yuan": yuan,
    "fraction": _fraction,
    "address": _address,
    "han": _han,
    "minus": lambda text: f"{_data()['negative']} ",
    "stars": lambda text: number(str(len(text))),
    "circled": lambda text: number(str(int(unicodedata.numeric(text)))),
    "unit": lambda text: str(_data()["units"][text]),
}


@cache
def rules() -> Rewriting:
    """The rules of written English."""
    return Rewriting(_data(), _FORMS)


def spoken(text: str) -> str:
    """The text as it is said, in words, with , . ? ! ; : at pauses."""
    said = rules().spoken(re.sub(r"\s*\n\s*", ". ", folded(text.strip())))
    marks: Mapping[str, str] = _data()["marks"]
    return _tidied(_LOOSE_HYPHEN.sub(",", "".join(marks.get(character, character) for character in said)))


def _tidied(text: str) -> str:
    def strongest(found: re.Match[str]) -> str:
        return max((c for c in found[0] if c in _MARKS), key=_MARKS.index) + " "

    single = _PAUSES.sub(strongest, text)
    return re.sub(r"\s+", " ", single).strip(" ,;:")
