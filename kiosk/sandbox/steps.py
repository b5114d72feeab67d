"""The office's inner steps and the state each one shows to the outside."""

from typing import Final

from kiosk.portal.cases import State

STEPS: Final[dict[str, tuple[State, str]]] = {
    "submitted": ("submitted", "SUBMITTED"),
    "received": ("submitted", "RECEIVED"),
    "returned": ("returned", "PRECHECK_RETURNED"),
    "not_accepted": ("not_accepted", "REJECTED_ACCEPT"),
    "not_needed": ("not_accepted", "NOT_NEEDED"),
    "accepted": ("accepted", "ACCEPTED"),
    "needs_supplement": ("needs_supplement", "SUPPLEMENT"),
    "supplemented": ("submitted", "SUPPLEMENTED"),
    "supplemented_in_review": ("in_review", "SUPPLEMENTED"),
    "in_review": ("in_review", "IN_REVIEW"),
    "publicity": ("in_review", "PUBLICITY"),
    "transferred": ("in_review", "TRANSFERRED"),
    "suspended": ("suspended", "SUSPENDED"),
    "approved": ("approved", "DECIDED_APPROVED"),
    "denied": ("denied", "DECIDED_DENIED"),
    "completed": ("completed", "DELIVERED"),
    "withdrawn": ("withdrawn", "WITHDRAWN"),
    "terminated": ("terminated", "TERMINATED"),
    "expired": ("terminated", "SUPPLEMENT_EXPIRED"),
}
"""step → (state on the wire, raw code)."""

WAITING: Final = frozenset({"needs_supplement", "returned"})
"""States in which the office waits for the person."""
STOPPED: Final = frozenset({"needs_supplement", "returned", "suspended"})
"""States in which no deadline runs."""
OVER: Final = frozenset({"not_accepted", "denied", "completed", "withdrawn", "terminated"})
"""States in which nothing more happens."""
WITHDRAWABLE: Final = frozenset({"submitted", "returned", "accepted", "needs_supplement", "in_review", "suspended"})
"""States in which an application can be taken back."""
USUAL: Final[tuple[tuple[str, float], ...]] = (
    ("accepted", 60),
    ("in_review", 60),
    ("approved", 600),
    ("completed", 600),
)
"""What happens when no rule says otherwise: steps, each so many seconds after the one before."""
