"""What is handed in: whether it could be kept at all, and, while nobody knows yet whether the portal has it, who may ask again, and when."""

from kiosk.blocks import Notice, Tone
from kiosk.events import Stamp
from kiosk.requests import Ask, CheckOutbox
from kiosk.results import Delivery, Keeping
from kiosk.session import Session

KEEPING = "keeping"

NOT_KEPT = ("outbox.disk_full", "outbox.unwritable", "vault.unwritable", "vault.bad_key", "vault.wrong_key")
"""Nothing could be kept on this machine, and so nothing was sent: told as what it is, with all answers still there."""
AGAIN_S = 15.0
"""How often, in front of the person, it is asked what became of a thing in doubt."""


def may_ask(delivery: Delivery | None, looking: bool) -> bool:
    """Whether one may ask what became of it: one question at a time (looking), or an older answer would come after a newer one."""
    return delivery is not None and delivery.state in ("in_doubt", "queued") and not looking


def is_due(delivery: Delivery | None, looking: bool, tried: float, stamp: Stamp) -> bool:
    """Whether it is asked by itself now. tried: clock at which it was sent or asked for last."""
    return may_ask(delivery, looking) and stamp.clock - tried >= AGAIN_S


def can_it_be_kept() -> Ask:
    """Asked before a person fills anything in."""
    return Ask(CheckOutbox(), KEEPING)


def put_aside(session: Session, found: Keeping) -> bool:
    """Whether this person is to hear of what was handed in here before and cannot be opened: their own at home, or whoever helps."""
    return found.put_aside > 0 and (session.profile.keeps or session.staff is not None)


def keeping_notice(unkept: str, aside: bool) -> Notice | None:
    """What is wrong with what this machine keeps, before anything is begun."""
    if unkept:
        return Notice("keeping.not_now", Tone.WARNING, key=KEEPING)
    return Notice("keeping.put_aside", Tone.WARNING, key=KEEPING) if aside else None
