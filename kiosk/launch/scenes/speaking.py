"""Whoever speaks: what is heard comes as text, as a recogniser would give it; what it means is told by the product itself.

Words of one's own, a question that is asked back, private things by keys or aloud, and what was not understood.
"""

import json
from functools import cache
from typing import Any

from kiosk import phrases
from kiosk.blocks import DateField, TextField
from kiosk.events import CanListen, HeardNothing, Level, Talk
from kiosk.journeys import hearing
from kiosk.launch import journeys
from kiosk.launch.driver import CannotGoOn, Driver
from kiosk.launch.hearing import heard
from kiosk.launch.scenes.applying import CARE
from kiosk.launch.scenes.theatre import Theatre
from kiosk.launch.shared_sandbox import Sandbox, made_up_world
from kiosk.launch.tour_journeys import leave, open_service, plans, sign_in_by_card
from voice.listening import Ear, weighed
from voice.understand.meaning import is_grave, meaning

SURELY, HARDLY = 0.9, 0.5
"""How sure the recogniser was: enough to act, or to be asked about."""


@cache
def words() -> dict[str, Any]:
    """What is said: no sentence stands in the program."""
    found: dict[str, Any] = json.loads((made_up_world() / "scene_spoken.json").read_text("utf-8"))
    return found


def by_voice(theatre: Theatre, sandbox: Sandbox) -> None:
    """Not heard, not understood, and words of one's own at home: none of these, then the one that was meant; its questions are answered aloud."""
    driver = theatre.driver
    listen(driver)
    sign_in_by_card(driver)
    driver.wait("what people say for what", lambda: driver.program.controller.session.own_words is not None)
    driver.press_event(Talk)
    driver.program.send(Level(40, words()["noise"]))
    driver.press_event(Talk)
    for code in ("nothing", "unknown", "lost", "no_microphone"):
        driver.program.send(HeardNothing(code))
        driver.press_event(Talk)
    driver.program.send(HeardNothing("stopped"))
    say(driver, words()["noise"])
    say(driver, words()["several"])
    driver.until("hearing.meant")
    say(driver, words()["neither"])
    driver.press("none")
    say(driver, words()["one"], HARDLY)
    driver.until("hearing.meant")
    driver.press("right")
    driver.wait("the service", lambda: driver.name == "apply.guide")
    answer_aloud(driver, {})
    leave(driver)


def dates_aloud(theatre: Theatre, sandbox: Sandbox) -> None:
    """A service that asks for days: said in either calendar."""
    driver = theatre.driver
    listen(driver)
    sign_in_by_card(driver)
    open_service(driver, CARE)
    answer_aloud(driver, plans()[CARE])
    leave(driver)


def listen(driver: Driver) -> None:
    """As when a model and a microphone are there."""
    driver.program.send(CanListen(True))
    driver.pump()


def say(driver: Driver, text: str, sure: float = SURELY) -> None:
    """Presses the tool and says it, aloud also where keys are offered first. What it means on this screen, the product tells."""
    driver.press_event(Talk)
    if driver.name == "hearing.private":
        driver.press_event(hearing.Aloud)
    controller = driver.program.controller
    session, shown = controller.session, controller.screen
    if not isinstance(session.hearing, hearing.Listening) or session.today is None:
        raise CannotGoOn(f"not listened to on {driver.name}: {type(session.hearing).__name__}")
    meant = meaning(text, shown, phrases.load(session.display.language), session.today.date())
    driver.program.send(heard(Ear("heard", text=text, meaning=weighed(meant, sure), sure=sure)))
    driver.pump()


def answer_aloud(driver: Driver, plan: journeys.Plan) -> None:
    """Through an application up to its review: each kind of field is answered aloud once and taken back, then by hand as the plan says."""
    met: set[str] = set()
    for _ in range(journeys.MOST_SCREENS):
        driver.wait("anything to do", lambda: driver.name not in ("apply.loading", "apply.sending"))
        if driver.name in ("apply.review", "apply.sign", "apply.material.choose"):
            return
        for text in _sayings(driver, met):
            _said_and_taken_back(driver, text)
        journeys.step(driver, plan)
    raise CannotGoOn(f"never came to an end: {driver.name}")


def _sayings(driver: Driver, met: set[str]) -> list[str]:
    """What to say here that was not said on such a screen before."""
    found: list[str] = []
    field = driver.find(TextField) or driver.find(DateField)
    kind = field.kind if isinstance(field, TextField) else type(field).__name__ if field is not None else ""
    if field is not None and kind not in met:
        met.add(kind)
        found += words()["dates"] if isinstance(field, DateField) else [words()["fields"][kind]]
    grave = next((action for action in driver.actions() if is_grave(action.event)), None)
    if grave is not None and driver.name not in met:
        met.add(driver.name)
        found.append(driver.words(grave))
    return found


def _said_and_taken_back(driver: Driver, text: str) -> None:
    """Says it, has it told where it is private, is not understood, and takes it back."""
    before = driver.name
    say(driver, text)
    for name in ("hearing.say", "hearing.lunar"):
        if any(action.name == name for action in driver.actions()):
            driver.press(name)
    if driver.name == "hearing":
        say(driver, words()["neither"])
        driver.press_event(hearing.Wrong)
    driver.until(before)
