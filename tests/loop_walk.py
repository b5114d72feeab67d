"""Somebody who walks through the world of the loop: signed in, before a service, pressing on."""

from kiosk.blocks import Choices, DateField, SignaturePad, TextField
from kiosk.events import CardRead, Chose, Dated, Signed, Typed
from kiosk.journeys import home, routes
from kiosk.profiles import PROFILES
from tests.loop_world import World, actions
from tests.sandbox_client import TRIAL

STROKES = (((0.2, 0.3), (0.4, 0.5)), ((0.5, 0.3), (0.7, 0.6)))
GOOD = {
    "phone": "13800138000",
    "code": "123456",
    "id_number": "11010519491231002X",
    "card": "6200000000000000018",
    "money": "100",
    "integer": "66",
    "search": "补贴",
    "case": "C2",
}


def signed_in(profile: str = "kiosk") -> World:
    """Somebody at home, with a card."""
    world = World(profile)
    world.settle()
    if PROFILES[profile].staff:
        main(world)
        world.settle()
        main(world)
    world.send(CardRead(b"{}"))
    world.settle()
    main(world)
    world.settle()
    assert world.controller.screen.name == "home", world.controller.screen.name
    return world


def applying(code: str = TRIAL) -> World:
    """Somebody before the guide of a service."""
    world = signed_in()
    world.send(home.Open(routes.Apply(code)))
    world.settle()
    assert world.controller.screen.name == "apply.guide"
    return world


def main(world: World) -> None:
    """Presses the next step."""
    world.send(next(action.event for action in actions(world.controller.screen) if action.main and action.enabled))


def press_through(world: World, most: int) -> None:
    """Fills in what is asked and presses on, until the receipt or a result stands."""
    for _ in range(most):
        world.settle()
        screen = world.controller.screen
        if screen.name in ("apply.receipt", "supplement.done"):
            return
        for block in screen.blocks:
            match block:
                case Choices(key=key, options=options, chosen=()):
                    world.send(Chose(key, options[0].value))
                case TextField(key=key, value=""):
                    world.send(Typed(key, "样本测一"))
                case SignaturePad(key=key, strokes=()):
                    world.send(Signed(key, STROKES))
        world.settle()
        main(world)
    raise AssertionError(f"no end: {world.controller.screen.name}")


def press_once(world: World) -> None:
    """Fills in the screen and presses on."""
    world.settle()
    for block in world.controller.screen.blocks:
        match block:
            case Choices(key=key, options=options, chosen=()):
                world.send(Chose(key, options[0].value))
            case TextField(key=key, kind=kind, value=""):
                world.send(Typed(key, GOOD.get(kind, "样本测一")))
            case DateField(key=key, year=""):
                world.send(Dated(key, "2049" if "until" in key else "1949", "12", "31", 2))
    main(world)
    world.settle()
