"""Applications that do not go by the book: carelessly answered, refused, without a pen, in doubt, kept for later."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from kiosk.blocks import Choices
from kiosk.events import GoBack
from kiosk.forms.model import QuestionKind
from kiosk.journeys import collecting
from kiosk.journeys.apply import guide, send, sign
from kiosk.journeys.apply import state as apply_state
from kiosk.launch import journeys
from kiosk.launch.driver import CannotGoOn, Driver
from kiosk.launch.scenes.entering import ALLOWANCE
from kiosk.launch.scenes.levers import clear, fault, warned
from kiosk.launch.scenes.theatre import Theatre
from kiosk.launch.shared_sandbox import Sandbox
from kiosk.launch.tour_journeys import clerk_of, leave, open_service, plans, sign_in_by_card

HOUSEHOLD, CARE = "YL0000000107", "YL0000000106"


def start(theatre: Theatre, code: str) -> Driver:
    """Signs in and opens a service."""
    sign_in_by_card(theatre.driver)
    open_service(theatre.driver, code)
    return theatre.driver


def until_screen(driver: Driver, plan: journeys.Plan, *names: str) -> None:
    """Applies on, as the plan says, until one of these screens stands."""
    for _ in range(journeys.MOST_SCREENS):
        driver.wait("anything to do", lambda: driver.name not in ("apply.loading", "apply.sending"))
        if driver.name in names:
            return
        journeys.step(driver, plan)
    raise CannotGoOn(f"never came to {names}")


def careless(code: str, theatre: Theatre, sandbox: Sandbox) -> None:
    """On every question: first nothing, then something wrong; then as the plan says."""
    plan = plans()[code]
    driver = start(theatre, code)
    for _ in range(journeys.MOST_SCREENS):
        driver.wait("anything to do", lambda: driver.name not in ("apply.loading", "apply.sending"))
        state = driver.program.controller.session.journey
        if driver.name in ("apply.sign", "apply.receipt", "apply.review"):
            leave(driver)
            return
        if driver.name == "apply.known":
            driver.press("show")
        if driver.name == "apply.more":
            driver.press_main()
        if driver.name == "apply.question" and isinstance(state, apply_state.State):
            _wrongly(driver, state)
            if driver.name == "apply.question":
                _rightly(driver, plan)
        else:
            journeys.step(driver, plan)
    raise CannotGoOn(f"never came to an end: {driver.name}")


def _rightly(driver: Driver, plan: journeys.Plan) -> None:
    state = driver.program.controller.session.journey
    if not isinstance(state, apply_state.State) or state.asking is None:
        raise CannotGoOn("nothing is asked")
    question = state.asking.question
    value = plan.get(state.asking.pointer, plan.get(question.pointer, journeys.example(question)))
    if value is None:
        driver.press_event(apply_state.Skip)
        return
    for number in reversed(range(len(lines(driver)))):
        empty(driver, number)  # the first one last: it is written into next
    journeys.fill(driver, question, value)
    driver.press_main()


def lines(driver: Driver) -> list[QLineEdit]:
    """The lines to write on, in their order."""
    return [edit for edit in driver.window.findChildren(QLineEdit) if edit.isVisibleTo(driver.window)]


def empty(driver: Driver, number: int) -> None:
    """Takes out what was written in a line."""
    edit = lines(driver)[number]
    edit.setFocus(Qt.FocusReason.OtherFocusReason)
    driver.pump()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    driver.pump()


def _wrongly(driver: Driver, state: apply_state.State) -> None:
    asking = state.asking
    if asking is None or not asking.question.required or asking.fault is not None:
        return
    if driver.find(Choices) is not None or asking.question.kind is QuestionKind.AGREE:
        driver.press_main()
        return
    driver.press_main()
    if driver.name == "apply.question" and asking.question.kind in (QuestionKind.PHONE, QuestionKind.ID_NUMBER, QuestionKind.CARD):
        driver.write("1")
        driver.press_main()


def household(theatre: Theatre, sandbox: Sandbox) -> None:
    """Three members of a family, all private values shown."""
    plan = {**plans()[HOUSEHOLD], "#items": 3}
    driver = start(theatre, HOUSEHOLD)
    until_screen(driver, plan, "apply.review")
    for _ in range(3):
        if not any(action.name == "show" for action in driver.actions()):
            break
        driver.press("show")
    leave(driver)


def refused_consent(theatre: Theatre, sandbox: Sandbox) -> None:
    """No to a sensitive consent."""
    driver = start(theatre, CARE)
    until_screen(driver, plans()[CARE], "apply.consent")
    for _ in range(4):
        if driver.name != "apply.consent":
            break
        driver.press_event(guide.Disagree)
    driver.until("apply.refused_consent")
    driver.press_main()
    driver.until("home")
    leave(driver)


def witness(theatre: Theatre, sandbox: Sandbox) -> None:
    """Who cannot write asks a clerk to witness it; a wrong PIN first."""
    plan = plans()[ALLOWANCE]
    driver = start(theatre, ALLOWANCE)
    until_screen(driver, plan, "apply.sign")
    driver.press_main()
    driver.sign()
    driver.press_event(sign.Redo)
    driver.press_event(sign.CannotWrite)
    driver.until("apply.witness")
    clerk = clerk_of(sandbox)
    driver.write(clerk["id"], 0)
    driver.write("000000", 1)
    driver.press_main()
    driver.wait("a refusal", lambda: warned(driver))
    driver.write(clerk["pin"], 1)
    driver.press_event(GoBack)
    leave(driver)


def materials(theatre: Theatre, sandbox: Sandbox) -> None:
    """Pages that cannot be read, a jammed scanner, a portal that takes no pages."""
    plan = plans()[CARE]
    driver = start(theatre, CARE)
    until_screen(driver, plan, "apply.material.scan")
    driver.press_main() if driver.main() is not None else None
    driver.wait("a page", lambda: any(action.name == "material.scan.use" for action in driver.actions()))
    driver.press_event(collecting.DropPages)
    theatre.scanner.lay("blurred", "dark", "blank", "medical")
    for _ in range(4):
        take = next((action for action in driver.actions() if isinstance(action.event, collecting.TakePage)), None)
        if take is None:
            break
        driver.press_event(collecting.TakePage)
        driver.wait("the scanner", lambda: not _scanning(driver))
    theatre.scanner.trouble = "scanner.jammed"
    if any(isinstance(action.event, collecting.TakePage) for action in driver.actions()):
        driver.press_event(collecting.TakePage)
        driver.wait("a refusal", lambda: warned(driver))
    theatre.scanner.trouble = ""
    theatre.scanner.lay("medical")
    if not any(action.name == "material.scan.use" for action in driver.actions()):
        driver.press_event(collecting.TakePage)
        driver.wait("a page", lambda: any(action.name == "material.scan.use" for action in driver.actions()))
    fault(sandbox, "status_500", "PATCH", "/v1/uploads", times=20)
    fault(sandbox, "status_500", "POST", "/v1/uploads", times=20)
    driver.press_main()
    driver.until("apply.material.broken")
    clear(sandbox)
    leave(driver)


def _scanning(driver: Driver) -> bool:
    state = driver.program.controller.session.journey
    return isinstance(state, apply_state.State) and state.collecting is not None and state.collecting.scanning


def no_service(theatre: Theatre, sandbox: Sandbox) -> None:
    """The service cannot be had."""
    sign_in_by_card(theatre.driver)
    fault(sandbox, "status_500", "GET", f"/v1/services/{ALLOWANCE}", times=20)
    driver = theatre.driver
    driver.press(f"service.{ALLOWANCE}") if any(a.name == f"service.{ALLOWANCE}" for a in driver.actions()) else open_service(driver, ALLOWANCE)
    driver.until("apply.trouble")
    clear(sandbox)
    leave(driver)


def in_doubt(theatre: Theatre, sandbox: Sandbox) -> None:
    """The answer to a hand-in is lost."""
    driver = start(theatre, ALLOWANCE)
    until_screen(driver, plans()[ALLOWANCE], "apply.sign")
    fault(sandbox, "lose_answer", "POST", "/v1/applications$", times=9)
    fault(sandbox, "status_500", "GET", "/v1/applications", times=99)
    driver.sign()
    driver.press_main()
    driver.until("apply.in_doubt")
    driver.press("receipt.print")
    clear(sandbox)
    driver.press("in_doubt.look")
    driver.until("apply.receipt")
    driver.press_event(send.Finished)
    leave(driver)


def queued(theatre: Theatre, sandbox: Sandbox) -> None:
    """The portal is away while it is handed in."""
    driver = start(theatre, "YL0000000103")
    until_screen(driver, plans()["YL0000000103"], "apply.sign", "apply.review")
    driver.wait("a draft", lambda: getattr(driver.program.controller.session.journey, "draft", None) is not None)
    until_screen(driver, plans()["YL0000000103"], "apply.sign")
    sandbox.embedded.kill()
    driver.sign()
    driver.press_main()
    driver.until("apply.queued")
    driver.press("receipt.print")
    sandbox.embedded.url()
    driver.press("in_doubt.look")
    driver.wait("an end", lambda: driver.name in ("apply.receipt", "apply.queued", "apply.in_doubt"))
    driver.press_event(send.Finished)
    leave(driver)
