"""Seven people, each with the senses and hands they have, come to the end of every journey. Who cannot, names the screen."""

from pathlib import Path

import pytest

from tests.people.everyone import EVERYONE
from tests.people.sighted import Sighted
from tests.people.tremor import Tremor
from tests.people.visitor import Visitor
from tests.stage import errands, evening
from tests.stage.office import Office

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F35"), pytest.mark.feature("F60")]
JOURNEYS = errands.names()
EACH = 3
"""Journeys of each person in the short run; so every journey is gone by at least two."""
SEEDS, SOME_SEEDS = 100, 2
ALLOWANCE = "apply YL0000000101"
FALLS_SHORT: dict[tuple[str, str], str] = {}
"""Who cannot finish what, and why. Empty is the aim; a reason that is gone fails too."""


def _pairs() -> list[object]:
    """Every person with every journey; what the short run leaves out is marked."""
    short = {
        (person, JOURNEYS[(EACH * number + turn) % len(JOURNEYS)]) for number, person in enumerate(EVERYONE) for turn in range(EACH)
    }
    return [
        pytest.param(person, journey, (person, journey) in short, id=f"{person.name}-{journey}", marks=_marks(person, journey))
        for person in EVERYONE
        for journey in JOURNEYS
    ]


def _marks(person: type[Visitor], journey: str) -> list[pytest.MarkDecorator]:
    reason = FALLS_SHORT.get((person.name, journey))
    return [pytest.mark.xfail(raises=evening.CannotFinishError, strict=True, reason=reason)] if reason else []


@pytest.mark.parametrize(("person", "journey", "short"), _pairs())
def test_everyone_comes_to_the_end_of_every_journey(
    person: type[Visitor], journey: str, short: bool, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if not short and not request.config.getoption("--all"):
        pytest.skip("only with --all")
    took = evening.play(person, journey, tmp_path)
    known = evening.recorded()
    before = known.get(person.name, {}).get(journey)
    assert before is not None, f"{took}: write it down by python -m tests.stage --person '{person.name}' --journey '{journey}' --write"
    assert not evening.worse(took, before)


@pytest.mark.parametrize("journey", [ALLOWANCE, errands.SLIP])
@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_finger_that_shakes_comes_to_the_end_on_any_day(
    seed: int, journey: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if seed >= SOME_SEEDS and not request.config.getoption("--all"):
        pytest.skip("only with --all")
    evening.play(Tremor, journey, tmp_path, lambda body, errand: Tremor(body, errand, seed=seed))


def test_by_ear_no_journey_takes_more_than_three_times_the_sighted_one() -> None:
    known = evening.recorded()
    slow = {
        name: round(took.seconds / known[Sighted.name][name].seconds, 2)
        for name, took in known.get("by ear", {}).items()
        if took.seconds > evening.MOST_BY_EAR * known[Sighted.name][name].seconds
    }
    assert not slow


def test_what_is_written_down_is_of_people_and_journeys_that_there_are() -> None:
    written = {(person, journey) for person, rows in evening.recorded().items() for journey in rows}
    assert written == {(person.name, journey) for person in EVERYONE for journey in JOURNEYS} - set(FALLS_SHORT)


def test_a_journey_that_nobody_was_told_of_fails_with_its_name(tmp_path: Path) -> None:
    office = Office(tmp_path)
    try:
        with pytest.raises(errands.UnknownJourneyError, match="fly to the moon"):
            next(errands.visits("fly to the moon", office))
    finally:
        office.close()
