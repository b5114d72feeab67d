"""When a kiosk starts itself anew: another sound server runs, and nobody is there. Never in a session, nor where something would be forgotten."""

from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace

import pytest

from kiosk import loop
from kiosk.controller import ZONE
from kiosk.display import Display
from kiosk.events import Stamp, Touched
from kiosk.launch.anew import LOOK_S, Anew, watch
from kiosk.profiles import PROFILES
from kiosk.session import Session, Start

STAMP = Stamp(datetime(2026, 5, 20, 10, tzinfo=ZONE), 1.0, "id")
pytestmark = pytest.mark.feature("F56")


def kiosk(session: Session, profile: str = "kiosk", embedded: object = None) -> SimpleNamespace:
    """As much of a program as is looked at; `left` counts how often it was left."""
    left: list[bool] = []
    timers: list[float] = []
    return SimpleNamespace(
        controller=SimpleNamespace(session=session, screen=loop.view(session)),
        profile=PROFILES[profile],
        embedded=embedded,
        starts_anew=False,
        app=SimpleNamespace(leave=lambda: left.append(True), every=lambda seconds, call: timers.append(seconds)),
        left=left,
        timers=timers,
    )


def untouched() -> Session:
    return loop.begin(Start(PROFILES["kiosk"], Display()), STAMP)[0]


def looked(program: SimpleNamespace, *replaced: bool) -> bool:
    answers = list(replaced)
    anew = Anew(program, lambda: answers.pop(0))  # type: ignore[arg-type]
    for _ in replaced:
        anew.look()
    assert bool(program.left) == program.starts_anew
    return program.starts_anew


def test_alone_it_starts_anew_when_it_was_so_twice_in_a_row() -> None:
    assert looked(kiosk(untouched()), True, True)
    assert not looked(kiosk(untouched()), True)
    assert not looked(kiosk(untouched()), True, False, True)
    assert not looked(kiosk(untouched()), False, False)


def test_never_while_somebody_is_there_at_home_or_where_a_demonstration_would_forget() -> None:
    touched, _ = loop.update(untouched(), Touched(), STAMP)
    assert not looked(kiosk(touched), True, True, True)
    assert not looked(kiosk(untouched(), profile="home"), True, True)
    assert not looked(kiosk(untouched(), embedded=object()), True, True)
    assert not looked(kiosk(replace(untouched(), staff=object())), True, True)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("profile", "embedded", "looks"),
    [("kiosk", None, True), ("assisted", None, True), ("home", None, False), ("kiosk", object(), False), ("home", object(), False)],
)
def test_it_is_only_looked_where_it_can_ever_be_due(profile: str, embedded: object, looks: bool) -> None:
    program = kiosk(untouched(), profile, embedded)
    watch(program, lambda: True)  # type: ignore[arg-type]
    assert program.timers == ([LOOK_S] if looks else [])
