"""Spoken numbers: digit strings, whole numbers, amounts of money, ages. Pure; None when it was no number, so that one asks back."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from kiosk.value import dataclass
from voice.understand.lexicon import bare, digits, longest_first, one_of, table, trimmed

MOST = Decimal(10) ** 12


def digit_string(heard: str) -> str | None:
    """Digits (and X) said one by one, in any grouping: for ID, phone, card and case numbers.

    Repeats ("three eights") and tens ("thirty-eight" for 38) are understood. None when anything else is in it.
    """
    return figures_said(without_fillers(bare(heard)), digits())


def figures_said(said: str, known: Mapping[str, str]) -> str | None:
    """What was said one by one, without small words. known: each spoken sign and what it means. None when anything else is in it."""
    repeat = table()["amount"]["repeat"]
    found: list[str] = []
    place = 0
    while place < len(said):
        tens = _tens().match(said, place)
        if tens and tens.end() > place + 1:
            number = whole_number(tens.group())
            if number is not None:
                found.append(str(number))
                place = tens.end()
                continue
        word = next((word for word in longest_first(known) if said.startswith(word, place)), None)
        if word is None:
            return None
        place += len(word)
        if said.startswith(repeat, place):
            twice = next((other for other in longest_first(known) if said.startswith(other, place + len(repeat))), None)
            count = int(known[word]) if known[word].isdigit() else 0
            if twice is None or not 2 <= count <= 9:
                return None
            found.append(known[twice] * count)
            place += len(repeat) + len(twice)
        else:
            found.append(known[word])
    return "".join(found) or None


def whole_number(heard: str) -> int | None:
    """A number said as a quantity: "one thousand two" (1,200 in Mandarin), "three ten-thousands five" (35,000), or digits."""
    said = bare(heard)
    if not said:
        return None
    if said.isascii() and said.isdigit():
        return int(said)
    known = digits()
    if all(character in known and known[character].isdigit() for character in said):
        return int("".join(known[character] for character in said)) if len(said) != 1 else int(known[said])
    total, part, number, last_unit = 0, 0, 0, 0
    empty = True
    for character in said:
        if character in table()["shorts"]:
            part, last_unit, empty = part + table()["shorts"][character], 10, True
        elif character in table()["places"]:
            unit = table()["places"][character]
            if empty and unit != 10:
                return None
            part += (number if not empty else 1) * unit
            number, last_unit, empty = 0, unit, True
        elif character in table()["groups"]:
            unit = table()["groups"][character]
            section = part + number
            if section == 0 and total == 0:
                return None
            total = (total + section) * unit if unit > 10_000 or total == 0 else total + section * unit
            part, number, last_unit, empty = 0, 0, unit, True
        elif known.get(character) == "0":
            if not empty:
                return None
            last_unit = 0
        elif known.get(character, "").isdigit():
            if not empty:
                return None
            number, empty = int(known[character]), False
        else:
            return None
    return total + part + number * (last_unit // 10 if last_unit > 10 and not empty else 1)


@dataclass(frozen=True, slots=True)
class Amount:
    """Money as it was said: yuan with at most two decimals; guess: "some", "about": to be asked back."""

    yuan: Decimal
    guess: bool = False


def amount(heard: str) -> Amount | None:
    """Money: "one thousand two hundred kuai five mao", "two mao", "half a kuai", "35,000", "12.5"."""
    words = table()["amount"]
    said = re.sub(r"(?<=\d)[,\uff0c](?=\d{3})", "", re.sub(r"\s+", "", heard)).strip("\uff0c\u3002?\uff1f!\uff01")
    guess = re.search(one_of(words["about"]), said) is not None
    said = re.sub(one_of(words["about"]), "", said) if guess else said
    while lead := re.match(one_of(words["leads"]), said):
        said = said[lead.end() :]
    said = re.sub(one_of(words["whole"]) + "$", "", said)
    if not said:
        return Amount(Decimal(0), True) if guess else None
    parts = re.split(one_of(words["yuan"]), said, maxsplit=1)
    small = re.search(one_of([*words["jiao"], *words["fen"]]), parts[0]) if len(parts) == 1 else None
    if small:
        whole: Decimal | None = Decimal(0)
        rest = _small(parts[0], after_yuan=False)
    else:
        whole, rest = _whole(parts[0]), _small(parts[1], after_yuan=True) if len(parts) == 2 else Decimal(0)
    if whole is None or rest is None or whole + rest >= MOST:
        return None
    return Amount(whole + rest, guess)


def age(heard: str) -> tuple[int, bool] | None:
    """Years of age, and whether they were counted the old way (one at birth)."""
    words = table()["age"]
    said = trimmed(heard)
    while lead := re.match(one_of([*words["leads"], *table()["amount"]["leads"]]), said):
        said = said[lead.end() :]
    nominal = words["nominal"] in said
    number = whole_number(without_fillers(re.sub(one_of(words["units"]), "", said)))
    return (number, nominal) if number is not None and 0 < number < 130 else None


def _whole(said: str) -> Decimal | None:
    """The part before "kuai": a number, with a point perhaps, or a half."""
    words = table()["amount"]
    if said == words["half"]:
        return Decimal("0.5")
    number, *decimals = re.split(one_of(words["point"]), said, maxsplit=1)
    whole = whole_number(number)
    if whole is None:
        return None
    if not decimals:
        return Decimal(whole)
    figures = digit_string(decimals[0])
    if figures is None or len(figures) > 2 or "X" in figures:
        return None
    return whole + Decimal(f"0.{figures}")


def _small(said: str, *, after_yuan: bool) -> Decimal | None:
    """The part after "kuai": a half, mao and fen; the last unit is often left unsaid."""
    words = table()["amount"]
    if said == words["half"]:
        return Decimal("0.5")
    found = _small_form().fullmatch(said)
    if not found:
        return None
    jiao, fen, bare_figure = found["jiao"], found["fen"], found["figure"]
    if bare_figure and not jiao and not after_yuan:
        return None
    tenths = jiao or (bare_figure if bare_figure and not found["zero"] else None)
    hundredths = fen or (bare_figure if bare_figure and (jiao or found["zero"]) else None)
    known = digits()
    return (int(known[tenths]) if tenths else 0) * Decimal("0.1") + (
        int(known[hundredths]) if hundredths else 0
    ) * Decimal("0.01")


def without_fillers(said: str) -> str:
    """Without the small words that people say between numbers."""
    return re.sub(one_of(table()["fillers"]), "", said)


@cache
def _tens() -> re.Pattern[str]:
    figure = "[" + "".join(word for word, digit in digits().items() if digit in "123456789" and len(word) == 1) + "]"
    ten = one_of(word for word, worth in table()["places"].items() if worth == 10)
    return re.compile(f"{figure}?{ten}{figure}?")


@cache
def _small_form() -> re.Pattern[str]:
    words = table()["amount"]
    figure = one_of(word for word, digit in digits().items() if digit in "123456789")
    zero = one_of(words["and_zero"])
    return re.compile(
        f"(?:(?P<jiao>{figure}){one_of(words['jiao'])})?(?P<zero>{zero})?"
        f"(?:(?P<fen>{figure}){one_of(words['fen'])}|(?P<figure>{figure}))?"
    )
