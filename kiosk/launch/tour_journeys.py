"""The journeys of the tour: who comes, what for, and how it should stand at the portal in the end."""

import json
from collections.abc import Callable
from typing import Any

from kiosk.journeys import goodbye, home, over, routes, sign_in, staff, statement, track
from kiosk.launch import journeys
from kiosk.launch.driver import CannotGoOn, Driver
from kiosk.launch.shared_sandbox import Sandbox, made_up_world
from kiosk.value import dataclass

ALIVE = ("submitted", "accepted", "in_review", "approved", "completed")
ENDS = {"YL0000000106": "denied", "YL0000000107": "needs_supplement"}
"""What else the office says, sooner or later, as it should: no, where a form's own examples do not fulfil the conditions; that a paper is still
missing, where the first way of giving it is to bring it later.
"""
PERSON = "P001"
CLERK = "G0001"
SHORTEST = {"YL0000000101": (10, 14), "YL0000000102": (5, 14)}
"""The most screens and presses that the shortest ways may take with a card."""
STATEMENT_S = 60.0
"""The most seconds that a statement may take with a card."""


@dataclass(frozen=True, slots=True)
class Scene:
    """play returns the client keys of what was handed in, or the ids of documents that were made; expected: the states they may be in at the end.

    most: the most screens and presses to the goal; most_s: the most seconds that it may take.
    """

    name: str
    profile: str
    play: Callable[[Driver, Sandbox], tuple[str, ...]]
    expected: tuple[str, ...] = ALIVE
    most: tuple[int, int] | None = None
    most_s: float | None = None


def plans() -> dict[str, dict[str, Any]]:
    """What to answer where the form's own examples do not do."""
    plans: dict[str, dict[str, Any]] = json.loads((made_up_world() / "tour.json").read_text("utf-8"))
    return plans


def scenes() -> tuple[Scene, ...]:
    """All journeys, the shortest first."""
    return (
        *(
            Scene(f"apply {code}", "kiosk", _applier(code, plan), _ends(code), most=SHORTEST.get(code))
            for code, plan in _ordered()
        ),
        Scene("track", "kiosk", _track, (*ALIVE, *ENDS.values())),
        Scene("supplement", "kiosk", _supplement),
        Scene("query", "kiosk", _query, ("issued",), most_s=STATEMENT_S),
        Scene("look up by slip", "kiosk", _look_up),
        Scene("apply at home", "home", _home),
        Scene("apply assisted", "assisted", _assisted),
    )


def _ends(code: str) -> tuple[str, ...]:
    """The states that an application may be in when all journeys are done: how far the office has come by then depends on the machine."""
    return (*ALIVE, ENDS[code]) if code in ENDS else ALIVE


def _ordered() -> list[tuple[str, dict[str, Any]]]:
    return sorted(plans().items())


def sign_in_by_card(driver: Driver, person: str = PERSON) -> None:
    """A card on the reader at the first screen, the notice, home."""
    driver.until("welcome")
    driver.program.card_reader.insert(person)
    driver.until("notice")
    driver.press_main()
    driver.until("home")


def phone_of(sandbox: Sandbox, person: str) -> str:
    """The number of a person of the made-up world, as one writes it here."""
    people = sandbox.get("/sandbox/people")["items"]
    phone: str = next(one["phone"] for one in people if one["id"] == person)
    return phone.removeprefix("+86")


def clerk_of(sandbox: Sandbox) -> dict[str, str]:
    """The clerk of the made-up world who helps: id and pin."""
    clerk: dict[str, str] = next(one for one in sandbox.get("/sandbox/people")["staff"] if one["id"] == CLERK)
    return clerk


def to_ways_in(driver: Driver) -> None:
    """The next step at the first screen, the notice, and how one may sign in."""
    driver.until("welcome")
    driver.press_main()
    driver.until("notice")
    driver.press_main()
    driver.until("sign_in.choose")


def sign_in_by_phone(driver: Driver, phone: str) -> None:
    """The next step at the first screen, the notice, a code that comes to the phone, home."""
    to_ways_in(driver)
    driver.press("sign_in.by.otp")
    driver.until("sign_in.phone")
    driver.write(phone)
    driver.press_main()
    driver.until("sign_in.code")
    state = driver.program.controller.session.journey
    if not isinstance(state, sign_in.State) or state.pending is None:
        raise CannotGoOn("no code was sent")
    driver.write(state.pending.demonstration_code)
    driver.press_main()
    driver.until("home")


def leave(driver: Driver) -> None:
    """Leaves, takes the card along, and the next person finds the first screen."""
    driver.press("leave")
    driver.until("over.leave")
    driver.press_event(over.ReallyLeave)
    driver.until("goodbye")
    driver.program.card_reader.remove()
    driver.press_event(goodbye.End)
    driver.until("welcome", "staff.consent")


def open_service(driver: Driver, code: str) -> None:
    """By its tile at home when it is due, else through the doors of the catalogue."""
    if not any(action.name == f"service.{code}" for action in driver.actions()):
        driver.press("home.find")
        driver.until("find")
        service = driver.program.controller.session.catalogue.index.service(code)
        if service is None:
            raise CannotGoOn(f"no service {code}")
        driver.press(f"door.{service.life_events[0]}")
        driver.until("find.door")
        while not any(action.name == f"service.{code}" for action in driver.actions()):
            driver.press("find.more")
    driver.press(f"service.{code}")
    driver.wait("the service", lambda: driver.name.startswith(("apply.", "statement.")) and driver.name != "apply.loading")


def _applier(code: str, plan: dict[str, Any]) -> Callable[[Driver, Sandbox], tuple[str, ...]]:
    def play(driver: Driver, sandbox: Sandbox) -> tuple[str, ...]:
        sign_in_by_card(driver)
        open_service(driver, code)
        applied = journeys.apply(driver, plan)
        if driver.name != "apply.receipt":
            raise CannotGoOn(driver.name)
        journeys.take_receipt(driver)
        leave(driver)
        return (applied.key,)

    return play


def _track(driver: Driver, sandbox: Sandbox) -> tuple[str, ...]:
    sign_in_by_card(driver)
    driver.press("home.track")
    driver.until("track.list")
    driver.wait("the list", lambda: any(isinstance(action.event, track.OpenOne) for action in driver.actions()))
    driver.press_event(track.OpenOne)
    driver.until("track.one")
    state = driver.program.controller.session.journey
    if not isinstance(state, track.State) or state.one is None:
        raise CannotGoOn("no case was opened")
    leave(driver)
    return (state.one.client_key,)


def _supplement(driver: Driver, sandbox: Sandbox) -> tuple[str, ...]:
    """Something is promised for later, the office asks for it, it is handed in, the office goes on."""
    plan = {**plans()["YL0000000101"], "/elsewhere/receives": True, "@stop_proof": "later"}
    sign_in_by_card(driver)
    open_service(driver, "YL0000000101")
    applied = journeys.apply(driver, plan)
    journeys.take_receipt(driver)
    journeys.open_what_is_missing(driver, sandbox, applied.key)
    driver.press_main()
    journeys.supply(driver)
    leave(driver)
    return (applied.key,)


def _query(driver: Driver, sandbox: Sandbox) -> tuple[str, ...]:
    sign_in_by_card(driver)
    driver.press_where("the statements", lambda action: isinstance(action.event, home.Open) and isinstance(action.event.route, routes.Statement))
    driver.wait("the choice", lambda: any(isinstance(action.event, statement.Pick) for action in driver.actions()))
    driver.press_event(statement.Pick)
    driver.until("statement.preview")
    driver.press_event(statement.PrintIt)
    driver.wait("the print", lambda: getattr(driver.program.controller.session.journey, "printing", "") == "done")
    state = driver.program.controller.session.journey
    if not isinstance(state, statement.State) or state.document is None:
        raise CannotGoOn("no document was made")
    leave(driver)
    return (state.document.id,)


def _look_up(driver: Driver, sandbox: Sandbox) -> tuple[str, ...]:
    """With the slip alone, without signing in."""
    row = sandbox.get("/sandbox/applications")["items"][0]
    driver.press("welcome.slip")
    driver.until("track.slip")
    driver.write(row["case_no"], 0)
    driver.write(row["query_code"], 1)
    driver.press_main()
    driver.until("track.one")
    driver.program.card_reader.remove()
    return (row["client_key"],)


def _home(driver: Driver, sandbox: Sandbox) -> tuple[str, ...]:
    """A code by phone; the draft is kept at every answer."""
    sign_in_by_phone(driver, phone_of(sandbox, PERSON))
    code = "YL0000000104"
    open_service(driver, code)
    applied = journeys.apply(driver, plans()[code])
    journeys.take_receipt(driver)
    return (applied.key,)


def _assisted(driver: Driver, sandbox: Sandbox) -> tuple[str, ...]:
    """The clerk's number and PIN, the person's consent, the application, handing back."""
    clerk = clerk_of(sandbox)
    driver.until("staff.sign_in")
    driver.write(clerk["id"], 0)
    driver.write(clerk["pin"], 1)
    driver.press_main()
    driver.until("staff.consent")
    driver.press_event(staff.AgreeToHelp)
    sign_in_by_card(driver)
    open_service(driver, "YL0000000101")
    applied = journeys.apply(driver, plans()["YL0000000101"])
    journeys.take_receipt(driver)
    leave(driver)
    return (applied.key,)


