"""A service of statements that has none is told, not waited for."""

import msgspec
import pytest

from kiosk import loop
from kiosk.blocks import Meter, Notice
from kiosk.display import Display
from kiosk.events import Answer, Stamp
from kiosk.journeys import statement
from kiosk.profiles import PROFILES
from kiosk.results import LoadedService
from kiosk.session import Start
from tests.loop_world import MORNING, services


@pytest.mark.feature("F62")
def test_a_service_without_a_single_document_says_so_instead_of_waiting_for_ever() -> None:
    stamp = Stamp(MORNING, 0.0, "id")
    session, _ = loop.begin(Start(PROFILES["kiosk"], Display()), stamp)
    empty = msgspec.structs.replace(next(iter(services().values())), kind="query", query={"documents": []})
    after, _ = statement.update(session, statement.State("QUERY"), Answer("service", LoadedService(empty, None)), stamp)
    state = after.journey
    assert isinstance(state, statement.State) and state.problem
    blocks = statement.view(after, state).blocks
    assert any(isinstance(block, Notice) for block in blocks) and not any(isinstance(block, Meter) for block in blocks)

