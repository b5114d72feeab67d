"""What a person came for and what they know of themselves: plain words, as one would tell a neighbour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Known:
    """An answer. kind: choose (names of the choices), write (the text), date (year, month, perhaps day), skip."""

    kind: Literal["choose", "write", "date", "skip"]
    words: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    """The same choices as they are told aloud."""

    def names(self, words: str) -> tuple[str, ...]:
        """All names of one choice."""
        number = self.words.index(words)
        return (words, *self.spoken[number : number + 1])


Goal = Literal["apply", "track", "supplement", "query", "slip"]


@dataclass(frozen=True, slots=True)
class Errand:
    """One visit. service: its name; door: behind which it stands; answers: by the question;
    papers: by their name, how to hand them in.
    """

    name: str
    goal: Goal
    service: str = ""
    door: str = ""
    answers: Mapping[str, Known] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    """Names as they are told aloud, by how they are written, where that differs."""
    slip: tuple[tuple[str, str], ...] = ()
    """What stands on the slip in the hand: names and what is beside them."""
    clerk: tuple[tuple[str, str], ...] = ()
    """What the member of staff who can be called would write, by the words above each line."""
