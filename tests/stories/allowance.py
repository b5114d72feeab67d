"""高龄津贴 from the first screen to the receipt, whatever hands do it: the tests bring the hands."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import requests

from kiosk.blocks import Choices, DateField
from kiosk.forms.values import typed
from kiosk.journeys.asking import NO, YES
from kiosk.launch import journeys
from kiosk.launch.shared_sandbox import Sandbox
from kiosk.launch.tour_journeys import plans
from tests.stories.hall import Hall

ALLOWANCE = "YL0000000101"


class Hands(Protocol):
    """One way to use the kiosk."""

    hall: Hall

    def main(self) -> None:
        """Presses the one next step."""

    def named(self, name: str) -> None:
        """Presses the action of this name, wherever it stands."""

    def choose(self, block: Choices, value: str) -> None:
        """Chooses this, unless it is chosen."""

    def write(self, text: str) -> None:
        """Writes into the field that has the focus, or the cells of a date one after another."""

    def witness(self, number: str, secret: str) -> None:
        """Writes into the two fields in which a member of staff signs."""


@contextmanager
def own_hall(folder: Path, **parts: Any) -> Iterator[Hall]:
    """A kiosk before an office that nobody else goes to, opened, its catalogue there."""
    sandbox = Sandbox(folder / "portal")
    try:
        with Hall(sandbox.embedded.url(), folder / "kiosk", **parts) as hall:
            hall.catalogue()
            yield hall
    finally:
        sandbox.embedded.close()


def people(hall: Hall) -> dict[str, list[dict[str, str]]]:
    """Whom the office knows: `items`, the first of whom applies, and `staff`."""
    found: dict[str, list[dict[str, str]]] = requests.get(f"{hall.program.portal_url()}/sandbox/people", timeout=60).json()
    return found


def apply(hands: Hands) -> None:
    """From the first screen until the slip of the receipt is printed."""
    hall = hands.hall
    driver = hall.driver
    _sign_in(hands)
    _open(hands)
    for _ in range(60):
        driver.wait("anything to do", lambda: driver.name not in ("apply.loading", "apply.sending"))
        if driver.name == "apply.receipt":
            break
        if driver.name == "apply.question":
            _answer(hands)
        elif driver.name.startswith("apply.material.choose"):
            block, collecting = driver.find(Choices), hall.application().collecting
            assert isinstance(block, Choices) and collecting is not None
            hands.choose(block, collecting.slot.modes[0])
            hands.main()
        elif driver.name == "apply.sign":
            _have_witnessed(hands)
        else:
            driver.wait("a draft", lambda: driver.name != "apply.review" or hall.application().draft is not None)
            hands.main()
    assert driver.name == "apply.receipt"
    hands.main()
    driver.wait("the slip", lambda: len(hall.printer.printed) == 1)


def _sign_in(hands: Hands) -> None:
    hall, driver = hands.hall, hands.hall.driver
    hands.main()
    driver.until("notice")
    hands.main()
    driver.until("sign_in.choose")
    hands.named("sign_in.by.otp")
    driver.until("sign_in.phone")
    hands.write(people(hall)["items"][0]["phone"].removeprefix("+86"))
    hands.main()
    driver.until("sign_in.code")
    hands.write(hall.program.controller.session.journey.pending.demonstration_code)  # type: ignore[attr-defined]
    hands.main()
    driver.until("home")


def _open(hands: Hands) -> None:
    """Where it is not offered at once, through the door that it stands behind."""
    hall = hands.hall
    if not any(action.name == f"service.{ALLOWANCE}" for action in hall.driver.actions()):
        hands.named("home.find")
        service = hall.program.controller.session.catalogue.index.service(ALLOWANCE)
        assert service is not None
        hands.named(f"door.{service.life_events[0]}")
    hands.named(f"service.{ALLOWANCE}")


def _answer(hands: Hands) -> None:
    asking, driver = hands.hall.application().asking, hands.hall.driver
    assert asking is not None and asking.fault is None
    value = plans()[ALLOWANCE].get(asking.pointer, journeys.example(asking.question))
    match driver.find(Choices) or driver.find(DateField):
        case Choices() as block:
            wanted = [YES if value else NO] if isinstance(value, bool) else value if isinstance(value, list) else [value]
            for one in wanted:
                hands.choose(block, str(one))
        case DateField():
            hands.write(str(value).replace("-", ""))
        case _:
            hands.write(typed(asking.question, value))
    hands.main()


def _have_witnessed(hands: Hands) -> None:
    """Who cannot draw calls a member of staff."""
    driver = hands.hall.driver
    hands.named("sign.cannot")
    driver.until("apply.witness")
    staff = people(hands.hall)["staff"][0]
    hands.witness(staff["id"], staff["pin"])
    hands.main()
    driver.wait("the witness", lambda: driver.name != "apply.witness")
