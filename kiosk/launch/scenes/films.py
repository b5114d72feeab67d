"""A guide and a question in sign language: watched, stopped, put away, and not to be had."""

from kiosk.blocks import SignVideo
from kiosk.events import CloseFilm, PauseFilm, PlayFilm
from kiosk.launch import journeys
from kiosk.launch.driver import CannotGoOn, Driver
from kiosk.launch.scenes.applying import CARE, start
from kiosk.launch.scenes.levers import clear, fault, warned
from kiosk.launch.scenes.theatre import Theatre
from kiosk.launch.shared_sandbox import Sandbox
from kiosk.launch.tour_journeys import leave, open_service, plans

ADAPTATION = "YL0000000223"


def in_sign_language(theatre: Theatre, sandbox: Sandbox) -> None:
    """The guide's film to its end and once more; it does not come; then the film of a question."""
    driver = start(theatre, ADAPTATION)
    fault(sandbox, "status_500", "GET", "/v1/media", times=20)
    driver.press_event(PlayFilm)
    driver.wait("a notice", lambda: warned(driver))
    clear(sandbox)
    driver.press_event(PlayFilm)
    driver.wait("the film", lambda: _state(driver) == "playing")
    driver.press_event(PauseFilm)
    driver.press_event(PlayFilm)
    driver.wait("its end", lambda: _state(driver) == "ended")
    driver.press_event(CloseFilm)
    while driver.name != "home":
        driver.press("back")
    open_service(driver, CARE)
    plan = plans()[CARE]
    for _ in range(journeys.MOST_SCREENS):
        driver.wait("anything to do", lambda: driver.name not in ("apply.loading", "apply.sending"))
        if driver.name == "apply.question" and any(isinstance(action.event, PlayFilm) for action in driver.actions()):
            break
        journeys.step(driver, plan)
    else:
        raise CannotGoOn("no question has a film")
    driver.press_event(PlayFilm)
    driver.wait("the film", lambda: _state(driver) == "playing")
    journeys.step(driver, plan)
    leave(driver)


def _state(driver: Driver) -> str:
    film = driver.find(SignVideo)
    return film.state if isinstance(film, SignVideo) else ""
