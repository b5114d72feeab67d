"""The one way off the main thread: `run(lane, job, then, otherwise)`. A job is plain blocking code; its answer comes back through `post`.

One thread a lane, started when first used. `replace()` abandons the person's lanes: their queues are dropped, their running job is cancelled,
and a late answer is never delivered. The lanes of outbox and disk stay: what was under way there is finished.
"""

import queue
import threading
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from kiosk.problems import Problem, ProblemError, Remedy
from kiosk.value import dataclass

T = TypeVar("T")

OUTBOX, DISK = "outbox", "disk"
LASTING = (OUTBOX, DISK)
"""Lanes that outlive a session: what was begun there for a person is finished, though nobody hears of it."""


class Cancel:
    """Tells a job that nobody waits any more."""

    def __init__(self) -> None:
        self._event = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether nobody waits any more."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Cancels."""
        self._event.set()


Job = Callable[[Cancel], Any]
Then = Callable[[Any], None]
Otherwise = Callable[[Problem], None]


class Runner(Protocol):
    """Runs jobs."""

    def post(self, call: Callable[[], None]) -> None:
        """Calls on the main thread, soon; for what a running job has to tell."""

    def run(self, lane: str, job: Job, then: Then, otherwise: Otherwise) -> None:
        """Runs job on the lane; then(value) or otherwise(problem) is called on the main thread."""

    def replace(self) -> None:
        """Abandons the person's lanes."""

    def close(self) -> None:
        """Abandons all lanes and waits for the outbox to finish what is under way."""


@dataclass(frozen=True, slots=True)
class _Item:
    job: Job
    then: Then
    otherwise: Otherwise


class _Lane:
    def __init__(
        self,
        name: str,
        post: Callable[[Callable[[], None]], None],
        incident: Callable[[BaseException], str],
        doors: threading.Event,
    ) -> None:
        self._queue: queue.SimpleQueue[_Item | None] = queue.SimpleQueue()
        self._post = post
        self._incident = incident
        self._doors = doors
        self.cancel = Cancel()
        self._thread = threading.Thread(target=self._work, name=f"lane-{name}", daemon=True)
        self._thread.start()

    def put(self, item: _Item) -> None:
        self._queue.put(item)

    def abandon(self) -> None:
        self.cancel.cancel()
        self._queue.put(None)

    def finish(self, seconds: float) -> None:
        self._queue.put(None)
        self._thread.join(seconds)

    def _work(self) -> None:
        self._doors.wait()
        while (item := self._queue.get()) is not None and not self.cancel.cancelled:
            deliver = self._outcome(item)
            self._post(deliver)

    def _outcome(self, item: _Item) -> Callable[[], None]:
        try:
            value = item.job(self.cancel)
        except ProblemError as error:
            return self._unless_cancelled(item.otherwise, Problem.of(error))
        except Exception as error:  # noqa: BLE001 -- a defect: told to staff under an incident code, never shown or logged raw
            return self._unless_cancelled(item.otherwise, Problem(Remedy.ASK_STAFF, self._incident(error)))
        return self._unless_cancelled(item.then, value)

    def _unless_cancelled(self, call: Callable[[Any], None], value: Any) -> Callable[[], None]:
        def deliver() -> None:
            if not self.cancel.cancelled:
                call(value)

        return deliver


class Workers:
    """The real runner. post: puts a callable on the main thread; incident: records an unexpected error, giving its code."""

    def __init__(self, post: Callable[[Callable[[], None]], None], incident: Callable[[BaseException], str]) -> None:
        self.post = post
        self._incident = incident
        self._lanes: dict[str, _Lane] = {}
        self._doors = threading.Event()

    def open_doors(self) -> None:
        """Jobs may begin: the first screen is painted, nothing competes with it any more."""
        self._doors.set()

    def run(self, lane: str, job: Job, then: Then, otherwise: Otherwise) -> None:
        """See Runner."""
        if lane not in self._lanes:
            self._lanes[lane] = _Lane(lane, self.post, self._incident, self._doors)
        self._lanes[lane].put(_Item(job, then, otherwise))

    def replace(self) -> None:
        """See Runner."""
        for name in [name for name in self._lanes if name not in LASTING]:
            self._lanes.pop(name).abandon()

    def close(self) -> None:
        """See Runner."""
        self._doors.set()
        self.replace()
        for name in LASTING:
            if name in self._lanes:
                self._lanes.pop(name).finish(10)
