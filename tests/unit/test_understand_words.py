"""Dates, answers and choices against tables of what people say."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice.understand.answers import which, yes_or_no
from voice.understand.dates import spoken_date

DATA = Path(__file__).parents[1] / "data" / "understand"
TODAY = datetime.date(2026, 5, 20)


def rows(name: str) -> Iterator[list[str]]:
    for line in (DATA / f"{name}.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@pytest.mark.feature("F27")
@pytest.mark.parametrize(("heard", "meant"), list(rows("dates")))
def test_a_spoken_date_is_understood(heard: str, meant: str) -> None:
    date = spoken_date(heard, TODAY)
    told = (
        "-"
        if date is None
        else "-".join("?" if part is None else str(part) for part in (date.year, date.month, date.day))
    )
    assert (told if date is None else f"{told} {date.calendar}") == meant


@pytest.mark.feature("F16")
@pytest.mark.parametrize(("heard", "meant"), list(rows("answers")))
def test_yes_and_no_are_told_apart_and_all_else_is_asked_again(heard: str, meant: str) -> None:
    assert {True: "yes", False: "no", None: "-"}[yes_or_no(heard)] == meant


@pytest.mark.feature("F26")
@pytest.mark.parametrize(("heard", "names", "meant"), list(rows("choices")))
def test_a_choice_is_found_by_number_name_or_part(heard: str, names: str, meant: str) -> None:
    found = which(heard, [entry.split("|") for entry in names.split("/")])
    assert " ".join(str(place + 1) for place in found.places) == ("" if meant == "-" else meant)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text("一二三八九十零年月日号初正腊去今农历对不是没好第个最后 ,", max_size=12))
def test_no_babble_makes_it_fall_over(heard: str) -> None:
    spoken_date(heard, TODAY)
    yes_or_no(heard)
    assert all(0 <= place < 2 for place in which(heard, [["甲村"], ["乙村"]]).places)
