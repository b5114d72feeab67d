"""What lies over any screen, other ways in, a closed hall, and reading without signing in."""

from kiosk.blocks import Choices, Keyboard, Menu, Notice
from kiosk.events import CallPerson, CloseOver, GoBack, LayoutPicked, VoiceLost
from kiosk.journeys import over, sign_in
from kiosk.journeys.apply import state as apply_state
from kiosk.launch.driver import CannotGoOn, Driver
from kiosk.launch.scenes.levers import warned
from kiosk.launch.scenes.theatre import Theatre
from kiosk.launch.shared_sandbox import Sandbox
from kiosk.launch.tour_journeys import PERSON, leave, open_service, sign_in_by_card, to_ways_in

ALLOWANCE = "YL0000000101"


def what_lies_over(theatre: Theatre, sandbox: Sandbox) -> None:
    """Display, sound, no voice, a person called, nobody there."""
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


def as_one_likes(theatre: Theatre, sandbox: Sandbox) -> None:
    """Smaller, white on black and louder from the start, put back in the midst of a service, changed again, and left so."""
    driver = theatre.driver
    _otherwise(driver)
    sign_in_by_card(driver)
    open_service(driver, ALLOWANCE)
    driver.press_main()
    driver.press("display")
    driver.until("over.display")
    driver.press("display.reset")
    driver.press_event(CloseOver)
    _otherwise(driver)
    leave(driver)


def _otherwise(driver: Driver) -> None:
    driver.press("display")
    driver.until("over.display")
    for key, value in (("size", "1"), ("theme", "white_on_black")):
        block = next(block for block in driver.blocks() if isinstance(block, Choices) and block.key == key)
        driver.choose(block, value)
    driver.press_event(CloseOver)
    driver.press("sound")
    driver.until("over.sound")
    driver.press("sound.louder")
    driver.press_event(CloseOver)


def ways_in(theatre: Theatre, sandbox: Sandbox) -> None:
    """Every way to sign in, and a code that is wrong."""
    driver = theatre.driver
    to_ways_in(driver)
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
    driver.wait("a refusal", lambda: warned(driver))
    driver.press_event(GoBack)
    driver.press("leave")
    driver.press_event(over.ReallyLeave)
    driver.until("goodbye")


def _pending(driver: Driver) -> object:
    state = driver.program.controller.session.journey
    return state.pending if isinstance(state, sign_in.State) else None


def closed(theatre: Theatre, sandbox: Sandbox) -> None:
    """Out of hours."""
    theatre.driver.until("welcome.closed")


def find(theatre: Theatre, sandbox: Sandbox) -> None:
    """Every door, every page, the search with and without a result."""
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
    if driver.find(Keyboard) is None:
        raise CannotGoOn("no keyboard to search with")
    driver.press_event(GoBack)
    driver.press("find.typing")
    driver.write("xyzzy")
    driver.wait("nothing found", lambda: isinstance(driver.find(Notice), Notice))
    for layout in ("handwriting", "pinyin"):
        theatre.program.controller.send(LayoutPicked(layout))
    driver.press_event(GoBack)
    leave(driver)


def guides(theatre: Theatre, sandbox: Sandbox) -> None:
    """Every service of the catalogue, read without signing in; those that are only read are printed."""
    driver = theatre.driver
    to_ways_in(driver)
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
