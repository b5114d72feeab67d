"""The whole of deciding: `update(session, event, stamp)` and `view(session)`. Pure: no Qt, no clock, no input or output, no randomness."""

from dataclasses import replace

from kiosk import editing, hands, kept_display
from kiosk.blocks import Action, Caption, SignVideo, ToolBar
from kiosk.events import (
    Answer,
    CallPerson,
    CanListen,
    CanSpeak,
    CloseFilm,
    Event,
    Failed,
    FilmEnded,
    FilmGoesOn,
    FilmLost,
    HeadphonesSeen,
    HeardNothing,
    Leave,
    Level,
    Louder,
    LowReach,
    OpenDisplay,
    OpenSound,
    Pages,
    PauseFilm,
    PlayFilm,
    ReadAgain,
    ReadOut,
    Said,
    ScanTick,
    Show,
    Speak,
    Stamp,
    Step,
    Tick,
    Trouble,
    Turn,
    VoiceLost,
)
from kiosk.journeys import adjusting, calibrate, hearing, hearing_screens, meant, over, registry, routes, ways, welcome
from kiosk.requests import Ask, Assist, Effect, KeepDisplay, LoadService, SayAgain, Tell, TurnPages
from kiosk.results import Catalogue
from kiosk.screen import Screen
from kiosk.session import Next, Session, Start
from kiosk.stops import Stop

ASSISTED = "login.assisted"
MACHINE = (
    Answer, Trouble, Step, Tick, Said, VoiceLost, CanListen, CanSpeak, Level, HeardNothing, Failed, ReadOut, ScanTick, Pages,
    FilmGoesOn, FilmEnded, FilmLost, HeadphonesSeen,
)  # fmt: skip
"""Events that no person made: they are no sign of life."""
FILM = PlayFilm, PauseFilm, CloseFilm, FilmGoesOn, FilmEnded, FilmLost


def begin(start: Start, stamp: Stamp, before: Session | None = None) -> Next:
    """A fresh session. Of the one before only the clerk who is signed in stays, and what the machine knows of the portal."""
    session = Session(stamp.uid, start, routes.Welcome(), display=start.display, today=stamp.at)
    if before is not None:
        measured = before.start.px_per_mm  # the screen may have been measured meanwhile
        start = replace(start, px_per_mm=measured, display=replace(start.display, px_per_mm=before.start.display.px_per_mm))
        session = replace(
            session,
            start=start,
            display=start.display,
            staff=before.staff,
            capabilities=before.capabilities,
            catalogue=before.catalogue,
            can_listen=before.can_listen,
            can_speak=before.can_speak,
            own_words=before.own_words,
        )
        if before.headphones_seen is not None:
            session = adjusting.headphones(session, before.headphones_seen)
    first = routes.StaffDoor() if start.profile.staff else routes.Welcome()
    return _settle(session.to(first), (), stamp)


def update(session: Session, event: Event, stamp: Stamp) -> Next:
    """What an event makes of a session."""
    session = replace(session, today=stamp.at)
    if not isinstance(event, MACHINE):
        session = replace(session, last_life=stamp.clock)
    elif isinstance(event, Said | Step | FilmGoesOn | FilmEnded) and session.last_life:
        session = replace(session, last_life=stamp.clock)
    before = session
    effects: tuple[Effect, ...] = ()
    taken: Stop | None = None
    if isinstance(event, hands.EVENTS):
        session, effects, taken = hands.update(session, view(session), event, stamp)
    act = taken.event if taken is not None else event
    if taken is not None or not isinstance(event, hands.EVENTS):
        session, more = _settle(*_update(session, act, stamp), stamp)
        effects += more
    if session.profile.keeps and session.display != before.display:
        session, more = _remember(session)
        effects += more
    if (session.shown or session.watching is not None) and view(session).id != view(before).id:
        # what one screen was asked to show, the next does not; a film ends with its screen
        session = replace(session, shown=frozenset(), watching=None)
    if session.display.scan:
        session, more = hands.follow(session, view(session), event, stamp, taken)
        effects += more
    return session, effects


def _remember(session: Session) -> Next:
    """At home: how it is shown now is kept."""
    now = kept_display.kept(session.display)
    if session.kept is None or session.kept.display == now:
        return session, ()
    return replace(session, kept=replace(session.kept, display=now)), (Ask(KeepDisplay(now), "kept.display"),)


def _settle(session: Session, effects: tuple[Effect, ...], stamp: Stamp) -> Next:
    """Follows routes until a journey stands."""
    while isinstance(session.journey, routes.Route):
        route = session.journey
        session, more = registry.of_route(route).start(session, route, stamp)
        effects += more
    return session, effects


def _update(session: Session, event: Event, stamp: Stamp) -> Next:
    session, understood = hearing.update(session, event, stamp.uid, lambda: _under(session))
    if understood is None:
        return session, ()
    event = understood
    if isinstance(event, FILM) or (isinstance(event, Answer | Trouble) and event.tag.startswith("film.")):
        return _film(session, event, stamp)
    match event:
        case Failed(code):
            return over.failed(session, code), ()
        case Said(text):
            return replace(session, caption=text, spoken=session.spoken if text else ""), ()
        case HeadphonesSeen(worn):
            return adjusting.headphones(session, worn), ()
        case CanSpeak(languages):
            return replace(session, can_speak=languages), ()
        case VoiceLost(code):
            return replace(session, voice_lost=code), ()
        case Answer("capabilities", capabilities):
            return _capabilities(session, capabilities), ()
        case Answer("catalogue", Catalogue() as catalogue):
            return _catalogue(replace(session, catalogue=catalogue), event, stamp)
        case Answer(meant.LEARNT, words):
            return replace(session, own_words=words), ()  # type: ignore[arg-type]
        case Trouble(meant.LEARNT):
            return session, ()  # services are found by their names and doors
        case Answer(editing.SUGGEST, tuple() as candidates):
            return replace(session, editing=editing.suggested(session.editing, candidates)), ()
        case Show(key):
            return replace(session, shown=session.shown ^ {key}), ()
        case Speak(key):
            return replace(session, spoken=key), (SayAgain(),)
        case ReadAgain():
            return replace(session, spoken=""), (SayAgain(),)
        case LowReach():
            low = not session.display.low_reach
            lowered = replace(session, display=replace(session.display, low_reach=low))
            return lowered, (Tell("reach.low" if low else "reach.high"),)
        case Turn(by):
            return session, (TurnPages(by),)
        case Louder() if not isinstance(session.over, over.Over) or session.over.kind != "sound":
            return adjusting.louder_anywhere(session, event)
        case Tick() if _is_idle(session, stamp):
            return over.idle(session, stamp), ()
    if isinstance(session.over, over.Over) and _is_for_over(event):
        return over.update(session, session.over, event, stamp)
    laid = over.opened(session, event, stamp)
    if laid is not None:
        return laid, ()
    return _journey(session, event, stamp)


def _is_for_over(event: Event) -> bool:
    """What lies over a screen gets all that a person does; what the machine tells is the journey's below, but for the clock and its own request."""
    match event:
        case Tick() | Answer(calibrate.KEPT) | Trouble(calibrate.KEPT):
            return True
    return not isinstance(event, MACHINE)


def _film(session: Session, event: Event, stamp: Stamp) -> Next:
    from kiosk import watching  # the first screen has none

    seen = watching.update(session.watching, event, stamp.uid)
    if seen is None:
        raise TypeError(type(event).__name__)
    return replace(session, watching=seen[0]), seen[1]


def _journey(session: Session, event: Event, stamp: Stamp) -> Next:
    edited = editing.update(session.editing, event)
    if edited is not None:
        now, asked = edited
        return replace(session, editing=now), asked
    if session.staff is not None:
        match event:
            case Answer("login", login) if getattr(login, "state", "") == "active":
                # nobody is signed in before the portal knows who helps: else something could be handed in without the clerk's name
                return session, (Ask(Assist(login.token, session.staff.token), ASSISTED),)  # type: ignore[attr-defined]
            case Answer(tag, login) if tag == ASSISTED:
                event = Answer("login", login)
            case Trouble(tag, problem) if tag == ASSISTED:
                event = Trouble("login", problem)
    return registry.of_state(session.journey).update(session, session.journey, event, stamp)


def _capabilities(session: Session, answer: object) -> Session:
    from kiosk.portal.services import Capabilities  # the first screen does not need the portal's types

    return replace(session, capabilities=answer) if isinstance(answer, Capabilities) else session


def _catalogue(session: Session, event: Event, stamp: Stamp) -> Next:
    """In another language, the service that is being read or applied for is asked for again."""
    moved, effects = registry.of_state(session.journey).update(session, session.journey, event, stamp)
    service = getattr(session.journey, "service", None)
    if service is not None:
        effects += (Ask(LoadService(service.code, session.display.language), "relanguage"),)
    return moved, effects


def _is_idle(session: Session, stamp: Stamp) -> bool:
    """Also under what lies over the screen: who walks away with the settings open has walked away."""
    idle_s = session.profile.idle_s
    busy = isinstance(session.over, over.Over) and session.over.until > 0
    if idle_s is None or busy or not session.last_life:
        return False
    return stamp.clock - session.last_life >= idle_s


# --- the screen ------------------------------------------------------------------------------------------------------


def view(session: Session) -> Screen:
    """The screen of the journey, or of what lies over it, in the frame that every screen has."""
    idle = isinstance(session.over, over.Over) and session.over.kind == "idle"
    asked = hearing_screens.question(session) if not idle else None
    shown = asked if asked is not None else _under(session)
    return hands.marked(session, framed(session, shown))


def _under(session: Session) -> Screen:
    """The screen of what stands now, without its frame and without a question that lies over it."""
    state = session.over if session.over is not None else session.journey
    shown = registry.of_state(state).view(session, state)
    if not any(isinstance(block, SignVideo) for block in shown.blocks):
        return shown
    from kiosk import watching

    return watching.shown(session.watching, shown)


def framed(session: Session, shown: Screen) -> Screen:
    """Tool bar at its fixed places, the caption, the mark of a demonstration, the language."""
    back = Action("tool.back", shown.back, key="back", icon="arrow-left") if shown.back is not None else None
    tools: tuple[Action, ...] = (
        Action("tool.again", ReadAgain(), key="again", icon="repeat"),
        Action("tool.sound", OpenSound(), key="sound", icon="volume" if session.display.sound else "volume-off"),
        *hearing_screens.tool(session),
        Action("tool.call", CallPerson(), key="call", icon="hand-stop"),
    )
    at_welcome = isinstance(session.journey, welcome.State)
    leave = (Action("tool.leave", Leave(), key="leave", icon="door-exit"),)
    leaves = not shown.modal and (not at_welcome or not session.profile.closed)
    last = leave if leaves else _low_reach(session, at_welcome)
    display = Action("tool.display", OpenDisplay(), key="display", icon="text-size")
    return replace(
        shown,
        blocks=(
            *editing.explaining(hearing_screens.within(session, shown), session.display.headphones),
            Caption(session.caption),
            ToolBar(
                back,
                (*tools, *last),
                None if shown.modal else display,
                absent=leave if last != leave else (),
            ),
        ),
        demo=session.demonstration,
        language=session.display.language,
        entered=session.editing.active,
    )


def _low_reach(session: Session, at_welcome: bool) -> tuple[Action, ...]:
    """Who sits finds the button that brings everything down in the tool bar, where leaving has its place elsewhere: on the first screen, and over
    any other where help, sound and display are.
    """
    laid = session.over
    here = laid.kind in ("call", "sound", "display", "ways") if isinstance(laid, over.Over) else at_welcome
    return (ways.low_reach(session.display),) if here and session.profile.closed else ()
