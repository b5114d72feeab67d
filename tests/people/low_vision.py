"""Sees only what is large and stands out: takes the largest letters and white on black, and finds everything by what is painted so."""

import math

from tests.people.body import Stuck
from tests.people.looking import View, understood
from tests.people.sighted import Sighted

LEAST_HIGH_MM = 600 * math.pi / 180 * 0.7
"""0.7 degrees at 600 mm (A-04): 7.3 mm."""
LEAST_CONTRAST = 15.0
"""Of what is written; A-01 asks for 20 where the theme is made for it, measured on whole strokes."""


class LowVision(Sighted):
    """Once the machine is fitted, nothing smaller than 7.3 mm and nothing paler than 15:1 is seen, and nothing wider than the screen."""

    name = "low vision"

    fitted = False

    def prepare(self) -> None:
        """The largest letters, white on black; from then on only what is large enough counts."""
        self.look()
        self.choose(("特大字",))
        self.press("大小颜色")
        self.look()
        self.choose(("黑底白字",))
        self.fitted = True
        self.look()
        self.onward()

    def seen(self) -> View:
        """Only what is large and stands out, once it can be."""
        return understood(self.body.sight(), LEAST_HIGH_MM, LEAST_CONTRAST) if self.fitted else super().seen()

    def look(self) -> View:
        """What reaches beyond the edges fails."""
        view = super().look()
        for line in view.lines:
            if line.box.x < 0 or line.box.right > view.wide:
                raise Stuck(f"“{line.text}” is wider than the screen")
        return view
