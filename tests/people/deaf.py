"""Hears nothing: turns the sound off at the first screen, and reads the captions instead."""

from tests.people.sighted import Sighted


class Deaf(Sighted):
    """The same eye and finger; sound never arrives."""

    name = "deaf"

    def prepare(self) -> None:
        """“不念”."""
        self.look()
        self.choose(("不念",))
