"""After an application: slips, statements, supplements, a portal that is away, a clerk."""

from kiosk.events import Failed, GoBack
from kiosk.journeys import collecting, home, routes, staff, statement
from kiosk.journeys.apply import send
from kiosk.launch import journeys
from kiosk.launch.driver import Driver
from kiosk.launch.scenes.applying import HOUSEHOLD, empty, start
from kiosk.launch.scenes.entering import ALLOWANCE
from kiosk.launch.scenes.levers import clear, fault, warned
from kiosk.launch.scenes.theatre import Theatre
from kiosk.launch.shared_sandbox import Sandbox
from kiosk.launch.tour_journeys import clerk_of, leave, plans, sign_in_by_card


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
    driver = _asked_for_more(theatre, sandbox, ALLOWANCE, {**plans()[ALLOWANCE], "/elsewhere/receives": True, "@stop_proof": "later"})
    driver.press("supplement.print")
    driver.wait("a print", lambda: getattr(driver.program.controller.session.journey, "printing", "") == "done")
    driver.press_main()
    _line_breaks(driver, sandbox)
    fault(sandbox, "lose_answer", "POST", "/supplements", times=9)
    fault(sandbox, "status_500", "GET", "/v1/applications", times=99)
    journeys.supply(driver, "supplement.in_doubt", empty_first=True)
    clear(sandbox)
    leave(driver)


def supplement_asks(theatre: Theatre, sandbox: Sandbox) -> None:
    """The office asks for a material, and one question once more."""
    poor = {"/own/income_month": 120000, "/assets/deposit": 500000, "@authorisation": "later"}
    driver = _asked_for_more(theatre, sandbox, HOUSEHOLD, {**plans()[HOUSEHOLD], **poor})
    driver.press_main()
    journeys.supply(driver, empty_first=True)
    leave(driver)


def _asked_for_more(theatre: Theatre, sandbox: Sandbox, code: str, plan: journeys.Plan) -> Driver:
    """Applies, lets the office ask for more, and opens its list."""
    driver = start(theatre, code)
    applied = journeys.apply(driver, plan)
    driver.press_event(send.Finished)
    journeys.open_what_is_missing(driver, sandbox, applied.key)
    return driver


def _line_breaks(driver: Driver, sandbox: Sandbox) -> None:
    """A page does not get through, then it does."""
    driver.until("supplement.material.scan")
    for method in ("PATCH", "POST"):
        fault(sandbox, "status_500", method, "/v1/uploads", times=20)
    driver.press_event(collecting.TakePage)
    driver.wait("a page", lambda: any(action.name == "material.scan.use" for action in driver.actions()))
    driver.press_main()
    driver.until("supplement.material.broken")
    clear(sandbox)
    driver.press_main()
    driver.wait("the page to be sent", lambda: not driver.name.startswith("supplement.material"))


def defect(theatre: Theatre, sandbox: Sandbox) -> None:
    """A defect of the program in the midst: a person is called, and the next one finds the first screen."""
    driver = theatre.driver
    sign_in_by_card(driver)
    theatre.program.controller.send(Failed("scene"))
    driver.until("over.failed")
    driver.press_main()
    driver.pump()


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
    clerk = clerk_of(sandbox)
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
