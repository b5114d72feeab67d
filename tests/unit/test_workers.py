"""Lanes: jobs in their order, answers on the main thread, nothing of an abandoned lane, the outbox finished."""

import queue
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from kiosk.problems import Problem, ProblemError, Remedy
from kiosk.workers import OUTBOX, Cancel, Workers


class Main:
    """A main thread that runs what was posted when the test says so."""

    def __init__(self) -> None:
        self.posted: queue.Queue[Callable[[], None]] = queue.Queue()
        self.incidents: list[str] = []

    def incident(self, error: BaseException) -> str:
        """See Audit.incident."""
        self.incidents.append(type(error).__name__)
        return "incident_1"

    def run_until(self, condition: Callable[[], bool], within_s: float = 60.0) -> None:
        """Runs what comes in until the condition holds."""
        end = time.monotonic() + within_s
        while not condition():
            self.posted.get(timeout=max(0.001, end - time.monotonic()))()


@pytest.fixture
def desk() -> Main:
    return Main()


@pytest.fixture
def workers(desk: Main) -> Iterator[Workers]:
    made = Workers(desk.posted.put, desk.incident)
    made.open_doors()
    yield made
    made.close()


def never(value: object) -> None:
    pytest.fail(f"not expected: {type(value).__name__}")


def test_answers_come_in_order_on_the_main_thread(workers: Workers, desk: Main) -> None:
    got: list[tuple[int, str]] = []
    for number in range(20):
        workers.run("portal", lambda _, n=number: n, lambda n: got.append((n, threading.current_thread().name)), never)
    desk.run_until(lambda: len(got) == 20)
    assert got == [(number, threading.current_thread().name) for number in range(20)]


def test_nothing_begins_before_the_doors_are_open(desk: Main) -> None:
    workers = Workers(desk.posted.put, desk.incident)
    begun = threading.Event()
    done: list[object] = []
    workers.run("portal", lambda _: begun.set(), done.append, never)
    assert not begun.wait(0.05)
    workers.open_doors()
    desk.run_until(lambda: bool(done))
    assert begun.is_set()
    workers.close()


def test_a_problem_keeps_its_code_and_a_defect_gets_an_incident(workers: Workers, desk: Main) -> None:
    told: list[Problem] = []

    def problem(_: Cancel) -> None:
        raise ProblemError(Remedy.WAIT, "portal_away")

    def defect(_: Cancel) -> None:
        raise KeyError("样本测一")

    workers.run("portal", problem, never, told.append)
    workers.run("portal", defect, never, told.append)
    desk.run_until(lambda: len(told) == 2)
    assert told == [Problem(Remedy.WAIT, "portal_away"), Problem(Remedy.ASK_STAFF, "incident_1")]
    assert desk.incidents == ["KeyError"]


@pytest.mark.feature("F22")
def test_a_lane_that_was_replaced_answers_nobody(workers: Workers, desk: Main) -> None:
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()
    cancelled: list[bool] = []

    def slow(cancel: Cancel) -> str:
        begun.set()
        go_on.wait(60)
        cancelled.append(cancel.cancelled)
        ended.set()
        return "of the last one"

    workers.run("portal", slow, never, never)
    workers.run("portal", lambda _: "waiting", never, never)
    assert begun.wait(60)
    workers.replace()
    answered: list[str] = []
    workers.run("portal", lambda _: "of the next one", answered.append, never)
    desk.run_until(lambda: bool(answered))
    assert answered == ["of the next one"], "a slow job of the last one does not hold the next one up"
    go_on.set()
    assert ended.wait(60) and cancelled == [True]
    workers.run("portal", lambda _: "after", answered.append, never)
    desk.run_until(lambda: len(answered) == 2)
    assert answered == ["of the next one", "after"]


def test_an_answer_that_was_posted_but_not_yet_taken_is_dropped_too(workers: Workers, desk: Main) -> None:
    workers.run("portal", lambda _: "late", never, never)
    deliver = desk.posted.get(timeout=60)
    workers.replace()
    deliver()


@pytest.mark.feature("F52")
def test_the_outbox_finishes_what_is_under_way(desk: Main) -> None:
    workers = Workers(desk.posted.put, desk.incident)
    workers.open_doors()
    begun, go_on = threading.Event(), threading.Event()
    sent: list[str] = []

    def send(cancel: Cancel) -> None:
        begun.set()
        go_on.wait(60)
        assert not cancel.cancelled
        sent.append("sent")

    workers.run(OUTBOX, send, lambda _: None, never)
    assert begun.wait(60)
    workers.replace()
    closing = threading.Thread(target=workers.close)
    closing.start()
    go_on.set()
    closing.join(60)
    assert sent == ["sent"] and not closing.is_alive()
