"""Case numbers as people say them: Latin letters by the sound of their names, among figures said one by one. Pure; None when it was none."""

import re
from collections.abc import Mapping
from functools import cache

from voice.understand.lexicon import bare, digits, one_of, table
from voice.understand.numbers import figures_said, without_fillers


def case_number(heard: str) -> str | None:
    """Capital letters and figures in order. Some sounds are letters only behind a word that says so ("letter yi": E, else a one)."""
    said = _once_named().sub(_letter, bare(heard).upper())
    said = re.sub(one_of([*table()["lettered"]["named"], *table()["lettered"]["fillers"]]), "", said)
    return figures_said(without_fillers(said), signs())


def words() -> tuple[str, ...]:
    """All words that a recogniser listens for where letters may be said, beside the figures."""
    return (*(form for forms in table()["letters"].values() for form in forms), *table()["lettered"]["named"])


@cache
def signs() -> Mapping[str, str]:
    """Each spoken letter and figure, and what it means."""
    known = {form: letter for letter, forms in table()["letters"].items() for form in (letter, *forms)}
    return {**known, **digits()}


@cache
def _sounds() -> Mapping[str, str]:
    """What may follow a word that says that a letter comes."""
    known = {form: letter for letter, forms in table()["lettered"]["once_named"].items() for form in forms}
    return {**{form: letter for form, letter in signs().items() if letter.isalpha()}, **known}


def _letter(found: re.Match[str]) -> str:
    return _sounds()[found["sound"]]


@cache
def _once_named() -> re.Pattern[str]:
    return re.compile(f"{one_of(table()['lettered']['named'])}{table()['names']['of']}?(?P<sound>{one_of(_sounds())})")
