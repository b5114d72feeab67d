"""Spoken numbers against a table of what people say."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice.understand.letters import case_number
from voice.understand.numbers import age, amount, digit_string, whole_number

TABLE = Path(__file__).parents[1] / "data" / "understand" / "numbers.tsv"
FIGURES = "零一二三四五六七八九"


def rows() -> Iterator[tuple[str, str, str]]:
    for line in TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, heard, meant = line.split("\t")
            yield kind, heard, meant


def understood(kind: str, heard: str) -> str:
    match kind:
        case "digits":
            return digit_string(heard) or "-"
        case "case":
            return case_number(heard) or "-"
        case "number":
            number = whole_number(heard)
            return "-" if number is None else str(number)
        case "amount":
            money = amount(heard)
            return (
                "-"
                if money is None or (money.guess and not money.yuan)
                else f"{money.yuan.normalize():f}" + "~" * money.guess
            )
        case _:
            years = age(heard)
            return "-" if years is None else f"{years[0]}" + "~" * years[1]


@pytest.mark.feature("F27")
@pytest.mark.parametrize(("kind", "heard", "meant"), list(rows()))
def test_what_is_said_is_understood(kind: str, heard: str, meant: str) -> None:
    assert understood(kind, heard) == meant


def spelled(number: int) -> str:
    """A number in full Mandarin words, written the plain way, for comparison."""
    if number < 10:
        return FIGURES[number]
    for unit, word in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            head, rest = divmod(number, unit)
            gap = "零" if 0 < rest < unit // 10 else ""
            return spelled(head) + word + (gap + spelled(rest) if rest else "")
    raise AssertionError(number)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.integers(0, 99_999_999))
def test_every_number_in_full_words_is_the_number(number: int) -> None:
    assert whole_number(spelled(number)) == number


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(1, 9_999_999), st.integers(0, 9), st.integers(0, 9))
def test_every_amount_in_full_words_is_the_amount(yuan: int, jiao: int, fen: int) -> None:
    said = (
        spelled(yuan)
        + "块"
        + (FIGURES[jiao] + "毛" if jiao else "")
        + (("" if jiao else "零") + FIGURES[fen] + "分" if fen else "")
    )
    found = amount(said)
    assert found is not None and found.yuan == Decimal(yuan) + Decimal(jiao) / 10 + Decimal(fen) / 100


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text("0123456789X", min_size=1, max_size=18))
def test_every_string_of_digits_said_one_by_one_is_the_string(written: str) -> None:
    said = "".join(("零幺二三四五六七八九叉")["0123456789X".index(digit)] for digit in written)
    assert digit_string(said) == written


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text("一二三十百千万零块毛分半点多岁第个年月初的叉 ,.5", max_size=12))
def test_no_babble_makes_it_fall_over(heard: str) -> None:
    digit_string(heard)
    whole_number(heard)
    age(heard)
    found = amount(heard)
    assert found is None or found.yuan >= 0
