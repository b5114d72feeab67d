"""Everything that can go wrong, sorted by what the person can do about it.

Adapters translate at their edge into one of these; nothing of HTTP, SQLite or a device leaks past. A problem carries no text:
the phrase `problem.<code>` (or `problem.<remedy>` when there is none) says what happened, what was kept and what to press.
"""

from enum import Enum

from kiosk.value import dataclass


class Remedy(Enum):
    """What the person can do."""

    TRY_AGAIN = "try_again"
    FIX_ANSWER = "fix_answer"
    SIGN_IN = "sign_in"
    WAIT = "wait"
    CHECKING = "checking"
    ASK_STAFF = "ask_staff"


@dataclass(frozen=True, slots=True)
class Fault:
    """One answer that cannot be taken: the JSON pointer of the answer, a stable code, and facts for the phrase `fault.<code>`."""

    pointer: str
    code: str
    facts: tuple[tuple[str, str], ...] = ()


class ProblemError(Exception):
    """Raised by every port. `code` is stable and safe to log; `retry_after_s` is the least wait the other side asked for."""

    def __init__(
        self, remedy: Remedy, code: str, *, faults: tuple[Fault, ...] = (), retry_after_s: float | None = None
    ) -> None:
        super().__init__(code)
        self.remedy = remedy
        self.code = code
        self.faults = faults
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True)
class Problem:
    """A `ProblemError` as plain data, as it travels in an event."""

    remedy: Remedy
    code: str
    faults: tuple[Fault, ...] = ()

    @classmethod
    def of(cls, error: ProblemError) -> "Problem":
        return cls(error.remedy, error.code, error.faults)
