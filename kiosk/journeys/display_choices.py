"""Size and language as they are offered on the first screen and, later, over any other."""

from kiosk.screen import Choices, Display, Option

SIZES = ("0", "1", "2", "3")
LANGUAGES = ("zh", "en")


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
