"""Scanning by one switch and by two: nobody is locked in, nothing is out of reach, and the light waits for the voice."""

from dataclasses import replace

import pytest

from kiosk import hands, scanning
from kiosk.blocks import Action, Choices, DateField, Heading, Keyboard, Menu, Option, Row, Table, TextField, ToolBar
from kiosk.display import Display
from kiosk.events import (
    CallPerson,
    Chose,
    KeySeen,
    OpenDisplay,
    OpenSwitches,
    ReadAgain,
    Said,
    ScanTick,
    Switched,
    Tick,
    Touched,
)
from kiosk.journeys import over, ways
from kiosk.privacy import Kind
from kiosk.requests import Tell
from kiosk.screen import Screen, screen
from kiosk.stops import Group, Key, Stop, groups
from kiosk.text import Secret, Words
from tests.loop_world import World

pytestmark = pytest.mark.feature("F35")
CHOICES = Choices("pick", Words("选"), (Option("a", Words("甲")), Option("b", Words("乙")), Option("c", Words("丙"))))
BAR = ToolBar(
    Action("tool.back", Touched(), key="back"),
    (Action("tool.again", ReadAgain(), key="again"), Action("tool.call", CallPerson(), key="call")),
    Action("tool.display", OpenDisplay(), key="display"),
)
PLAIN = screen("plain", Heading(Words("问")), CHOICES, Action(Words("好"), Touched(), key="next", main=True), BAR)
ONE = Display(scan=1)


class Hand:
    """One hand: the light's steps and presses on one screen, without a session."""

    def __init__(self, shown: Screen = PLAIN, display: Display = ONE) -> None:
        self.screen, self.display = shown, display
        self.found = groups(shown)
        self.clock = 100.0
        self.scan = scanning.fresh(shown, self.found, display, self.clock)
        self.lit: scanning.Lit | None = None

    def step(self) -> Key | None:
        self.clock = max(self.clock, self.scan.due)
        self.scan, self.lit = scanning.step(self.scan, self.found, self.display, self.clock)
        return self.where()

    def press(self, which: int = 1) -> Stop | None:
        (self.scan, lit), taken = scanning.press(self.scan, self.found, self.display, which, self.clock)
        self.lit = lit or self.lit
        return taken

    def where(self) -> Key | None:
        return self.scan.item or self.scan.group


def test_groups_come_in_the_order_they_are_seen_in() -> None:
    assert [group.key for group in groups(PLAIN)] == [
        ("choice", "pick"),
        ("main", "next"),
        ("tool",),
        ("tool", "display"),
    ]
    assert [stop.key[-1] for stop in groups(PLAIN)[-2].stops] == ["back", "again", "call"]


def test_everything_that_acts_has_a_stop() -> None:
    secret = Secret(Kind.PHONE, "13800000000")
    shown = screen(
        "all",
        Menu(
            "m", Words("单"), (Action(Words("一"), Touched(), key="one"), Action(Words("二"), Touched(), enabled=False))
        ),
        TextField("name", Words("名"), "name"),
        DateField("born", Words("日"), month_only=True),
        Table("t", Words("表"), (Row("r", Words("行"), secret, change=Action(Words("改"), Touched())),)),
        Action(Words("别"), Touched(), key="other"),
        Keyboard("latin", ("latin", "digits"), "name", candidates=("李", "里")),
        BAR,
    )
    keys = {stop.key for group in groups(shown, pages=2) for stop in group.stops}
    assert {
        ("menu", "m", "one"),
        ("field", "name"),
        ("cell", "born", "0"),
        ("cell", "born", "1"),
        ("row", "t", "r", "change"),
        ("row", "t", "r", "show"),
        ("action", "other"),
        ("keyboard", "candidate", "李"),
        ("keyboard", "more"),
        ("keyboard", "key", "q"),
        ("keyboard", "key", "shift"),
        ("keyboard", "layout", "digits"),
        ("turn", "down"),
        ("tool", "display"),
    } <= keys
    assert not any(key[:2] == ("menu", "m") and key[2] != "one" for key in keys), "what cannot be pressed is passed by"
    assert len(keys) == sum(len(group.stops) for group in groups(shown, pages=2))


def test_one_switch_goes_by_groups_then_by_things() -> None:
    hand = Hand()
    assert hand.step() == ("choice", "pick")
    assert hand.press() is None
    assert hand.where() == ("choice", "pick", "a")
    assert hand.step() == ("choice", "pick", "b")
    taken = hand.press()
    assert taken is not None and taken.event == Chose("pick", "b")


def test_a_group_of_one_is_taken_at_once() -> None:
    hand = Hand()
    hand.step()
    assert hand.step() == ("main", "next")
    taken = hand.press()
    assert taken is not None and taken.event == Touched()


def test_every_group_has_a_way_out_and_is_left_by_itself_after_two_rounds() -> None:
    hand = Hand()
    hand.step()
    hand.press()
    assert [hand.step() for _ in range(3)] == [("choice", "pick", "b"), ("choice", "pick", "c"), ("out",)]
    assert hand.press() is None and hand.where() == ("main", "next")
    again = Hand()
    again.step()
    again.press()
    for _ in range(8):
        again.step()
    assert again.scan.item is None and again.scan.group == ("choice", "pick")


def test_after_three_rounds_in_vain_all_rests_until_the_next_press() -> None:
    hand = Hand()
    for _ in range(12):
        assert hand.step() is not None
    assert hand.step() is None and hand.scan.due == 0
    assert hand.lit is not None and hand.lit.what == "scan.rests"
    assert not scanning.is_due(hand.scan, hand.display, hand.clock + 1000, "")
    assert hand.press() is None
    assert hand.where() == ("choice", "pick") and hand.scan.due > hand.clock


def test_backwards_begins_at_the_tool_bar() -> None:
    hand = Hand(display=replace(ONE, scan_back=True))
    assert [hand.step() for _ in range(3)] == [("tool", "display"), ("tool",), ("main", "next")]


def test_two_switches_move_and_take_without_any_clock() -> None:
    hand = Hand(display=Display(scan=2))
    assert hand.scan.due == 0
    hand.press(1)
    assert hand.where() == ("choice", "pick")
    hand.press(2)
    hand.press(1)
    assert hand.where() == ("choice", "pick", "b") and hand.scan.due == 0
    taken = hand.press(2)
    assert taken is not None and taken.event == Chose("pick", "b")


def test_the_second_switch_wakes_the_light_too() -> None:
    hand = Hand(display=Display(scan=2))
    assert hand.press(2) is None and hand.where() == ("choice", "pick")


@pytest.mark.parametrize("speed", range(len(scanning.SPEEDS)))
def test_each_speed_lights_as_long_as_it_says_and_the_first_thing_longer(speed: int) -> None:
    hand = Hand(display=replace(ONE, scan_speed=speed))
    seconds = scanning.SPEEDS[speed]
    hand.step()
    assert hand.scan.due - hand.clock == pytest.approx(seconds * scanning.FIRST)
    hand.step()
    assert hand.scan.due - hand.clock == pytest.approx(seconds)


def test_the_light_waits_for_the_voice_and_a_moment_more() -> None:
    hand = Hand()
    hand.step()
    later = hand.scan.due + 1
    assert scanning.is_due(hand.scan, ONE, later, "")
    assert not scanning.is_due(hand.scan, ONE, later, "选一个")
    assert scanning.is_due(hand.scan, replace(ONE, sound=False), later, "选一个"), "captions alone hold nobody up"
    waited = scanning.heard(hand.scan, ONE, later)
    assert waited.due == pytest.approx(later + scanning.step_s(ONE) * scanning.AFTER_SPEECH)


def test_the_speed_leaves_time_for_the_hand() -> None:
    assert scanning.SPEEDS[scanning.speed_for((0.3, 0.3, 0.3))] == 0.5
    assert scanning.SPEEDS[scanning.speed_for((0.9, 1.1, 1.0))] == 1.8
    assert scanning.SPEEDS[scanning.speed_for((9.0, 9.0, 9.0))] == max(scanning.SPEEDS)


def _keyboard(**more: object) -> Screen:
    field = TextField("f", Words("名"), "name")
    return screen("keys", field, replace(Keyboard("pinyin", ("pinyin",), "f"), **more), BAR)


def test_candidates_that_come_are_lit_next() -> None:
    hand = Hand(_keyboard())
    while hand.where() != ("keyboard", "row0"):
        hand.step()
    offered = _keyboard(candidates=("李", "里"))
    found = groups(offered)
    scan, lit = scanning.follow(hand.scan, offered, found, ONE, hand.clock, None)
    assert scan.group == ("keyboard", "candidates")
    assert lit is not None and isinstance(lit.what, Group)


def test_after_a_key_the_light_is_on_the_keyboard_again() -> None:
    hand = Hand(_keyboard())
    while hand.where() != ("keyboard", "row1"):
        hand.step()
    hand.press()
    taken = hand.press()
    assert taken is not None and taken.role == "key"
    scan, _ = scanning.follow(hand.scan, hand.screen, hand.found, ONE, hand.clock, taken)
    assert scan.group == ("keyboard", "row0") and scan.item is None


def test_after_a_choice_the_light_goes_on_to_the_next_group_but_stays_with_several() -> None:
    hand = Hand()
    hand.step()
    hand.press()
    taken = hand.press()
    scan, _ = scanning.follow(hand.scan, hand.screen, hand.found, ONE, hand.clock, taken)
    assert (scan.group, scan.item) == (("main", "next"), None)
    many = Hand(screen("many", replace(CHOICES, many=True), BAR))
    many.step()
    many.press()
    ticked = many.press()
    scan, _ = scanning.follow(many.scan, many.screen, many.found, ONE, many.clock, ticked)
    assert scan.item == ("choice", "pick", "a")


def test_another_screen_begins_anew() -> None:
    hand = Hand()
    hand.step()
    other = replace(PLAIN, name="other")
    scan, lit = scanning.follow(hand.scan, other, groups(other), ONE, 500.0, None)
    assert scan == scanning.fresh(other, groups(other), ONE, 500.0) and lit is None


def test_where_nobody_is_yet_no_light_goes_round() -> None:
    idle = replace(PLAIN, silent=True)
    assert scanning.fresh(idle, groups(idle), ONE, 100.0).due == 0


def test_what_is_lit_stands_on_the_screen() -> None:
    hand = Hand()
    hand.step()
    mark = scanning.mark(hand.scan, hand.screen, hand.found)
    assert mark is not None and len(mark.keys) == 3 and not mark.one
    hand.press()
    mark = scanning.mark(hand.scan, hand.screen, hand.found)
    assert mark is not None and mark.keys == (("choice", "pick", "a"),) and mark.one
    assert scanning.mark(hand.scan, replace(PLAIN, name="other"), hand.found) is None


# --- in the loop -------------------------------------------------------------------------------------------------------


def scanned(display: Display = ONE) -> tuple[World, list[Tell]]:
    """A kiosk whose session is worked by switches, and what was told."""
    world = World()
    told: list[Tell] = []
    world.controller._tell = told.append
    world.controller.session = replace(world.controller.session, display=display)
    return world, told


def wait(world: World, seconds: float = 10.0) -> None:
    world.clock.seconds += seconds
    world.controller.scan()


def test_what_is_lit_is_told_unless_it_is_not_wanted() -> None:
    world, told = scanned()
    world.send(Switched(1))
    assert len(told) == 1 and isinstance(told[0].what, Group) and told[0].total == 4
    silent, none = scanned(replace(ONE, scan_aloud=False))
    silent.send(Switched(1))
    assert silent.controller.screen.mark is not None and not none


def test_a_tick_too_early_or_while_it_speaks_moves_nothing() -> None:
    world, _ = scanned()
    world.send(Switched(1))
    before = world.controller.screen.mark
    world.send(ScanTick())
    assert world.controller.screen.mark == before
    world.send(Said("大字"))
    wait(world)
    assert world.controller.screen.mark == before
    world.send(Said(""))
    wait(world)
    assert world.controller.screen.mark != before


def test_without_scanning_a_switch_does_nothing() -> None:
    world, told = scanned(Display())
    world.send(Switched(1))
    assert world.controller.screen.mark is None and not told


def test_the_light_does_not_keep_a_session_awake_that_everybody_left() -> None:
    world, _ = scanned()
    world.send(Switched(1))
    life = world.controller.session.last_life
    for _ in range(30):
        wait(world)
    assert world.controller.session.last_life == life
    assert world.controller.session.scan.due == 0, "it rests"


def test_at_home_scanning_brings_the_keyboard_onto_the_screen() -> None:
    world = World("home")
    assert not world.controller.session.keyboard
    world.controller.session = replace(world.controller.session, display=ONE)
    assert world.controller.session.keyboard


def test_the_helper_finds_one_switch_and_its_speed() -> None:
    world = World()
    world.send(OpenSwitches())
    assert world.controller.screen.name == "over.switch.find" and world.controller.screen.wants_key
    world.send(KeySeen("F9"))
    assert world.controller.screen.name == "over.switch.count"
    world.send(KeySeen("F9"))
    for turn in range(ways.TRIES):
        assert (world.controller.screen.name, world.controller.screen.instance) == ("over.switch.ready", str(turn))
        world.send(KeySeen("F9"))
        assert world.controller.screen.name == "over.switch.ready", "too early is no try"
        world.clock.seconds += 3
        world.send(Tick())
        assert world.controller.screen.name == "over.switch.press"
        world.clock.seconds += 1
        world.send(KeySeen("F9"))
    display = world.controller.session.display
    assert (display.scan, display.switches) == (1, ("F9", ""))
    assert scanning.SPEEDS[display.scan_speed] == 1.8
    assert world.controller.screen.name == "over.switches" and not world.controller.screen.wants_key


def test_the_helper_finds_two_switches() -> None:
    world = World()
    world.send(OpenSwitches())
    world.send(KeySeen("F9"))
    world.send(KeySeen("F10"))
    display = world.controller.session.display
    assert (display.scan, display.switches) == (2, ("F9", "F10"))


def test_switches_end_with_the_session() -> None:
    world, _ = scanned()
    world.send(over.ReallyLeave())
    world.controller._new_session(None)
    assert world.controller.session.display.scan == 0 and world.controller.session.scan == scanning.UNLIT


def test_what_the_focus_came_to_is_told_with_its_place() -> None:
    world, told = scanned(Display())
    size = next(block for block in world.controller.screen.blocks if isinstance(block, Choices))
    world.send(hands.Focused(("choice", size.key, size.options[1].value)))
    [one] = told
    assert isinstance(one.what, Stop) and (one.number, one.total) == (2, len(size.options))
