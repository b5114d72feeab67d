"""What a body has: senses that tell what is painted, sounded and named, and hands that can touch, press, speak and wait.

Plain values. Lengths are millimetres of the real screen from its upper left corner, times are seconds. Nothing here knows the product.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol


class Stuck(AssertionError):
    """A person cannot go on. Says what was wanted and what was sensed last."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the screen."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.wide / 2, self.y + self.high / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.wide

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.high

    def holds(self, other: "Box", slack: float = 0.6) -> bool:
        """Whether another lies in it."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A run of painted characters. high: height of a capital; contrast: of its ink against its ground, measured in pixels (1 to 21)."""

    text: str
    box: Box
    high: float
    contrast: float


@dataclass(frozen=True, slots=True)
class Shape:
    """A painted outline. dark: contrast of its filling against the ground around it; dashed: its line is broken; line: how thick it is;

    hollow: nothing fills it.
    """

    box: Box
    kind: Literal["box", "round"]
    dark: float
    dashed: bool = False
    line: float = 0.0
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """All that is painted, in the order in which it was."""

    wide: float
    high: float
    glyphs: tuple[Glyphs, ...]
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence that sounded, and for how long with the silence after it."""

    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Node:
    """One thing as a screen reader is told of it. states: such as focused, checked, disabled."""

    role: str
    name: str
    description: str = ""
    value: str = ""
    states: frozenset[str] = frozenset()
    children: tuple["Node", ...] = ()

    def walk(self) -> Iterator["Node"]:
        """This one and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


class Senses(Protocol):
    """What comes in."""

    def sight(self) -> Sight:
        """What is painted now."""

    def glance(self) -> tuple[Shape, ...]:
        """The outlines alone."""

    def caption(self) -> str:
        """The line under the picture that says what sounds."""

    def listen(self) -> Utterance | None:
        """The next sentence, heard to its end; None once all is silent. Time passes."""

    def tree(self) -> Node:
        """What a screen reader is told."""


Key = Literal["up", "down", "left", "right", "select", "help", "repeat", "louder", "softer", "tab", "back"]


class Hands(Protocol):
    """What goes out. Each act takes its time, which the person says; what follows from it has happened when the call returns."""

    def down(self, x: float, y: float) -> None:
        """A finger comes down."""

    def move(self, x: float, y: float) -> None:
        """The finger that is down moves."""

    def up(self) -> None:
        """The finger is lifted."""

    def key(self, key: Key) -> None:
        """A key of the nine, or of a keyboard."""

    def switch(self) -> None:
        """The one switch: pressed and let go."""

    def say(self, words: str) -> None:
        """Speaks, and is silent again."""

    def card(self, there: bool) -> None:
        """Lays the identity card down, or takes it."""

    def wait(self, seconds: float) -> None:
        """Does nothing for so long; what the machine has under way goes on."""


class Body(Senses, Hands, Protocol):
    """Both."""

    @property
    def clock(self) -> float:
        """Seconds since the beginning, as the person's watch counts them."""
