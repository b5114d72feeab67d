"""The words that the test model knows: every command, digit and answer, every service name and the options of forms, from the product's own data."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kiosk import phrases
from voice.understand.lexicon import bare, table

ASSETS = Path(__file__).parents[3] / "assets"
HAN = re.compile(r"[\u4e00-\u9fff]{1,12}")
CASE_LETTERS = "YL"
"""Case numbers of the sandbox begin so."""
OUTSIDE = ("今天天气很好", "我想吃饭", "明天去公园")
"""Said in tests as what fits nothing: never among the words."""


def words() -> tuple[str, ...]:
    """All of them, sorted: the same for the same product."""
    found = {bare(word) for word in (*_commands(), *_lexicon(), *_services(), *_doors())}
    never = {*OUTSIDE, *table()["unheard"]}
    return tuple(sorted(word for word in found if HAN.fullmatch(word) and word not in never))


def _commands() -> Iterator[str]:
    for entry in phrases.load("zh").entries.values():
        yield from entry.hear


def _lexicon() -> Iterator[str]:
    known = table()
    for forms in known["digits"].values():
        yield from forms
    yield from (*known["places"], *known["groups"], *known["answers"]["yes"], *known["answers"]["no"])
    for name in ("yuan", "jiao", "fen", "point"):
        yield from known["amount"][name]
    yield from (known["amount"]["half"], *known["age"]["units"])
    for name in ("year", "month", "day", "lunar_words", "solar_words", "lunar_months", "years", "months", "days"):
        yield from known["date"][name]
    yield from (known["date"]["first_days"], known["date"]["leap"])
    choices = known["choices"]
    for figure in "一二三四五六七八":
        yield f"{choices['ordinal']}{figure}{choices['counters'][0]}"
    yield from (*choices["last"], *choices["first"])
    for letter in CASE_LETTERS:
        yield known["letters"][letter][0]
    yield from (known["lines"]["next"][0], known["lines"]["before"][0])
    yield from (f"{choices['ordinal']}{figure}{known['lines']['counters'][0]}" for figure in "一二")


def _services() -> Iterator[str]:
    for path in sorted((ASSETS / "sandbox" / "services").glob("*.json")):
        service = json.loads(path.read_text("utf-8"))
        yield from (service["title"], *service.get("aliases", ()))
        yield from _options(service.get("form"))
        yield from _options(service.get("materials"))


def _doors() -> Iterator[str]:
    for door in json.loads((ASSETS / "sandbox" / "life_events.json").read_text("utf-8")).get("items", ()):
        yield door["title"]


def _options(value: Any) -> Iterator[str]:
    """The titles of choices, wherever they stand in a form."""
    if isinstance(value, dict):
        if "const" in value and isinstance(value.get("title"), str):
            yield value["title"]
        for one in value.values():
            yield from _options(one)
    elif isinstance(value, list):
        for one in value:
            yield from _options(one)
