"""The materials of one application."""

from dataclasses import replace

from kiosk.events import Event, GoBack, Stamp
from kiosk.journeys import collecting
from kiosk.journeys.apply.state import State
from kiosk.journeys.materials import wanted
from kiosk.portal.services import MaterialSlot
from kiosk.requests import Effect
from kiosk.screen import Screen, screen
from kiosk.session import Next, Session, stay


def open_slots(state: State) -> tuple[MaterialSlot, ...]:
    """The wanted materials that the person must do something about."""
    return tuple(slot for slot in wanted(state.published, state.answers) if slot.modes[0] != "exempt")


def renewed(state: State) -> State:
    """The collecting for what the answers call for now; what was given for a material that is still wanted stays."""
    slots = wanted(state.published, state.answers)
    before = state.collecting
    if before is not None and before.slots == slots:
        return state
    begun = collecting.begin(slots)
    if before is None:
        return replace(state, collecting=begun)
    wanted_codes = {slot.code for slot in slots}
    given = {code: material for code, material in before.given.items() if code in wanted_codes}
    return replace(state, collecting=collecting.resumed(slots, {**begun.given, **given}))


def update(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    """Hands events to the collecting."""
    if state.collecting is None:
        return stay(session)
    outcome = collecting.update(state.collecting, event, stamp, state.draft.grant if state.draft else None, state.key)
    if outcome is None:
        return stay(session)
    now, effects = outcome
    moved = replace(state, collecting=now)
    return granted(session, moved, effects) if state.draft is not None else (session.to(moved), effects)


def granted(session: Session, state: State, effects: tuple[Effect, ...] = ()) -> Next:
    """The portal has answered whether there is a draft: a page that waited for it goes, or is told that it cannot."""
    if state.collecting is None:
        return session.to(state), effects
    now, more = collecting.granted(state.collecting, state.draft.grant if state.draft else None, state.key)
    return session.to(replace(state, collecting=now)), (*effects, *more)


def view(session: Session, state: State) -> Screen:
    """The material at hand."""
    if state.collecting is None:
        raise ValueError("nothing is collected")
    now = state.collecting
    return screen(
        f"apply.material.{now.stage}",
        *collecting.blocks(now),
        instance=now.slot.code,
        where=state.where,
        back=GoBack() if now.stage != "sending" else None,
    )
