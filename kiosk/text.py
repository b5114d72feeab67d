"""Words on their way to a person: phrase keys with facts, words of the portal, and private values."""

from dataclasses import field

from kiosk.privacy import Kind
from kiosk.value import dataclass


@dataclass(frozen=True, slots=True)
class Secret:
    """A private value. Masked on screen until `shown`; never on a loudspeaker unless `spoken` (the person asked for this one).

    words: how it is shown and said when it may be (a date, an option's title); without it, the value itself.
    """

    kind: Kind
    value: str = field(repr=False)
    shown: bool = False
    spoken: bool = False
    words: "Text | None" = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Words:
    """Words from the portal or the person, already in the person's language. `say` when the ear needs others than the eye.

    public: of the catalogue, the same for everybody: only such words may be kept as sound (see `public`).
    """

    show: str
    say: str = ""
    hear: tuple[str, ...] = ()
    public: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase key with the facts that fill its {places}."""

    key: str
    facts: tuple[tuple[str, "Fact"], ...] = ()


Fact = str | int | Secret | Words | Phrase
Text = str | Phrase | Words | Secret
"""A plain str is a phrase key."""


def public(show: str, say: str = "", hear: tuple[str, ...] = ()) -> Words:
    """Words of the catalogue: a service, a form, an office. Never of a person or a case."""
    return Words(show, say, hear, public=True)


def phrase(key: str, /, **facts: Fact) -> Phrase:
    """`phrase("apply.progress", step=3, total=8)`."""
    return Phrase(key, tuple(facts.items()))
