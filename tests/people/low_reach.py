"""Reaches no higher than the middle of the screen: asks for everything to be brought down, and touches nothing above."""

from tests.people.body import Box, Stuck
from tests.people.sighted import Sighted


class LowReach(Sighted):
    """Sees everything; the finger comes no higher than half."""

    name = "low reach"

    def prepare(self) -> None:
        """The button that brings everything down."""
        self.look()
        self.press("放低")

    def fill(self, texts: tuple[tuple[str, str], ...]) -> None:
        """The lines stand out of reach: going on leads to the next one that is empty."""
        for number, (_, text) in enumerate(texts):
            if number:
                self.onward()
                self.look()
            self.letters(text)

    def touch(self, box: Box) -> None:
        """Whatever is out of reach cannot be touched, save by its lower part."""
        lowest = max(box.y, self.view.high / 2)
        if box.bottom - lowest < LEAST_TARGET_MM:
            raise Stuck(f"something to press on “{self.view.title}” is {self.view.high / 2 - box.y:.0f} mm above the middle")
        super().touch(Box(box.x, lowest, box.wide, box.bottom - lowest))


LEAST_TARGET_MM = 12.7
"""A-07 of assets/standards.toml."""
