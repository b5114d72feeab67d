"""The three ways of use, as records of what is allowed. Nothing else asks which profile it is."""

from typing import Literal

from kiosk.value import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """What is allowed where this runs.

    closed: full screen, cannot be left (but on the sandbox); keeps: drafts and sign-in may be stored for the person; staff: a clerk signs in
    first; masked: private values are masked until asked for; keyboard: the on-screen keyboard is offered; card: a card reader is looked for;
    idle_s: seconds without a sign of life before the warning (A-11: 120 to 300); warning_s: the time then left (20 to 45).
    """

    name: Literal["kiosk", "assisted", "home"]
    closed: bool
    keeps: bool
    staff: bool
    masked: bool
    keyboard: bool
    card: bool
    opening_hours: bool
    idle_s: int | None
    warning_s: int = 40


KIOSK = Profile(
    "kiosk",
    closed=True,
    keeps=False,
    staff=False,
    masked=True,
    keyboard=True,
    card=True,
    opening_hours=True,
    idle_s=150,
)
ASSISTED = Profile(
    "assisted",
    closed=True,
    keeps=False,
    staff=True,
    masked=True,
    keyboard=True,
    card=True,
    opening_hours=False,
    idle_s=240,
)
HOME = Profile(
    "home",
    closed=False,
    keeps=True,
    staff=False,
    masked=False,
    keyboard=False,
    card=False,
    opening_hours=False,
    idle_s=None,
)

PROFILES: dict[str, Profile] = {profile.name: profile for profile in (KIOSK, ASSISTED, HOME)}
