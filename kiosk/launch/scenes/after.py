"""After an application: slips, statements, supplements, a portal that is away, a clerk."""

from kiosk.events import GoBack
from kiosk.journeys import home, routes, staff, statement, track
from kiosk.journeys.apply import send
from kiosk.launch import journeys
from kiosk.launch.scenes.applying import empty, start
from kiosk.launch.scenes.entering import ALLOWANCE
from kiosk.launch.scenes.levers import clear, fault, warned
from kiosk.launch.scenes.theatre import Theatre
from kiosk.launch.tour import Sandbox
from kiosk.launch.tour_journeys import CLERK, leave, plans, sign_in_by_card


def wrong_slip(theatre: Theatre, sandbox: Sandbox) -> None:
    """A slip that is of no case."""
    driver = theatre.driver
    driver.press("welcome.slip")
    driver.until("track.slip")
    driver.press_main()
    driver.write("NOSUCHCASE", 0)
    driver.write("123456", 1)
    driver.press_main()
    driver.wait("a refusal", lambda: warned(driver) and getattr(driver.program.controller.session.journey, "problem", "") != "track.slip_empty")
    driver.press_event(GoBack)


def statements(theatre: Theatre, sandbox: Sandbox) -> None:
    """Every statement, and one that the portal refuses."""
    driver = theatre.driver
    sign_in_by_card(driver)
    driver.press_where("the statements", lambda a: isinstance(a.event, home.Open) and isinstance(a.event.route, routes.Statement))
    driver.wait("the choice", lambda: any(isinstance(action.event, statement.Pick) for action in driver.actions()))
    picks = [action.name for action in driver.actions() if isinstance(action.event, statement.Pick)]
    for pick in picks:
        driver.press(pick)
        driver.until("statement.preview")
        driver.press("show")
        driver.press_event(GoBack)
    fault(sandbox, "status_500", "POST", "/v1/queries", times=20)
    driver.press(picks[0])
    driver.wait("a refusal", lambda: warned(driver))
    clear(sandbox)
    driver.press("home.track") if driver.name == "home" else None
    leave(driver)


def supplement_unsure(theatre: Theatre, sandbox: Sandbox) -> None:
    """A case that the office returns; the hand-in of what was missing stays in doubt."""
    driver = start(theatre, ALLOWANCE)
    plan = {**plans()[ALLOWANCE], "/elsewhere/receives": True, "@stop_proof": "later"}
    applied = journeys.apply(driver, plan)
    driver.press_event(send.Finished)
    rows = {row["client_key"]: row for row in sandbox.get("/sandbox/applications")["items"]}
    case = rows[applied.key]["id"]
    for _ in range(40):
        rows = {row["client_key"]: row for row in sandbox.get("/sandbox/applications")["items"]}
        if rows[applied.key]["state"] == "needs_supplement":
            break
        sandbox.post("/sandbox/clock", {"advance_s": 10})
    driver.press("home.track")
    driver.until("track.list")
    driver.wait("the case", lambda: any(action.name == f"case.{case}" for action in driver.actions()))
    driver.press(f"case.{case}")
    driver.until("track.one")
    driver.press_event(track.Supply)
    driver.until("supplement.list")
    driver.press("supplement.print")
    driver.wait("a print", lambda: getattr(driver.program.controller.session.journey, "printing", "") == "done")
    driver.press_main()
    fault(sandbox, "lose_answer", "POST", "/supplements", times=9)
    fault(sandbox, "status_500", "GET", "/v1/applications", times=99)
    while driver.name != "supplement.in_doubt":
        driver.wait("anything to do", lambda: not driver.name.endswith((".sending", ".loading")))
        now = driver.program.controller.session.journey
        if driver.name.startswith("supplement.material."):
            journeys.material(driver, now.collecting, {})  # type: ignore[attr-defined]
        elif driver.name == "supplement.question":
            driver.press_main()
            journeys.fill(driver, now.asking.question, journeys.example(now.asking.question))  # type: ignore[attr-defined]
            driver.press_main()
        elif driver.name != "supplement.in_doubt":
            driver.press_main()
    clear(sandbox)
    leave(driver)


def portal_away(theatre: Theatre, sandbox: Sandbox) -> None:
    """The portal fails in the midst."""
    driver = theatre.driver
    sign_in_by_card(driver)
    fault(sandbox, "status_503", "GET", "/v1/", times=999)
    driver.press("home.track")
    driver.wait("a word", lambda: warned(driver))
    leave(driver)
    driver.wait("a word", lambda: warned(driver))
    clear(sandbox)
    driver.press_main()


def clerk(theatre: Theatre, sandbox: Sandbox) -> None:
    """A clerk with a wrong PIN; a person who wants no help."""
    driver = theatre.driver
    driver.until("staff.sign_in")
    clerk = next(one for one in sandbox.get("/sandbox/people")["staff"] if one["id"] == CLERK)
    driver.write(clerk["id"], 0)
    driver.write("000000", 1)
    driver.press_main()
    driver.wait("a refusal", lambda: warned(driver))
    empty(driver, 1)
    driver.write(clerk["pin"], 1)
    driver.press_main()
    driver.until("staff.consent")
    driver.press_event(staff.NoHelp)
    driver.until("staff.refused")
    driver.press_main()
    driver.until("staff.consent")
