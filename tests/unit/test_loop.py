"""The loop, pure: whatever a person presses and whatever the machine answers, no screen is a dead end and nothing is sent unsigned."""

import ast
import gc
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import phrases
from kiosk.blocks import Choices, DateField, Keyboard, Only, SignaturePad, TextField
from kiosk.display import THEMES
from kiosk.effects import sayable
from kiosk.events import (
    Answer,
    CandidatePicked,
    CandidatesTurned,
    CardRead,
    Chose,
    CloseOver,
    Dated,
    Event,
    Failed,
    FieldEntered,
    GoBack,
    KeyPressed,
    KeySeen,
    LayoutPicked,
    Leave,
    Louder,
    OpenDisplay,
    OpenSound,
    Said,
    ScanTick,
    Signed,
    Switched,
    Tick,
    Touched,
    Trouble,
    Typed,
    VoiceLost,
    Wrote,
)
from kiosk.journeys import adjusting, home, over, registry, routes, track
from kiosk.journeys.apply import state as apply_state
from kiosk.journeys.apply.guide import Disagree
from kiosk.journeys.apply.sign import CannotWrite
from kiosk.journeys.staff import NoHelp
from kiosk.problems import Problem, Remedy
from kiosk.profiles import PROFILES
from kiosk.requests import Assist
from kiosk.screen import Screen
from tests.loop_walk import GOOD, STROKES, applying, main, press_once, press_through, signed_in
from tests.loop_world import EVERY, World, actions, case, catalogue
from tests.sandbox_client import TRIAL

KIOSK = Path(__file__).parents[2] / "kiosk"
KEYS = (*"0123456789xabz", "backspace", "clear", "done", "space")
WORDS = ("样本测一", "13800138000", "11010519491231002X", "x" * 300, "", " ", "１２", "-1", "钱" * 60, "12.345")


# --- what is raised, and what stands -----------------------------------------------------------------------------------


def literals(pattern: ast.AST, position: int) -> Iterator[str]:
    """The literal strings at a place of a call, also in a conditional expression."""
    if isinstance(pattern, ast.Call) and len(pattern.args) > position:
        for node in ast.walk(pattern.args[position]):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def called(names: set[str], position: int, folder: Path = KIOSK) -> set[str]:
    """The literals that functions of these names are called with, in all files but the sandbox's."""
    found: set[str] = set()
    for path in sorted(folder.rglob("*.py")):
        if "sandbox" in path.relative_to(KIOSK).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if name in names:
                found |= set(literals(node, position))
    return found


CODES = tuple(sorted(called({"ProblemError", "Refused", "Unsure", "Problem"}, 1)))
SPEECH = {"hearing", "hearing.meant", "hearing.private"}
SCREENS = {name for name in called({"screen"}, 0, KIOSK / "journeys") if not name.endswith(".")} - SPEECH
"""Of hearing, which needs something heard, test_hearing tells."""


@pytest.mark.parametrize("language", phrases.languages())
def test_every_problem_raised_anywhere_has_words(language: str) -> None:
    assert len(CODES) > 20 and "outbox.disk_full" in CODES
    words = phrases.load(language)
    for code in (*CODES, "never_heard_of"):
        for remedy in Remedy:
            told = sayable(Problem(remedy, code))
            assert words.has(f"problem.{told.code}"), (code, told.code)
            assert words.show(f"problem.{told.code}").strip() != told.code


# --- the walk ----------------------------------------------------------------------------------------------------------


class Walker:
    """Somebody who presses, types and waits by chance, mostly what leads on."""

    def __init__(self, profile: str, seed: int) -> None:
        self.chance = random.Random(seed)
        self.world = World(profile, self.chance, CODES)

    def step(self) -> None:
        """One thing happens."""
        world, chance = self.world, self.chance
        roll = chance.random()
        if world.pending and roll < 0.45:
            world.answer(chance.randrange(len(world.pending)))
        elif roll < 0.52:
            self.wait()
        elif roll < 0.55:
            world.send(
                chance.choice((Said(world.canary), Said(""), VoiceLost("no_device"), Touched(), CardRead(b"{}")))
            )
        else:
            world.send(self.act(world.controller.screen))

    def wait(self) -> None:
        """Time goes by: mostly seconds, sometimes so long that somebody has walked away."""
        self.world.clock.seconds += self.chance.choice((1, 1, 1, 1, 3, 16, 30, 160, 300))
        self.world.send(Tick())

    def act(self, screen: Screen) -> Event:
        """One of the things that this Screen offers."""
        chance = self.chance
        if screen.wants_key and chance.random() < 0.8:
            return KeySeen(chance.choice(("F9", "F9", "F9", "F10")))
        if self.world.controller.session.display.scan and chance.random() < 0.3:
            return chance.choice((Switched(1), Switched(2), ScanTick()))
        offered = [action for action in actions(screen) if action.enabled]
        ways = [
            action for action in offered if action.key not in ("back", "again", "sound", "call", "leave", "display")
        ]
        filled = list(self.fill(screen))
        sensible = next(self.sensibly(screen), None)
        if sensible is not None and chance.random() < 0.7:
            return sensible
        if filled and chance.random() < 0.3:
            return chance.choice(filled)
        main = [action for action in ways if action.main]
        if main and chance.random() < 0.7:
            return main[0].event
        if ways and chance.random() < 0.8:
            return chance.choice(ways).event
        return chance.choice(offered).event if offered else Touched()

    def sensibly(self, screen: Screen) -> Iterator[Event]:
        """What a person would fill in where nothing stands yet."""
        for block in screen.blocks:
            match block:
                case Choices(key=key, options=options, chosen=()):
                    yield Chose(key, self.chance.choice(options).value)
                case TextField(key=key, kind=kind, value=""):
                    yield Typed(key, GOOD.get(kind, "样本测一"))
                case DateField(key=key, year=""):
                    yield Dated(key, "1949", "12", "31", 2)
                case SignaturePad(key=key, strokes=()):
                    yield Signed(key, STROKES)

    def fill(self, screen: Screen) -> Iterator[Event]:
        """What can be filled in."""
        chance = self.chance
        for block in screen.blocks:
            match block.eye if isinstance(block, Only) else block:
                case Choices(key=key, options=options):
                    yield Chose(key, chance.choice(options).value)
                case TextField(key=key):
                    yield Typed(key, chance.choice(("样本测一", "123456", *WORDS)))
                    yield FieldEntered(key)
                case DateField(key=key):
                    yield Dated(
                        key, chance.choice(("1938", "")), chance.choice(("3", "13")), chance.choice(("8", "31", "")), 2
                    )
                    yield FieldEntered(key, chance.randrange(3))
                case SignaturePad(key=key):
                    yield Signed(key, chance.choice(((), STROKES)))
                case Keyboard(layouts=layouts, candidates=candidates):
                    yield KeyPressed(chance.choice(KEYS))
                    yield LayoutPicked(chance.choice(layouts))
                    yield chance.choice((Wrote(STROKES), Wrote(()), CandidatesTurned()))
                    if candidates:
                        yield CandidatePicked(chance.choice(candidates))


@pytest.fixture(scope="module")
def walks() -> dict[str, World]:
    """Three thousand things happen at each profile; the judge of loop_world looks at every Screen."""
    worlds = {}
    for number, profile in enumerate(PROFILES):
        walker = Walker(profile, 7100 + number)
        for _ in range(3000):
            walker.step()
        worlds[profile] = walker.world
    return worlds


@pytest.mark.feature("F13")
def test_three_thousand_things_at_random_never_lead_into_a_dead_end(walks: dict[str, World]) -> None:
    for profile, world in walks.items():
        assert len(world.names) > 20, (profile, sorted(world.names))
        assert world.ended or not PROFILES[profile].closed


@pytest.mark.feature("F63")
def test_nothing_was_ever_handed_in_unsigned(walks: dict[str, World]) -> None:
    """The world checks each body as it is handed to the outbox; here: that it happened at all."""
    assert sum(len(world.delivered) for world in walks.values()) >= 3


def test_every_screen_was_met(walks: dict[str, World]) -> None:
    met = set().union(*(world.names for world in walks.values())) | scripted_screens()
    assert len(SCREENS) > 30
    assert SCREENS - met == set()


def scripted_screens() -> set[str]:
    """Screens that chance rarely finds: out of hours, an empty list, a supplement to its end."""
    names: set[str] = set()
    world = World()
    world.controller._start = replace(world.controller._start, open_from=0, open_until=1)
    world.controller.begin()
    names |= world.names
    world = World("assisted")
    world.settle()
    main(world)
    world.settle()
    world.send(NoHelp())
    names |= world.names
    for profile in ("kiosk", "assisted"):
        world = signed_in(profile)
        world.send(home.Open(routes.Supplement("application_0")))
        world.settle()
        press_through(world, 60)
        names |= world.names
    world = applying()
    press_through(world, 80)
    names |= world.names
    world = applying(EVERY)
    for _ in range(40):
        if world.controller.screen.name == "apply.more":
            break
        press_once(world)
    names |= world.names
    world = applying()
    for _ in range(40):
        if world.controller.screen.name == "apply.sign":
            break
        press_once(world)
    world.send(CannotWrite())
    world.send(Failed("0a1b2c3d"))
    names |= world.names
    world = signed_in()
    world.send(home.Open(routes.Supplement("application_0")))
    for _ in range(40):
        if world.controller.screen.name == "supplement.review":
            break
        press_once(world)
    main(world)
    doubtful = world.pending.pop()
    doubtful.send(Trouble(doubtful.ask.tag, Problem(Remedy.WAIT, "portal_away")))
    world.send(home.Open(routes.Home()))
    names |= world.names
    world = applying()
    for _ in range(40):
        if world.controller.screen.name == "apply.consent":
            break
        press_once(world)
    world.send(next(a.event for a in actions(world.controller.screen) if isinstance(a.event, Disagree)))
    names |= world.names
    world = signed_in()
    world.send(home.Open(routes.Track()))
    world.settle()
    world.send(track.OpenOne("application_1"))
    return names | world.names


# --- whole journeys, at once -------------------------------------------------------------------------------------------


@pytest.mark.feature("F13")
def test_an_application_goes_from_its_guide_to_its_receipt() -> None:
    world = applying()
    press_through(world, 80)
    assert world.controller.screen.name == "apply.receipt"
    (sent,) = world.delivered
    assert sent.grant == f"grant-{sent.key}"


def test_every_route_starts_something() -> None:
    doors = [
        routes.Welcome(),
        routes.Notice(),
        routes.SignIn(routes.Home()),
        routes.Home(),
        routes.Find(),
        routes.Find("money"),
        routes.Find(typing=True),
        routes.Apply(TRIAL),
        routes.Apply(TRIAL, "kept-key"),
        routes.Track(),
        routes.Track("application_1"),
        routes.LookUp(),
        routes.Supplement("application_0"),
        routes.Statement("QUERY"),
        routes.StaffDoor(),
        routes.Goodbye(),
    ]
    assert {type(door) for door in doors} == set(registry.STARTS)
    for door in doors:
        world = signed_in()
        world.send(home.Open(door))
        world.settle()
        assert world.controller.screen.name != "home" or door == routes.Home() or isinstance(door, routes.SignIn)


# --- the end of a session ----------------------------------------------------------------------------------------------


def reachable(root: object, wanted: str) -> list[str]:
    """The types of what leads from a value to a text that holds the wanted words."""
    seen: set[int] = set()
    stack: list[object] = [root]
    found: list[str] = []
    while stack:
        one = stack.pop()
        if id(one) in seen or isinstance(one, type) or type(one).__name__ in ("module", "function"):
            continue
        seen.add(id(one))
        if isinstance(one, str) and wanted in one:
            found.append(one)
        stack += gc.get_referents(one)
    return found


@pytest.mark.feature("F22")
@pytest.mark.parametrize("profile", ["kiosk", "assisted"])
def test_nothing_of_a_session_is_reachable_from_the_next_one(profile: str) -> None:
    world = signed_in(profile)
    canary = world.canary
    world.send(home.Open(routes.Apply(TRIAL)))
    world.settle()
    world.send(Said(canary))
    assert reachable(world.controller.session, canary), "the scan finds what is there"
    assert reachable(world.controller.screen, canary) or reachable(world.controller.session, canary)
    world.send(Leave())
    world.send(over.ReallyLeave())
    main(world)
    assert world.ended == [f"token-{canary}"]
    world.settle()
    assert reachable(world.controller.session, canary) == []
    assert reachable(world.controller.screen, canary) == []
    assert world.controller.session.login is None
    assert (world.controller.session.staff is not None) is PROFILES[profile].staff


@pytest.mark.feature("F22")
def test_a_late_answer_never_reaches_the_next_session() -> None:
    world = signed_in()
    world.send(home.Open(routes.Apply(TRIAL)))
    world.send(home.Open(routes.Track()))
    late = list(world.pending)
    assert late
    world.send(Leave())
    world.send(over.ReallyLeave())
    main(world)
    main(world)
    assert world.controller.screen.name == "notice"
    before = world.controller.session
    for pending in late:
        pending.send(Answer(pending.ask.tag, case(0)))
        pending.send(Answer("login", world._login()))
    assert world.controller.session == before


@pytest.mark.feature("F39")
def test_with_a_clerk_nobody_is_signed_in_before_the_portal_knows_who_helps() -> None:
    world = World("assisted")
    world.settle()
    main(world)
    world.settle()
    main(world)
    world.settle()
    world.send(CardRead(b"{}"))
    world.answer(0)
    assert world.controller.session.login is None
    (helped,) = world.pending
    assert isinstance(helped.ask.request, Assist)
    world.settle()
    assert world.controller.session.login is not None


def test_words_of_one_step_do_not_come_along_to_the_next() -> None:
    """A trouble on the review, then signing; an empty signature, then back."""
    world = applying()
    for _ in range(40):
        if world.controller.screen.name == "apply.review":
            break
        press_once(world)
    world.settle()
    main(world)
    main(world)
    first, second = (pending for pending in world.pending if pending.ask.tag == "checked")
    first.send(Trouble("checked", Problem(Remedy.WAIT, "portal_busy")))
    second.send(Answer("checked", ()))
    assert world.controller.screen.name == "apply.sign"
    main(world)
    world.send(GoBack())
    assert world.controller.screen.name == "apply.review"


def test_an_answer_to_what_was_left_does_not_come_into_what_is_open_now() -> None:
    """A draft of another key, another service, a case after going back: each stays without effect."""
    world = applying()
    main(world)
    other = next(pending for pending in world.pending if pending.ask.tag == "draft")
    world.pending.remove(other)
    world.send(home.Open(routes.Home()))
    first = world.controller.session.journey
    assert isinstance(first, apply_state.State)
    world.send(Leave())
    world.send(CloseOver())
    world.send(GoBack())
    world.send(GoBack())
    world.settle()
    world.send(home.Open(routes.Apply(TRIAL)))
    world.settle()
    main(world)
    world.settle()
    second = world.controller.session.journey
    assert isinstance(second, apply_state.State) and second.key != first.key
    other.send(Answer("draft", world._value(other.ask.request)))
    now = world.controller.session.journey
    assert isinstance(now, apply_state.State) and now.draft == second.draft


# --- idle --------------------------------------------------------------------------------------------------------------


def pass_by(world: World, seconds: int) -> None:
    """So many ticks."""
    for _ in range(seconds):
        world.clock.seconds += 1
        world.send(Tick())


@pytest.mark.feature("F55", "F21")
@pytest.mark.parametrize("profile", ["kiosk", "assisted"])
@pytest.mark.parametrize("above", [None, OpenDisplay(), OpenSound(), Leave()])
def test_whoever_walks_away_is_warned_and_then_the_session_ends(profile: str, above: Event | None) -> None:
    world = signed_in(profile)
    if above is not None:
        world.send(above)
    idle_s = PROFILES[profile].idle_s
    assert idle_s is not None and 120 <= idle_s <= 300
    pass_by(world, idle_s - 1)
    assert world.controller.screen.name != "over.idle"
    pass_by(world, 1)
    assert world.controller.screen.name == "over.idle"
    assert 20 <= PROFILES[profile].warning_s <= 45
    pass_by(world, PROFILES[profile].warning_s - 1)
    assert world.ended == []
    pass_by(world, 1)
    assert len(world.ended) == 1 and world.controller.session.login is None


@pytest.mark.feature("F55", "F21")
def test_the_time_can_be_extended_at_least_ten_times_and_nothing_is_lost() -> None:
    world = applying()
    main(world)
    world.settle()
    before = world.controller.session.journey
    for number in range(12):
        pass_by(world, 150)
        assert world.controller.screen.name == "over.idle", number
        world.send(Touched() if number % 2 else CloseOver())
        assert world.controller.session.journey == before
    assert world.ended == []


def test_an_untouched_kiosk_says_nothing_and_never_ends() -> None:
    world = World()
    world.settle()
    assert world.controller.screen.silent
    pass_by(world, 700)
    assert world.controller.screen.name == "welcome" and world.controller.screen.silent and world.ended == []


def test_at_home_nobody_is_hurried() -> None:
    world = World("home")
    world.settle()
    main(world)
    pass_by(world, 2000)
    assert world.controller.screen.name == "notice" and world.ended == []


# --- display -----------------------------------------------------------------------------------------------------------


@pytest.mark.feature("F01", "F05")
def test_how_it_is_shown_changes_nothing_else() -> None:
    world = applying()
    main(world)
    world.settle()
    world.send(OpenDisplay())
    before = world.controller.session
    kept = {"display", "last_life", "today", "over", "catalogue"}
    for event in (
        *(Chose("size", size) for size in adjusting.SIZES),
        *(Chose("theme", theme) for theme in THEMES),
        adjusting.ResetDisplay(),
        CloseOver(),
        OpenSound(),
        *(adjusting.Faster(by) for by in (1, 1, 1, 1, 1, -1, -9)),
        *(Louder(by) for by in (1, 9, -9)),
        Chose("sound", "off"),
        Chose("headphones", "on"),
        CloseOver(),
    ):
        world.send(event)
        now = world.controller.session
        changed = {name for name in now.__slots__ if getattr(now, name) != getattr(before, name)}
        assert changed <= kept, (event, changed)
    assert not world.controller.session.display.sound


@pytest.mark.feature("F01", "F05")
def test_another_language_keeps_the_answers_and_what_is_being_typed() -> None:
    world = applying()
    main(world)
    world.settle()
    for _ in range(6):
        journey = world.controller.session.journey
        assert isinstance(journey, apply_state.State)
        if journey.stage == "question" and world.controller.session.editing.fields:
            break
        press_once(world)
    pointer = next(iter(world.controller.session.editing.fields), "")
    if pointer:
        world.send(Typed(pointer, "半句"))
    before = world.controller.session
    world.send(OpenDisplay())
    world.send(Chose("language", "en"))
    world.settle()
    world.send(CloseOver())
    now = world.controller.session
    assert world.controller.screen.language == "en"
    assert isinstance(before.journey, apply_state.State) and isinstance(now.journey, apply_state.State)
    assert now.journey.answers == before.journey.answers and now.editing == before.editing
    assert now.journey.stage == before.journey.stage and now.journey.consents == before.journey.consents


def test_the_catalogue_of_the_world_is_whole() -> None:
    assert catalogue().index.service(TRIAL) is not None
