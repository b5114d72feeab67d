"""Which journey a route starts and which one a state belongs to. A new journey is a line here."""

from types import ModuleType
from typing import Any, Protocol, cast

from kiosk.events import Event, Stamp
from kiosk.journeys import (
    find,
    goodbye,
    home,
    notice,
    over,
    routes,
    sign_in,
    staff,
    statement,
    supplement,
    track,
    welcome,
)
from kiosk.journeys.apply import flow
from kiosk.journeys.apply import state as apply_state
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


STARTS: dict[type[routes.Route], ModuleType] = {
    routes.Welcome: welcome,
    routes.Notice: notice,
    routes.SignIn: sign_in,
    routes.Home: home,
    routes.Find: find,
    routes.Apply: flow,
    routes.Track: track,
    routes.LookUp: track,
    routes.Supplement: supplement,
    routes.Statement: statement,
    routes.StaffDoor: staff,
    routes.Goodbye: goodbye,
}

STATES: dict[type, ModuleType] = {apply_state.State: flow, over.Over: over} | {
    module.State: module for module in STARTS.values() if module is not flow
}


def of_route(route: routes.Route) -> Journey:
    """The journey that a route starts."""
    return cast(Journey, STARTS[type(route)])


def of_state(state: object) -> Journey:
    """The journey that a state belongs to."""
    return cast(Journey, STATES[type(state)])
