"""One person, one journey, from the first visit to the last: what it took, and whether the office has it."""

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.people.body import Body, Stuck
from tests.people.errand import Errand
from tests.people.visitor import Visitor
from tests.stage import errands
from tests.stage.office import ALIVE, Office
from tests.stage.stage import on_stage

RECORD = Path(__file__).parents[1] / "data" / "people.json"
CARD = "P001"
MOST_MORE = 1.1
"""A journey may take a tenth more than is written down."""
MOST_BY_EAR = 3.0


class CannotFinishError(AssertionError):
    """A person did not come to the end. Names the journey, the person and the screen."""


@dataclass(frozen=True, slots=True)
class Took:
    """What a journey takes a person: screens that stood, acts of the hand, seconds of speech, seconds in all by the keystroke-level model."""

    screens: int
    actions: int
    speech_s: int
    seconds: int

    def __add__(self, other: "Took") -> "Took":
        return Took(*(a + b for a, b in zip(dataclasses.astuple(self), dataclasses.astuple(other), strict=True)))


def play(person: type[Visitor], journey: str, folder: Path, make: Callable[[Body, Errand], Visitor] | None = None) -> Took:
    """All visits of a journey. Raises CannotFinishError, UnknownJourneyError."""
    office = Office(folder / "office")
    took = Took(0, 0, 0, 0)
    try:
        for number, errand in enumerate(errands.visits(journey, office)):
            before = office.states()
            with on_stage(office.embedded, folder / f"kiosk-{number}", CARD, person.needs) as stage:
                one = (make or person)(stage, errand)
                try:
                    one.visit()
                except (Stuck, TimeoutError) as error:
                    raise CannotFinishError(f"{journey}: {person.name} cannot go on at {stage.screen}: {error}") from error
                took += Took(len(stage.screens), one.effort.actions, round(stage.air.seconds), round(stage.clock))
            new = [state for name, state in office.states().items() if name not in before]
            if errand.goal == "apply" and (len(new) != 1 or new[0] not in ALIVE):
                raise CannotFinishError(f"{journey}: {person.name} left, and the office has {new}")
            if errand.goal == "supplement" and "needs_supplement" in office.states().values():
                raise CannotFinishError(f"{journey}: {person.name} left, and the office still waits")
    finally:
        office.close()
    return took


def recorded() -> dict[str, dict[str, Took]]:
    """What is written down, by person and journey."""
    if not RECORD.exists():
        return {}
    table = json.loads(RECORD.read_text("utf-8"))
    return {person: {name: Took(**took) for name, took in rows.items()} for person, rows in table.items()}


def write_down(found: dict[str, dict[str, Took]]) -> None:
    """Puts these in place of what was written down of the same person and journey."""
    table = recorded()
    for person, rows in found.items():
        table.setdefault(person, {}).update(rows)
    plain = {
        person: {name: dataclasses.asdict(took) for name, took in sorted(rows.items())}
        for person, rows in sorted(table.items())
    }
    RECORD.write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", "utf-8")


def worse(took: Took, before: Took) -> list[str]:
    """Which figures are more than a tenth above what was written down."""
    return [
        f"{field.name}: {getattr(took, field.name)}, was {getattr(before, field.name)}"
        for field in dataclasses.fields(Took)
        if getattr(took, field.name) > MOST_MORE * getattr(before, field.name) + 1
    ]
