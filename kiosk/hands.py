"""What comes from switches, nine keys, the focus and a finger that feels its way: what it means for the session. Pure."""

from dataclasses import replace

from kiosk import scanning
from kiosk.events import Event, Focused, Pages, Said, ScanTick, Stamp, Switched
from kiosk.requests import Effect, Tell
from kiosk.screen import Screen
from kiosk.session import Session
from kiosk.stops import Stop, groups
from kiosk.touching import UnderFinger, told

EVENTS = (Focused, Pages, ScanTick, Switched, UnderFinger)


def update(
    session: Session, screen: Screen, event: Event, stamp: Stamp
) -> tuple[Session, tuple[Effect, ...], Stop | None]:
    """The session now, what is to be told, and what a switch has taken. screen: what stands."""
    display, found = session.display, groups(screen, session.pages)
    match event:
        case Pages(total):
            return replace(session, pages=total), (), None
        case Focused(key):
            lit = scanning.place_of(found, key) if display.sound and not display.scan else None
            return session, (Tell(lit.what, lit.number, lit.total),) if lit is not None else (), None
        case UnderFinger():
            under = told(screen, found, event)
            return session, (under,) if under is not None else (), None
    scan = session.scan if session.scan.screen == screen.id else scanning.fresh(screen, found, display, stamp.clock)
    taken: Stop | None = None
    moved: scanning.Moved = scan, None
    match event:
        case Switched(which) if display.scan:
            moved, taken = scanning.press(scan, found, display, which, stamp.clock)
        case ScanTick() if scanning.is_due(scan, display, stamp.clock, session.caption):
            moved = scanning.step(scan, found, display, stamp.clock)
    return *_told(session, moved), taken


def follow(
    session: Session, screen: Screen, event: Event, stamp: Stamp, taken: Stop | None
) -> tuple[Session, tuple[Effect, ...]]:
    """After any event, for who scans: the light follows what the screen has become."""
    display, found = session.display, groups(screen, session.pages)
    moved = scanning.follow(session.scan, screen, found, display, stamp.clock, taken)
    if event == Said(""):
        moved = scanning.heard(moved[0], display, stamp.clock), moved[1]
    return _told(session, moved)


def marked(session: Session, screen: Screen) -> Screen:
    """The screen, and on it what is lit."""
    if not session.display.scan:
        return screen
    lit = scanning.mark(session.scan, screen, groups(screen, session.pages))
    return replace(screen, mark=lit) if lit is not None else screen


def _told(session: Session, moved: scanning.Moved) -> tuple[Session, tuple[Effect, ...]]:
    scan, lit = moved
    told = lit is not None and (session.display.scan_aloud or isinstance(lit.what, str))
    return replace(session, scan=scan), (Tell(lit.what, lit.number, lit.total),) if lit is not None and told else ()
