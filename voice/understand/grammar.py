"""What may be said on a screen, as the words a recogniser listens for. Pure; whether its model knows them is the recogniser's to find out."""

from collections.abc import Iterator

from kiosk.blocks import Choices, DateField, Menu, TextField
from kiosk.phrases import Phrases
from kiosk.screen import Screen
from voice.understand import letters, lines
from voice.understand.lexicon import bare, digits, table
from voice.understand.lines import FREE
from voice.understand.meaning import actions_of, blocks_of

NUMBERED = ("id_number", "figures", "phone", "card", "case", "code")


def grammar(screen: Screen, phrases: Phrases, *, free: bool = False) -> tuple[str, ...] | None:
    """All that may be said, each once, sorted; None when anything may be said (free text), so that no grammar is to be set.

    free: the model takes free speech, so that services can be asked for in words of one's own where they can be asked for at all.
    """
    if free and screen.open_to_services:
        return None
    if any(isinstance(line, TextField) and line.kind in FREE for line in lines.lines_of(blocks_of(screen))):
        return None
    said = set(_words(screen, phrases)) - set(table()["unheard"])
    return tuple(sorted(bare(word) for word in said if bare(word)))


def _words(screen: Screen, phrases: Phrases) -> Iterator[str]:
    for action in actions_of(screen):
        yield from phrases.hear(action.text)
    fields = lines.lines_of(blocks_of(screen))
    yield from lines.words(fields, phrases)
    for block in blocks_of(screen):
        if isinstance(block, TextField) and block not in fields:
            continue
        match block:
            case Choices():
                for option in block.options:
                    yield from phrases.hear(option.text)
                yield from _ordinals(len(block.options))
                yield from (*table()["answers"]["yes"], *table()["answers"]["no"])
            case Menu():
                yield from _ordinals(len(block.items))
            case DateField():
                yield from _of_date()
            case TextField(kind=kind):
                yield from digits()
                if kind == "case":
                    yield from letters.words()
                if kind not in NUMBERED:
                    yield from _of_quantity()


def _ordinals(count: int) -> Iterator[str]:
    figures = [word for word, digit in digits().items() if digit.isdigit() and 0 < int(digit) <= count]
    words = table()["choices"]
    for figure in figures:
        yield f"{words['ordinal']}{figure}{words['counters'][0]}"
    yield from (*words["last"], *words["first"])


def _of_quantity() -> Iterator[str]:
    amount = table()["amount"]
    yield from (*table()["places"], *table()["groups"])
    for name in ("yuan", "jiao", "fen", "point"):
        yield from amount[name]
    yield from (amount["half"], *table()["age"]["units"])


def _of_date() -> Iterator[str]:
    words = table()["date"]
    yield from digits()
    yield from (*table()["places"], *table()["shorts"], words["first_days"], words["leap"])
    for name in (
        "year",
        "month",
        "day",
        "lunar_words",
        "solar_words",
        "lunar_months",
        "years",
        "months",
        "days",
    ):
        yield from words[name]
