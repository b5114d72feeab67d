"""What the tour does not meet: what lies over a screen, other ways in, refusals, faults, a line that fails, a hall that is closed."""

import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from kiosk.events import CallPerson, CloseOver, GoBack, LayoutPicked, VoiceLost
from kiosk.forms.model import QuestionKind
from kiosk.journeys import collecting, home, over, routes, sign_in, staff, statement, track
from kiosk.journeys.apply import guide, send, sign
from kiosk.journeys.apply import state as apply_state
from kiosk.launch import journeys
from kiosk.launch.driver import Driver
from kiosk.launch.tour import Sandbox
from kiosk.launch.tour_journeys import CLERK, PERSON, leave, open_service, plans, sign_in_by_card
from kiosk.screen import Choices, Keyboard, Menu, Notice, Tone
from kiosk.settings import Settings
from tests.stories.theatre import Theatre

ALLOWANCE, HOUSEHOLD, CARE = "YL0000000101", "YL0000000107", "YL0000000106"
Play = Callable[[Theatre, Sandbox], None]


@dataclass(frozen=True, slots=True)
class Edge:
    """One scene beyond the tour's."""

    name: str
    play: Play
    settings: Settings = Settings()
    embedded: bool = True
    """The program knows the sandbox as its own: it would start it again."""
    english: bool = False
    """Played once more in English."""


def scenes() -> tuple[Edge, ...]:
    """All of them."""
    return (
        Edge("over", _over, english=True),
        Edge("ways in", _ways_in, english=True),
        Edge("closed", _closed, Settings(open_from="9:00", open_until="17:00", now="2026-11-23T03:00:00+08:00")),
        Edge("find", _find, english=True),
        Edge("guides", _guides),
        *(Edge(f"careless {code}", partial(_careless, code), english=True) for code in sorted(plans())),
        Edge("household", _household, english=True),
        Edge("refused consent", _refused_consent),
        Edge("witness", _witness),
        Edge("materials", _materials, english=True),
        Edge("no service", _no_service),
        Edge("in doubt", _in_doubt),
        Edge("queued", _queued, embedded=False),
        Edge("wrong slip", _wrong_slip),
        Edge("statements", _statements, english=True),
        Edge("supplement unsure", _supplement_unsure, english=True),
        Edge("portal away", _portal_away),
        Edge("clerk", _clerk, Settings(profile="assisted")),
    )


def _warned(driver: Driver) -> bool:
    return any(isinstance(block, Notice) and block.tone in (Tone.WARNING, Tone.ERROR) for block in driver.blocks())


def fault(sandbox: Sandbox, kind: str, method: str, path: str, **more: object) -> None:
    """Puts one fault in force."""
    sandbox.post("/sandbox/faults", [{"kind": kind, "method": method, "path": path, **more}])


def clear(sandbox: Sandbox) -> None:
    """No faults any more."""
    request = urllib.request.Request(sandbox.embedded.url() + "/sandbox/faults", method="DELETE")
    urllib.request.urlopen(request, timeout=10).close()


# --- over any screen, and the ways in ------------------------------------------------------------------------------


def _over(theatre: Theatre, sandbox: Sandbox) -> None:
    driver = theatre.driver
    for tool in ("display", "sound"):
        driver.press(tool)
        driver.until(f"over.{tool}")
        driver.press_event(CloseOver)
    theatre.program.controller.send(VoiceLost("engine"))
    driver.press("sound")
    driver.press_event(CloseOver)
    driver.press_event(CallPerson)
    driver.until("over.call")
    driver.press_main()
    sign_in_by_card(driver)
    theatre.later(200)
    driver.until("over.idle")
    theatre.later(1)
    driver.press_main()
    leave(driver)


def _ways_in(theatre: Theatre, sandbox: Sandbox) -> None:
    driver = theatre.driver
    driver.press_main()
    driver.until("notice")
    driver.press_main()
    driver.until("sign_in.choose")
    driver.press("sign_in.by.id_card")
    driver.until("sign_in.card")
    driver.wait("cards to try", lambda: isinstance(driver.find(Menu), Menu))
    driver.press_event(GoBack)
    driver.press("sign_in.by.qr")
    driver.wait("a code", lambda: _pending(driver) is not None)
    driver.press_event(GoBack)
    driver.press("sign_in.without")
    driver.until("sign_in.without")
    driver.press_event(GoBack)
    driver.press("sign_in.by.otp")
    driver.until("sign_in.phone")
    driver.write("123")
    driver.press_main()
    people = sandbox.get("/sandbox/people")["items"]
    phone = next(person["phone"] for person in people if person["id"] == PERSON)
    driver.press_event(GoBack)
    driver.press("sign_in.by.otp")
    driver.write(phone.removeprefix("+86"))
    driver.press_main()
    driver.until("sign_in.code")
    driver.press_main()
    driver.write("000000")
    driver.press_main()
    driver.wait("a refusal", lambda: _warned(driver))
    driver.press_event(GoBack)
    driver.press("leave")
    driver.press_event(over.ReallyLeave)
    driver.until("goodbye")


def _pending(driver: Driver) -> object:
    state = driver.program.controller.session.journey
    return state.pending if isinstance(state, sign_in.State) else None


def _closed(theatre: Theatre, sandbox: Sandbox) -> None:
    assert theatre.driver.name == "welcome.closed"


def _find(theatre: Theatre, sandbox: Sandbox) -> None:
    driver = theatre.driver
    sign_in_by_card(driver)
    driver.press("home.find")
    driver.until("find")
    doors = [action.name for action in driver.actions() if action.name.startswith("door.")]
    for door in doors:
        driver.press(door)
        driver.until("find.door")
        while any(action.name == "find.more" for action in driver.actions()):
            driver.press("find.more")
        while driver.name == "find.door":
            driver.press_event(GoBack)
    driver.press("find.typing")
    driver.until("find.typing")
    for letter in ("GLJT" if theatre.program.settings.language == "zh" else "PEN"):
        driver.click(driver.button(letter))
    driver.wait("something found", lambda: isinstance(driver.find(Menu), Menu))
    keyboard = driver.find(Keyboard)
    assert isinstance(keyboard, Keyboard)
    driver.press_event(GoBack)
    driver.press("find.typing")
    driver.write("xyzzy")
    driver.wait("nothing found", lambda: isinstance(driver.find(Notice), Notice))
    for layout in ("handwriting", "pinyin"):
        theatre.program.controller.send(LayoutPicked(layout))
    driver.press_event(GoBack)
    leave(driver)


def _guides(theatre: Theatre, sandbox: Sandbox) -> None:
    """Every service of the catalogue, read without signing in; those that are only read are printed."""
    driver = theatre.driver
    driver.press_main()
    driver.until("notice")
    driver.press_main()
    driver.until("sign_in.choose")
    driver.press("sign_in.without")
    driver.press("sign_in.without.guides")
    driver.until("find")
    doors = [action.name for action in driver.actions() if action.name.startswith("door.")]
    read: set[str] = set()
    for door in doors:
        while (service := _unread(driver, door, read)) is not None:
            read.add(service)
            driver.press(service)
            driver.wait("the guide", lambda: driver.name != "find.door" and driver.name != "apply.loading")
            if driver.name == "apply.guide" and not any(action.name == "guide.begin" for action in driver.actions()):
                driver.press_event(apply_state.PrintThis)
                driver.wait("a print", lambda: getattr(theatre.program.controller.session.journey, "printing", "") == "done")
            while driver.name not in ("find", "sign_in.choose"):
                driver.press_event(GoBack)
            if driver.name == "sign_in.choose":  # a statement is nobody's without signing in
                driver.press("sign_in.without")
                driver.press("sign_in.without.guides")


def _unread(driver: Driver, door: str, read: set[str]) -> str | None:
    """Opens the door and turns to a service that was not read yet; None, with the door closed again, when there is none."""
    driver.press(door)
    while True:
        tiles = [action.name for action in driver.actions() if action.name.startswith("service.")]
        fresh = next((tile for tile in tiles if tile not in read), None)
        if fresh is not None:
            return fresh
        if not any(action.name == "find.more" for action in driver.actions()):
            break
        driver.press("find.more")
    while driver.name != "find":
        driver.press_event(GoBack)
    return None


# --- an application, carelessly ------------------------------------------------------------------------------------


def _start(theatre: Theatre, code: str) -> Driver:
    sign_in_by_card(theatre.driver)
    open_service(theatre.driver, code)
    return theatre.driver


def until_screen(driver: Driver, plan: journeys.Plan, *names: str) -> None:
    """Applies on, as the plan says, until one of these screens stands."""
    for _ in range(journeys.MOST_SCREENS):
        driver.wait("anything to do", lambda: driver.name not in ("apply.loading", "apply.sending"))
        if driver.name in names:
            return
        journeys._step(driver, plan)
    raise AssertionError(f"never came to {names}")


def _careless(code: str, theatre: Theatre, sandbox: Sandbox) -> None:
    """On every question: first nothing, then something wrong; then as the plan says."""
    plan = plans()[code]
    driver = _start(theatre, code)
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
            journeys._step(driver, plan)
    raise AssertionError(f"never came to an end: {driver.name}")


def _rightly(driver: Driver, plan: journeys.Plan) -> None:
    state = driver.program.controller.session.journey
    assert isinstance(state, apply_state.State) and state.asking is not None
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


def _household(theatre: Theatre, sandbox: Sandbox) -> None:
    plan = {**plans()[HOUSEHOLD], "#items": 3}
    driver = _start(theatre, HOUSEHOLD)
    until_screen(driver, plan, "apply.review")
    for _ in range(3):
        if not any(action.name == "show" for action in driver.actions()):
            break
        driver.press("show")
    leave(driver)


def _refused_consent(theatre: Theatre, sandbox: Sandbox) -> None:
    driver = _start(theatre, CARE)
    until_screen(driver, plans()[CARE], "apply.consent")
    for _ in range(4):
        if driver.name != "apply.consent":
            break
        driver.press_event(guide.Disagree)
    driver.until("apply.refused_consent")
    driver.press_main()
    driver.until("home")
    leave(driver)


def _witness(theatre: Theatre, sandbox: Sandbox) -> None:
    plan = plans()[ALLOWANCE]
    driver = _start(theatre, ALLOWANCE)
    until_screen(driver, plan, "apply.sign")
    driver.press_main()
    driver.sign()
    driver.press_event(sign.Redo)
    driver.press_event(sign.CannotWrite)
    driver.until("apply.witness")
    clerk = next(one for one in sandbox.get("/sandbox/people")["staff"] if one["id"] == CLERK)
    driver.write(clerk["id"], 0)
    driver.write("000000", 1)
    driver.press_main()
    driver.wait("a refusal", lambda: _warned(driver))
    driver.write(clerk["pin"], 1)
    driver.press_event(GoBack)
    leave(driver)


def _materials(theatre: Theatre, sandbox: Sandbox) -> None:
    plan = plans()[CARE]
    driver = _start(theatre, CARE)
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
        driver.wait("a refusal", lambda: _warned(driver))
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


def _no_service(theatre: Theatre, sandbox: Sandbox) -> None:
    sign_in_by_card(theatre.driver)
    fault(sandbox, "status_500", "GET", f"/v1/services/{ALLOWANCE}", times=20)
    driver = theatre.driver
    driver.press(f"service.{ALLOWANCE}") if any(a.name == f"service.{ALLOWANCE}" for a in driver.actions()) else open_service(driver, ALLOWANCE)
    driver.until("apply.trouble")
    clear(sandbox)
    leave(driver)


def _in_doubt(theatre: Theatre, sandbox: Sandbox) -> None:
    driver = _start(theatre, ALLOWANCE)
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


def _queued(theatre: Theatre, sandbox: Sandbox) -> None:
    driver = _start(theatre, "YL0000000103")
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


# --- afterwards ----------------------------------------------------------------------------------------------------


def _wrong_slip(theatre: Theatre, sandbox: Sandbox) -> None:
    driver = theatre.driver
    driver.press("welcome.slip")
    driver.until("track.slip")
    driver.press_main()
    driver.write("NOSUCHCASE", 0)
    driver.write("123456", 1)
    driver.press_main()
    driver.wait("a refusal", lambda: _warned(driver) and getattr(driver.program.controller.session.journey, "problem", "") != "track.slip_empty")
    driver.press_event(GoBack)


def _statements(theatre: Theatre, sandbox: Sandbox) -> None:
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
    driver.wait("a refusal", lambda: _warned(driver))
    clear(sandbox)
    driver.press("home.track") if driver.name == "home" else None
    leave(driver)


def _supplement_unsure(theatre: Theatre, sandbox: Sandbox) -> None:
    """A case that the office returns; the hand-in of what was missing stays in doubt."""
    driver = _start(theatre, ALLOWANCE)
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


def _portal_away(theatre: Theatre, sandbox: Sandbox) -> None:
    driver = theatre.driver
    sign_in_by_card(driver)
    fault(sandbox, "status_503", "GET", "/v1/", times=999)
    driver.press("home.track")
    driver.wait("a word", lambda: _warned(driver))
    leave(driver)
    driver.wait("a word", lambda: _warned(driver))
    clear(sandbox)
    driver.press_main()


def _clerk(theatre: Theatre, sandbox: Sandbox) -> None:
    driver = theatre.driver
    driver.until("staff.sign_in")
    clerk = next(one for one in sandbox.get("/sandbox/people")["staff"] if one["id"] == CLERK)
    driver.write(clerk["id"], 0)
    driver.write("000000", 1)
    driver.press_main()
    driver.wait("a refusal", lambda: _warned(driver))
    empty(driver, 1)
    driver.write(clerk["pin"], 1)
    driver.press_main()
    driver.until("staff.consent")
    driver.press_event(staff.NoHelp)
    driver.until("staff.refused")
    driver.press_main()
    driver.until("staff.consent")
