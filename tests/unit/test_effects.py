"""What nobody stands there to be told is told to the technician, once, in the log."""

import logging
from collections.abc import Callable
from typing import cast

import pytest

from kiosk.effects import Effects, Ports
from kiosk.problems import Problem, Remedy
from kiosk.workers import Job, Otherwise, Then


class Never:
    """A runner whose every job comes to this."""

    problem: Problem | None = None

    def post(self, call: Callable[[], None]) -> None:
        call()

    def run(self, lane: str, job: Job, then: Then, otherwise: Otherwise) -> None:
        if self.problem is None:
            then(0)
        else:
            otherwise(self.problem)

    def replace(self) -> None:
        """Nothing is under way."""

    def close(self) -> None:
        """Nothing is under way."""


class NoPorts:
    """No job runs, so nothing is asked of them."""

    portal = None


@pytest.mark.feature("F57")
def test_a_store_that_cannot_be_opened_is_told_in_the_log_once_and_again_when_it_comes_back(caplog: pytest.LogCaptureFixture) -> None:
    runner = Never()
    effects = Effects(cast(Ports, NoPorts()), runner)
    with caplog.at_level(logging.WARNING, "yinling"):
        runner.problem = Problem(Remedy.ASK_STAFF, "outbox.unwritable")
        for _ in range(3):
            effects.idle(session_open=False)
        assert [record.getMessage() for record in caplog.records] == ["outbox code=outbox.unwritable"]
        runner.problem = None
        effects.idle(session_open=False)
        runner.problem = Problem(Remedy.ASK_STAFF, "outbox.unwritable")
        effects.idle(session_open=False)
    assert len(caplog.records) == 2
