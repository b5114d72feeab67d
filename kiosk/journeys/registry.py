"""Which journey a route starts and which one a state belongs to. A new journey is a line here."""

from importlib import import_module
from typing import Any, Protocol, cast

from kiosk.events import Event, Stamp
from kiosk.journeys import routes
from kiosk.screen import Screen
from kiosk.session import Next, Session


class Journey(Protocol):
    """What a journey's file has."""

    def start(self, session: Session, route: routes.Route, stamp: Stamp) -> Next:
        """Begins it."""

    def update(self, session: Session, state: Any, event: Event, stamp: Stamp) -> Next:
        """What an event does."""

    def view(self, session: Session, state: Any) -> Screen:
        """How it looks now."""


STARTS: dict[type[routes.Route], str] = {
    routes.Welcome: "welcome",
    routes.Notice: "notice",
    routes.SignIn: "sign_in",
    routes.Home: "home",
    routes.Find: "find",
    routes.Apply: "apply.flow",
    routes.Track: "track",
    routes.LookUp: "track",
    routes.Supplement: "supplement.flow",
    routes.Statement: "statement",
    routes.StaffDoor: "staff",
    routes.Goodbye: "goodbye",
}
"""Files below kiosk/journeys. Each is imported when it is first needed: the first screen does not wait for the others."""

_FOLDER = "kiosk.journeys."
_STATE_ELSEWHERE = {_FOLDER + f"{name}.state": _FOLDER + f"{name}.flow" for name in ("apply", "supplement")}
"""A state belongs to the file that declares it, but for these."""


def of_route(route: routes.Route) -> Journey:
    """The journey that a route starts."""
    return cast(Journey, import_module(_FOLDER + STARTS[type(route)]))


def of_state(state: object) -> Journey:
    """The journey that a state belongs to."""
    name = type(state).__module__
    return cast(Journey, import_module(_STATE_ELSEWHERE.get(name, name)))


def load_all() -> None:
    """Imports every journey, so that no press waits for it."""
    for name in STARTS.values():
        import_module(_FOLDER + name)
