"""One hand on one switch: a light goes round by itself, and the switch takes what is lit. Sees the light and hears its names.

Whoever cannot sign has a member of staff witness it, who touches the screen.
"""

from tests.people import pace
from tests.people.body import Box, Shape, Stuck
from tests.people.helped import witness
from tests.people.sighted import TOOLS, Sighted

RHYTHM, GLANCE = 1.6, 0.3
"""Seconds one lets go by after the light has moved, and between two glances."""
MOST_GLANCES = 600
LIGHT_MM = 1.5
AROUND_MM = 12.0
"""So much wider and higher than a thing is the light around it, at most."""
ALL = 0.7
"""A light around so much of the screen is around the tools, which stand above and below."""


class OneSwitch(Sighted):
    """Sees; everything is done by waiting and pressing."""

    name = "one switch"
    needs = frozenset({"switch"})

    def touch(self, box: Box) -> None:
        """Waits until it is lit. Raises Stuck."""
        label = next((card.label for card in self.view.cards if card.box == box), "")
        before: Shape | None = None
        for _ in range(MOST_GLANCES):
            light = self.light()
            if light is None:
                self.press_switch()  # it rests, or waits until all is read
            elif light != before and self._is(light, box):
                self.press_switch()
                return
            elif light != before and self._holds(light, box, label):
                self.press_switch()
            self.rest(RHYTHM if light != before else GLANCE)
            before = light
        raise Stuck(f"“{label}” is never lit on “{self.view.title}”")

    def press_switch(self) -> None:
        """Once."""
        self.rest(pace.KEY)
        self.body.switch()

    def light(self) -> Shape | None:
        """The thick frame that is over everything."""
        frames = [s for s in self.body.glance() if s.hollow and s.kind == "box" and s.line >= LIGHT_MM]
        return frames[-1] if frames else None

    def _is(self, light: Shape, box: Box) -> bool:
        """The thing itself, or a group of it alone."""
        return (
            light.box.holds(box, slack=2.0)
            and light.box.wide - box.wide < AROUND_MM
            and light.box.high - box.high < AROUND_MM
        )

    def _holds(self, light: Shape, box: Box, label: str) -> bool:
        everything = light.box.high > ALL * self.view.high
        return light.dashed and light.box.holds(box, slack=2.0) and (everything == (label in TOOLS) or not everything)

    def sign(self) -> None:
        """“我写不了字”."""
        self.press("我写不了字")
        witness(self)
