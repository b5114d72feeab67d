"""Numbers as Mandarin says them. Words come from assets/lexicon/written_zh.toml; a one that keeps its tone is STEADY_ONE."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from kiosk import grouping
from kiosk.grouping import parted
from voice.pronounce.lexicon import table
from voice.pronounce.rewriting import Form

STEADY_ONE = "\ue001"
_LONGEST = 16


@cache
def _words() -> Mapping[str, str]:
    return table("written_zh")["words"]  # type: ignore[no-any-return]


def _digit(character: str) -> str:
    return STEADY_ONE if character == "1" else _words()["digits"][int(character)]


def digits(text: str) -> str:
    """Digit by digit; letters and everything else are left out except letters, which are spelled."""
    return "".join(_digit(c) if c.isdecimal() else f" {c.upper()} " for c in text if c.isalnum())


def _below_ten_thousand(value: int, two: str, inner: bool) -> str:
    words = _words()
    said, gap = "", False
    for place in (3, 2, 1, 0):
        figure = value // 10**place % 10
        if not figure:
            gap = bool(said) or inner
            continue
        if gap and (said or inner):
            said += words["digits"][0]
        gap = False
        if figure == 2 and place == 3:
            said += two
        elif not (figure == 1 and place == 1 and not said and not inner):
            said += words["digits"][figure]
        said += words["places"][place]
    return said


def _whole(value: int) -> str:
    words = _words()
    if value == 0:
        return words["digits"][0]
    groups = [value // 10**power % 10_000 for power in (12, 8, 4, 0)]
    said, gap = "", False
    for name, group in zip(reversed(words["groups"]), groups, strict=True):
        if not group:
            gap = bool(said)
            continue
        part = _below_ten_thousand(group, words["two"], inner=False)
        if said and (gap or group < 1000):
            said += words["digits"][0]
        if said and 10 <= group < 20:
            part = words["digits"][1] + part
        if group == 2 and name:
            part = words["two"]
        said, gap = said + part + name, False
    return said


def count(text: str) -> str:
    """A number before a measure word or unit: two is the counting two, and a final one changes its tone."""
    return _words()["two"] if text.replace(",", "") == "2" else _number(text, steady=False)


def number(text: str) -> str:
    """A number by itself or as a rank: two and one are said plainly."""
    return _number(text, steady=True)


def _number(text: str, steady: bool) -> str:
    plain = text.replace(",", "")
    whole, point, decimals = plain.partition(".")
    if len(whole) > _LONGEST or (len(whole) > 2 and whole.startswith("0") and not point):
        return digits(plain)
    said = _whole(int(whole))
    if (steady or point) and said.endswith(_words()["digits"][1]):
        said = said[:-1] + STEADY_ONE
    return said + (_words()["point"] + digits(decimals) if point else "")


def money(text: str) -> str:
    """Yuan, jiao and fen of an amount with at most two decimals; more decimals are said as a decimal number."""
    words = _words()
    whole, _, decimals = text.replace(",", "").partition(".")
    if len(decimals) > 2:
        return number(text) + words["yuan"]
    jiao, fen = (int(figure) for figure in decimals.ljust(2, "0"))
    said = count(whole) + words["yuan"] if int(whole) or not (jiao or fen) else ""
    if jiao:
        said += (words["digits"][jiao] if said else count(str(jiao))) + words["jiao"]
    elif fen and said:
        said += words["digits"][0]
    return said + (words["digits"][fen] + words["fen"] if fen else "")


def minutes(text: str) -> str:
    """Minutes or seconds of two figures: with the zero said before a single one."""
    return number(text) if not text.startswith("0") or text == "00" else _words()["digits"][0] + number(text[1:])


def minute(text: str) -> str:
    """The minutes of a time with their word, nothing on the full hour."""
    return "" if text == "00" else minutes(text) + _words()["minute"]


def hour(text: str) -> str:
    """The hour of a time."""
    return count(str(int(text)))


def zeroed(text: str) -> str:
    """A single figure with its zero."""
    return _words()["digits"][0] + number(text)


def _sizes(length: int) -> tuple[int, ...]:
    if length <= 4:
        return (length,)
    if length in (18, 20):
        return tuple(len(group) for group in grouping.heard(grouping.identity("0" * length)))
    if length == 15:
        return (3, 3, 2, 2, 2, 3)
    if length == 11:
        return grouping.MOBILE
    if length in (5, 6, 9):
        return (3,) * (length // 3)
    if length == 7:
        return (3, 4)
    return (4,) * (length // 4)


def _paused(groups: Iterable[str]) -> str:
    return _words()["pause"].join(digits(group) for group in groups)


def _characters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def identity(text: str) -> str:
    """An identity or disability card number, digit by digit in groups of three and four."""
    plain = _characters(text)
    return _paused(parted(plain, _sizes(len(plain))))


def fours(text: str) -> str:
    """A card number, digit by digit in groups of four."""
    plain = _characters(text)
    return _paused(grouping.card(plain))


def code(text: str) -> str:
    """A case number, password or code: letters spelled, digits one by one, a pause at hyphens and between groups."""
    groups: list[str] = []
    for part in re.split(r"[^A-Za-z0-9]+", text):
        for run in re.findall(r"[A-Za-z]+|\d+[Xx]?(?![A-Za-z])|\d+", part):
            groups += [run] if run.isalpha() else parted(run, _sizes(len(run)))
    return _paused(groups)


def phone(text: str) -> str:
    """A telephone number, digit by digit in groups, one said as on the telephone."""
    groups: Iterable[str]
    plain = re.sub(r"[^\d-]", "-", text).strip("-")
    if re.fullmatch(r"1[3-9]\d-?\d{4}-?\d{4}", plain):
        groups = grouping.phone(plain.replace("-", ""))
    elif found := re.fullmatch(r"(0(?:10|2\d|\d{3}))-?(\d{7,8})(?:-(\d+))?", plain):
        groups = [found[1], *parted(found[2], (len(found[2]) - 4, 4)), *([found[3]] if found[3] else [])]
    elif found := re.fullmatch(r"([48]00)-?(\d{3,4})-?(\d{3,4})", plain):
        groups = [found[1], found[2], found[3]]
    elif "-" not in plain and len(plain) in (5, 8):
        groups = [plain] if len(plain) == 5 else parted(plain, (4, 4))
    else:
        groups = [group for run in plain.split("-") for group in parted(run, _sizes(len(run)))]
    return _paused(groups).replace(STEADY_ONE, _words()["phone_one"])


def country(text: str) -> str:
    """The prefix of the country: its digits."""
    return digits(text) + _words()["pause"]


def dotted(text: str) -> str:
    """A version or clause number: each part a number, with the points said."""
    return _words()["point"].join(number(part) for part in text.split("."))


def circled(text: str) -> str:
    """A circled, bracketed or Roman number in one character."""
    return number(str(int(unicodedata.numeric(text))))


def vulgar(text: str) -> str:
    """A fraction in one character, such as U+00BD."""
    over, under = unicodedata.normalize("NFKC", text).split("\u2044")
    return table("written_zh")["fraction"].format(under=number(under), over=number(over))  # type: ignore[no-any-return]


def stars(text: str) -> str:
    """How many characters a mask hides."""
    return count(str(len(text)))


def veil(text: str) -> str:
    """What is said for the hidden part of a name."""
    return _words()["unknown"]


def address(text: str) -> str:
    """A web or mail address: words as words, dots and signs said."""
    words = _words()
    signs = {".": words["point"], "@": words["at"], "/": words["slash"], "-": words["dash"], "_": words["underscore"]}
    bare = re.sub(r"^https?://", "", text)
    return "".join(signs.get(c, _digit(c) if c.isdecimal() else c if c.isalpha() else words["pause"]) for c in bare)


def unit(text: str) -> str:
    """The word for a unit's sign."""
    return table("written_zh")["units"][text]  # type: ignore[no-any-return]


FORMS: Mapping[str, Form] = {
    "text": str,
    "mark": str,
    "number": number,
    "count": count,
    "digits": digits,
    "money": money,
    "minutes": minutes,
    "minute": minute,
    "hour": hour,
    "zeroed": zeroed,
    "id": identity,
    "fours": fours,
    "code": code,
    "phone": phone,
    "country": country,
    "dotted": dotted,
    "circled": circled,
    "vulgar": vulgar,
    "stars": stars,
    "veil": veil,
    "address": address,
    "unit": unit,
}
