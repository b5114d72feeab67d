"""Signing in without memory, puzzle or phone: card, code by phone, QR. Whoever has none of them still gets guides and the window."""

from dataclasses import replace

from kiosk.blocks import Action, Block, Heading, Menu, Meter, Notice, Only, Paragraph, Slip, TextField, Tone
from kiosk.editing import Field, begin, keyboard
from kiosk.events import Answer, CardRead, Event, GoBack, Stamp, Tick, Trouble
from kiosk.forms.values import FormatError, phone_number
from kiosk.journeys import routes, signing
from kiosk.portal.people import Login
from kiosk.privacy import Kind
from kiosk.requests import Ask, DemonstrationCards, InsertCard, KeepSignIn, PollLogin, SendCode, SignIn
from kiosk.screen import Screen, screen
from kiosk.session import Next, Session, stay
from kiosk.text import Words, phrase
from kiosk.value import dataclass

ICONS = {"id_card": "id", "social_card": "id", "otp": "phone", "qr": "qrcode", "face": "user"}
OFFERED = ("id_card", "otp", "qr")


@dataclass(frozen=True, slots=True)
class State:
    """stage: choose, card, phone, code, qr, without; then: where to go on; pending: a sign-in under way at the portal."""

    then: routes.Route
    stage: str = "choose"
    pending: Login | None = None
    problem: str = ""
    field_error: str = ""
    busy: bool = False
    polled: float = 0.0
    cards: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class By(Event):
    """This way."""

    method: str


@dataclass(frozen=True, slots=True)
class Send(Event):
    """The number or the code is complete."""


@dataclass(frozen=True, slots=True)
class Without(Event):
    """None of these."""


@dataclass(frozen=True, slots=True)
class Browse(Event):
    """Only read what there is."""


@dataclass(frozen=True, slots=True)
class Slipped(Event):
    """Look up by the slip."""


@dataclass(frozen=True, slots=True)
class Demonstrate(Event):
    """On the sandbox: lay this made-up person's card on the reader."""

    card: str


def start(session: Session, route: routes.Route, stamp: Stamp) -> Next:
    """Choose how; whoever is signed in goes on at once."""
    then = route.then if isinstance(route, routes.SignIn) else routes.Home()
    if session.login is not None:
        return session.to(then), ()
    return session.to(State(then)), ()


def update(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    """Each way ends in an active login, then goes on."""
    match event:
        case CardRead(evidence):
            return session.to(replace(state, stage="card", busy=True, problem="")), signing.by_card(evidence)
        case Answer(signing.LOGIN, Login(state="active") as login):
            signed_in = replace(session, login=login).to(state.then)
            return signed_in, (Ask(KeepSignIn(login.token), "kept"),) if session.profile.keeps else ()
        case Answer(signing.LOGIN, Login(state="pending") as login):
            return _pending(session, replace(state, pending=login, busy=False, polled=stamp.clock))
        case Answer(signing.LOGIN, Login()):
            return session.to(State(state.then, problem="sign_in.refused")), ()
        case Trouble(signing.LOGIN, problem):
            return session.to(replace(state, busy=False, problem=problem.code)), ()
        case Answer("cards", tuple() as cards):
            return session.to(replace(state, cards=cards)), ()
        case Tick() if state.stage == "qr" and state.pending and not state.busy:
            if stamp.clock - state.polled < state.pending.interval_s:
                return stay(session)
            return session.to(replace(state, polled=stamp.clock)), (Ask(PollLogin(state.pending.id), signing.LOGIN),)
        case By(method):
            return _by(session, state, method)
        case Send():
            return _send(session, state)
        case Without():
            return session.to(replace(state, stage="without", problem="")), ()
        case Browse():
            return session.to(routes.Find()), ()
        case Slipped():
            return session.to(routes.LookUp()), ()
        case Demonstrate(card):
            return session, (Ask(InsertCard(card), "inserted"),)
        case GoBack() if state.stage == "choose":
            return session.to(routes.Welcome()), ()
        case GoBack():
            return session.to(State(state.then)), ()
    return stay(session)


def _by(session: Session, state: State, method: str) -> Next:
    match method:
        case "id_card":
            asks = (Ask(DemonstrationCards(), "cards"),) if session.start.demonstration else ()
            return session.to(replace(state, stage="card", problem="")), asks
        case "otp":
            editing = begin(phone=Field("phone", limit=13))
            return replace(session, editing=editing).to(replace(state, stage="phone", problem="")), ()
        case "qr":
            return session.to(replace(state, stage="qr", busy=True, problem="")), (
                Ask(SignIn("qr", {}), signing.LOGIN),
            )
    return stay(session)


def _send(session: Session, state: State) -> Next:
    if state.busy:
        return stay(session)
    if state.stage == "phone":
        try:
            number = phone_number(session.editing.text("phone"))
        except FormatError as error:
            return session.to(replace(state, field_error=f"fault.{error.code}")), ()
        return session.to(replace(state, busy=True, field_error="", problem="")), (
            Ask(SendCode(number), signing.LOGIN),
        )
    if state.stage == "code" and state.pending:
        code = session.editing.text("code")
        if not code:
            return session.to(replace(state, field_error="sign_in.code.empty")), ()
        evidence = {"login": state.pending.id, "code": code}
        return session.to(replace(state, busy=True, field_error="")), (Ask(SignIn("otp", evidence), signing.LOGIN),)
    return stay(session)


def _pending(session: Session, state: State) -> Next:
    if state.stage == "phone":
        editing = begin(code=Field("code", limit=8))
        return replace(session, editing=editing).to(replace(state, stage="code")), ()
    return session.to(state), ()


def view(session: Session, state: State) -> Screen:
    """One screen a stage."""
    problem = Notice(phrase(f"problem.{state.problem}"), Tone.WARNING) if state.problem else None
    match state.stage:
        case "card":
            return _screen(state, _card(session, state), problem)
        case "phone":
            return _screen(state, _typed(session, state, "phone"), problem)
        case "code":
            return _screen(state, _typed(session, state, "code"), problem)
        case "qr":
            return _screen(state, _qr(state), problem)
        case "without":
            return _screen(state, _without(session), problem)
        case _:
            return _screen(state, _choose(session), problem)


def _screen(state: State, blocks: tuple[Block | None, ...], problem: Notice | None) -> Screen:
    return screen(f"sign_in.{state.stage}", blocks[0], problem, *blocks[1:], back=GoBack())


def methods(session: Session) -> tuple[str, ...]:
    """The ways this portal and this place offer."""
    offered = session.capabilities.login_methods if session.capabilities else OFFERED
    return tuple(way for way in OFFERED if way in offered and (way != "id_card" or session.profile.card))


def _choose(session: Session) -> tuple[Block | None, ...]:
    ways = tuple(
        Action(f"sign_in.by.{way}", By(way), icon=ICONS[way], hint=f"sign_in.by.{way}.hint") for way in methods(session)
    )
    return (
        Heading("sign_in.title", help="sign_in.help"),
        Menu("ways", "sign_in.ways", (*ways, Action("sign_in.without", Without(), icon="info-circle"))),
    )


def _card(session: Session, state: State) -> tuple[Block | None, ...]:
    cards = tuple(
        Action(
            phrase("sign_in.card.demonstrate", name=Words(name)),
            Demonstrate(card),
            key=f"card.{card}",
            icon="id",
        )
        for card, name in state.cards
    )
    return (
        Heading("sign_in.card.title", help="sign_in.card.help"),
        Meter("reading", "sign_in.card.reading", None) if state.busy else None,
        Only(eye=Notice("sign_in.card.demonstration", live=False)) if cards and not state.busy else None,
        Menu("cards", "sign_in.card.demonstration", cards) if cards and not state.busy else None,
    )


def _typed(session: Session, state: State, key: str) -> tuple[Block | None, ...]:
    shown = session.editing.fields[key]
    demonstration = state.pending.demonstration_code if state.pending and key == "code" else ""
    return (
        Heading(f"sign_in.{key}.title", help=f"sign_in.{key}.help"),
        Notice(phrase("sign_in.code.demonstration", code=demonstration)) if demonstration else None,
        TextField(
            key,
            f"sign_in.{key}.label",
            "phone" if key == "phone" else "code",
            shown.text,
            shown.edition,
            error=state.field_error or None,
            private=Kind.PHONE if key == "phone" else None,
            limit=shown.limit,
        ),
        Meter("sending", "sign_in.sending", None) if state.busy else None,
        keyboard(session.editing) if session.keyboard else None,
        Action(f"sign_in.{key}.send", Send(), main=True, icon="arrow-right"),
    )


def _qr(state: State) -> tuple[Block | None, ...]:
    if state.pending is None:
        return Heading("sign_in.qr.title", help="sign_in.qr.help"), Meter("waiting", "sign_in.qr.waiting", None)
    return (
        Heading("sign_in.qr.title", help="sign_in.qr.help"),
        Slip(
            "qr",
            "sign_in.qr.slip",
            (("sign_in.qr.code", Words(state.pending.user_code)),),
            state.pending.qr,
            "sign_in.qr.scan",
        ),
    )


def _without(session: Session) -> tuple[Block | None, ...]:
    return (
        Heading("sign_in.without.title", help="sign_in.without.help"),
        Paragraph(phrase("sign_in.without.window", phone=session.start.phone)),
        Menu(
            "else",
            "sign_in.without.else",
            (
                Action("sign_in.without.guides", Browse(), icon="search"),
                Action("welcome.slip", Slipped(), icon="receipt"),
            ),
        ),
    )
