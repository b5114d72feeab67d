"""What Tab comes to, the switch comes to, and the other way round: both are derived from the Screen."""

import pytest

from kiosk.screen import Mark, Screen
from kiosk.stops import groups
from tests.ui import block_samples, samples
from tests.ui.desk import Bench
from ui.ink import InkPad
from ui.keys import Key
from ui.places import key_at, place

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F35")]
SCREENS = {**samples.all_screens(), **block_samples.all_blocks()}


def unreached(bench: Bench, screen: Screen) -> list[str]:
    """What one way comes to and the other does not."""
    bench.show(screen)
    view = bench.view
    found = groups(screen, len(view.page.starts))
    order = [widget for widget in view.walk.order() if not isinstance(widget, InkPad) and widget is not view.bar.more]
    by_key = [f"no stop: {type(w).__name__} {w.accessibleName()}" for w in order if key_at(view, w) is None]
    by_stop = []
    for group in found:
        for stop in group.stops:
            widget = place(view, stop.key)
            folded = stop.key[0] in ("tool", "keyboard")
            if widget is None and not folded:
                by_stop.append(f"not drawn: {stop.key}")
            elif widget is not None and widget.isEnabled() and not widget.isHidden() and widget not in order:
                by_stop.append(f"not in the order: {stop.key}")
    return [*by_key, *by_stop]


@pytest.mark.parametrize("size", [0, 3])
@pytest.mark.parametrize("name", sorted(SCREENS))
def test_tab_and_the_switch_come_to_the_same_things(bench: Bench, name: str, size: int) -> None:
    bench.wear(size)
    assert unreached(bench, SCREENS[name]) == []


@pytest.mark.parametrize("name", sorted(SCREENS))
def test_whatever_is_lit_can_be_seen(bench: Bench, name: str) -> None:
    screen = SCREENS[name]
    for group in groups(screen):
        bench.wear(3)
        bench.show(screen_with(screen, Mark(tuple(stop.key for stop in group.stops))))
        light = bench.view.light
        assert light.isVisible() and not light.frame().isEmpty(), group.key
        for stop in group.stops:
            bench.show(screen_with(screen, Mark((stop.key,), one=True)))
            widget = place(bench.view, stop.key)
            if widget is not None:
                assert light.isVisible() and len(light.boxes) == 1, stop.key
                assert light.frame().contains(light.boxes[0])
            else:  # a low window has no room for the last row of keys: their words stand on the frame
                assert stop.key[0] == "keyboard" and light.isVisible() and light.tag(), stop.key


def screen_with(screen: Screen, mark: Mark) -> Screen:
    from dataclasses import replace

    return replace(screen, mark=mark)


def test_a_turned_candidate_is_brought_into_its_row(bench: Bench) -> None:
    bench.wear(3)
    board = next(s for s in SCREENS.values() if any(getattr(b, "candidates", ()) for b in s.blocks))
    [keyboard] = [block for block in board.blocks if getattr(block, "candidates", ())]
    last = keyboard.candidates[-1]  # type: ignore[attr-defined]
    bench.show(screen_with(board, Mark((("keyboard", "candidate", last),), one=True)))
    found = place(bench.view, ("keyboard", "candidate", last))
    assert isinstance(found, Key) and found.isVisible() and bench.view.light.boxes
