"""Choices of how it is shown that more than one screen offers, each written in one way."""

from kiosk.blocks import Choices, Option
from kiosk.display import LANGUAGES, Display

SIZES = ("0", "1", "2", "3")


def sizes(display: Display) -> Choices:
    """The four sizes."""
    return Choices(
        "size",
        "welcome.size",
        tuple(Option(value, f"welcome.size.{value}") for value in SIZES),
        (str(display.size),),
    )


def languages(display: Display) -> Choices:
    """The languages that are shipped."""
    return Choices(
        "language",
        "welcome.language",
        tuple(Option(value, f"language.{value}") for value in LANGUAGES),
        (display.language,),
    )


def on_or_off(key: str, label: str, on: bool, *, off_first: bool = False) -> Choices:
    """On and off, each in its own words. off_first: where off is what nearly everybody has."""
    options = Option("on", f"{label}.on"), Option("off", f"{label}.off")
    return Choices(key, label, options[::-1] if off_first else options, ("on" if on else "off",))
