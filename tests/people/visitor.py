"""What all of them have in common: a body, an errand, and that they come and go."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from tests.people.body import Body
from tests.people.errand import Errand


@dataclass(slots=True)
class Effort:
    """What a visit took: acts of the hand or the mouth, and characters that were read."""

    actions: int = 0
    read: int = 0


class Visitor(Protocol):
    """One person on one errand. needs: what must be plugged in or switched on: pad, switch, microphone."""

    name: ClassVar[str]
    needs: ClassVar[frozenset[str]]
    body: Body
    errand: Errand
    effort: Effort

    def __init__(self, body: Body, errand: Errand) -> None: ...

    def visit(self) -> None:
        """From the first screen until it stands again. Raises Stuck."""
