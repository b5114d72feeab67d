"""Hears nothing: turns the sound off at the first screen, and reads the captions instead."""

from tests.people.body import Stuck
from tests.people.looking import View
from tests.people.sighted import Sighted


class Deaf(Sighted):
    """The same eye and finger; sound never arrives."""

    name = "deaf"

    def prepare(self) -> None:
        """“不念”."""
        self.look()
        self.choose(("不念",))

    def look(self) -> View:
        """What would have sounded now is painted."""
        view = super().look()
        told = self.body.caption()
        if told and told not in "".join(glyph.text for glyph in self.body.sight().glyphs):
            raise Stuck(f"a caption is told and not to be seen on “{view.title}”")
        return view
