"""Where one can go. A journey ends by handing one of these to the session; the registry starts what it names.

Plain values, so that journeys know of each other's doors without knowing each other.
"""

from kiosk.value import dataclass


@dataclass(frozen=True, slots=True)
class Route:
    """A door."""


@dataclass(frozen=True, slots=True)
class Welcome(Route):
    """The first screen."""


@dataclass(frozen=True, slots=True)
class Notice(Route):
    """The privacy notice, before anything of the person is used; then on to sign-in, or home when already signed in."""


@dataclass(frozen=True, slots=True)
class SignIn(Route):
    """Sign in, then go on there."""

    then: Route


@dataclass(frozen=True, slots=True)
class Home(Route):
    """What would you like to do?"""


@dataclass(frozen=True, slots=True)
class Find(Route):
    """The catalogue: by life event (its code), or by typing when typing is set."""

    life_event: str = ""
    typing: bool = False


@dataclass(frozen=True, slots=True)
class Apply(Route):
    """A service: its guide, and applying. resume: the client key of a kept draft."""

    code: str
    resume: str = ""


@dataclass(frozen=True, slots=True)
class Track(Route):
    """My applications. application: go straight to this one."""

    application: str = ""


@dataclass(frozen=True, slots=True)
class LookUp(Route):
    """One application by the numbers on the slip, without sign-in."""


@dataclass(frozen=True, slots=True)
class Supplement(Route):
    """Hand in what is missing."""

    application: str


@dataclass(frozen=True, slots=True)
class Statement(Route):
    """Look up and print a statement."""

    code: str


@dataclass(frozen=True, slots=True)
class StaffDoor(Route):
    """A member of staff signs in to help."""


@dataclass(frozen=True, slots=True)
class Goodbye(Route):
    """The end of a session: what was done, what to take along."""
