"""My applications: a list, and each one's timeline in plain words with the dates promised and legal. Also by the slip, without sign-in."""

from dataclasses import replace

from kiosk.blocks import (
    Action,
    Block,
    Entry,
    Heading,
    Menu,
    Meter,
    Notice,
    Paragraph,
    Row,
    Table,
    TextField,
    Timeline,
    Tone,
)
from kiosk.editing import Field, begin, keyboard
from kiosk.editing import update as update_editing
from kiosk.events import Answer, Event, FieldEntered, GoBack, Stamp, Tick, Trouble
from kiosk.journeys import routes
from kiosk.journeys.apply.guide import printing_notice
from kiosk.journeys.receipt import application_slip, day_text, minute_text
from kiosk.portal.cases import Application, ApplicationPage, Decision
from kiosk.privacy import Kind
from kiosk.requests import Ask, GetApplication, ListApplications, PrintSlip
from kiosk.requests import LookUp as LookUpRequest
from kiosk.screen import Screen, screen
from kiosk.session import Next, Session, stay
from kiosk.text import Words, phrase
from kiosk.value import dataclass

LIST, ONE, PRINTED = "track.list", "track.one", "track.printed"
A_PAGE = 5
ENDED = ("not_accepted", "approved", "denied", "completed", "withdrawn", "terminated")


@dataclass(frozen=True, slots=True)
class State:
    """stage: list, one, slip (typing the numbers). asked: clock of the last question to the portal; page of the list, from 0."""

    stage: str = "list"
    items: tuple[Application, ...] | None = None
    one: Application | None = None
    page: int = 0
    asked: float = 0.0
    problem: str = ""
    printing: str = ""
    by_slip: bool = False


@dataclass(frozen=True, slots=True)
class OpenOne(Event):
    """This application."""

    application: str


@dataclass(frozen=True, slots=True)
class More(Event):
    """The next few."""


@dataclass(frozen=True, slots=True)
class Search(Event):
    """Look up by the numbers typed."""


@dataclass(frozen=True, slots=True)
class Supply(Event):
    """Hand in what is missing."""


@dataclass(frozen=True, slots=True)
class PrintIt(Event):
    """Print the slip of this application once more."""


@dataclass(frozen=True, slots=True)
class Again(Event):
    """Ask the portal once more."""


def start(session: Session, route: routes.Route, stamp: Stamp) -> Next:
    """The list, or the two numbers of a slip."""
    match route:
        case routes.LookUp():
            editing = begin(case_no=Field("case", limit=30), query_code=Field("code", limit=12))
            return replace(session, editing=editing).to(State("slip", by_slip=True)), ()
        case routes.Track(application) if session.login is not None:
            if application:
                return session.to(State("one", asked=stamp.clock)), (
                    Ask(GetApplication(session.token, application), ONE),
                )
            return session.to(State(asked=stamp.clock)), (Ask(ListApplications(session.token), LIST),)
    return session.to(routes.SignIn(route)), ()


def update(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    """The list, one, back; one that is looked at is asked for again when the portal said it may be."""
    match event:
        case Answer("track.list", ApplicationPage(items=items)):
            return session.to(replace(state, items=items, problem="")), ()
        case Answer("track.one", Application() as one) if state.stage != "list":
            return session.to(replace(state, stage="one", one=one, problem="")), ()
        case Trouble("track.list" | "track.one", problem):
            return session.to(replace(state, problem=problem.code)), ()
        case OpenOne(application):
            now = replace(state, stage="one", one=None, asked=stamp.clock, printing="")
            return session.to(now), (Ask(GetApplication(session.token, application), ONE),)
        case Tick() if state.one and state.stage == "one" and not state.by_slip:
            if state.one.state in ENDED or stamp.clock - state.asked < state.one.next_poll_after_s:
                return stay(session)
            return session.to(replace(state, asked=stamp.clock)), (
                Ask(GetApplication(session.token, state.one.id), ONE),
            )
        case Again() if state.stage == "list":
            return session.to(replace(state, problem="")), (Ask(ListApplications(session.token), LIST),)
        case Again() if state.one:
            return session.to(replace(state, problem="")), (Ask(GetApplication(session.token, state.one.id), ONE),)
        case Search():
            case_no, code = (
                session.editing.text("case_no").strip().upper(),
                session.editing.text("query_code").strip(),
            )
            if not case_no or not code:
                missing = FieldEntered("query_code" if case_no else "case_no")  # the keys write there now, wherever the line stands
                entered, asked = update_editing(session.editing, missing) or (session.editing, ())
                return replace(session, editing=entered).to(replace(state, problem="track.slip_empty")), asked
            return session.to(replace(state, problem="")), (Ask(LookUpRequest(case_no, code), ONE),)
        case Supply() if state.one:
            return session.to(routes.Supplement(state.one.id)), ()
        case More():
            return session.to(replace(state, page=state.page + 1)), ()
        case PrintIt() if state.one:
            slip = application_slip(state.one, session.person.name if session.person else "", session.start.phone)
            return session.to(replace(state, printing="running")), (Ask(PrintSlip(slip), PRINTED),)
        case Answer("track.printed", _):
            return session.to(replace(state, printing="done")), ()
        case Trouble("track.printed", problem):
            return session.to(replace(state, printing=problem.code)), ()
        case GoBack():
            return _back(session, state)
    return stay(session)


def _back(session: Session, state: State) -> Next:
    if state.stage == "one" and state.by_slip:
        return session.to(routes.LookUp()), ()
    if state.stage == "one":
        return session.to(routes.Track()), ()
    if state.page:
        return session.to(replace(state, page=state.page - 1)), ()
    return session.to(routes.Home() if session.login else routes.Welcome()), ()


def view(session: Session, state: State) -> Screen:
    """One screen a stage."""
    match state.stage:
        case "slip":
            return _slip(session, state)
        case "one":
            return _one(session, state)
        case _:
            return _list(session, state)


def _problem(state: State) -> Notice | None:
    return Notice(phrase(f"problem.{state.problem}"), Tone.WARNING) if state.problem else None


def _list(session: Session, state: State) -> Screen:
    items = state.items or ()
    first = state.page * A_PAGE
    tiles = tuple(
        Action(
            Words(item.service_title),
            OpenOne(item.id),
            key=f"case.{item.id}",
            hint=phrase("track.line", state=phrase(f"state.{item.state}"), day=day_text(item.submitted_at)),
            icon="alert-triangle" if item.state in ("needs_supplement", "returned") else "file-text",
        )
        for item in items[first : first + A_PAGE]
    )
    return screen(
        "track.list",
        Heading("track.title" if items or state.items is None else "track.none", help="track.help" if items else None),
        _problem(state),
        Meter("loading", "track.loading", None) if state.items is None and not state.problem else None,
        Menu("cases", "track.cases", tiles) if tiles else None,
        Action("find.more", More(), icon="chevron-down") if len(items) > first + A_PAGE else None,
        Action("action.retry", Again(), icon="repeat") if state.problem else None,
        Action("action.home", GoBack(), main=True, icon="home"),
        instance=str(state.page),
        back=GoBack(),
    )


def _slip(session: Session, state: State) -> Screen:
    editing = session.editing
    fields = tuple(
        TextField(
            key,
            f"track.{key}",
            "case" if key == "case_no" else "code",
            editing.text(key),
            editing.fields[key].edition if key in editing.fields else 0,
            private=Kind.CASE,
            limit=30,
        )
        for key in ("case_no", "query_code")
    )
    return screen(
        "track.slip",
        Heading("track.slip.title", help="track.slip.help"),
        _problem(state),
        *fields,
        keyboard(editing) if session.keyboard else None,
        Action("track.slip.search", Search(), main=True, icon="search"),
        back=GoBack(),
    )


def _entries(one: Application) -> tuple[Entry, ...]:
    last = len(one.events) - 1
    ended = one.state in ENDED
    entries = [
        Entry(
            Words(event.text) if event.text else phrase(f"state.{event.state}"),
            minute_text(event.at),
            "now" if number == last and not ended else "done",
        )
        for number, event in enumerate(one.events)
    ]
    if not ended and one.promised:
        entries.append(Entry("track.promised_entry", phrase("track.by", day=day_text(one.promised)), "next"))
    return tuple(entries)


def _decision(decision: Decision | None) -> list[Block]:
    if decision is None:
        return []
    blocks: list[Block] = [
        Notice(Words(decision.text), Tone.GOOD if decision.approved else Tone.WARNING, key="decision")
    ]
    blocks += [Paragraph(Words(reason), title="track.reason") for reason in decision.reasons]
    blocks += [Paragraph(Words(remedy.text), title=Words(remedy.title)) for remedy in decision.remedies]
    return blocks


def _one(session: Session, state: State) -> Screen:
    one = state.one
    if one is None:
        return screen(
            "track.opening",
            Heading("track.opening.title"),
            _problem(state) or Meter("loading", "track.loading", None),
            back=GoBack(),
        )
    due = one.supplement.due if one.supplement else ""
    rows = [Row("case_no", "receipt.case_no", Words(one.case_no))]
    if one.promised and one.state not in ENDED:
        rows.append(Row("promised", "receipt.promised", day_text(one.promised)))
    if one.legal and one.state not in ENDED:
        rows.append(Row("legal", "receipt.legal", day_text(one.legal)))
    can_supply = one.supplement is not None and one.state == "needs_supplement" and not state.by_slip
    return screen(
        "track.one",
        Heading(
            phrase("track.one.title", state=phrase(f"state.{one.state}")),
            help=phrase("track.one.help", title=Words(one.service_title)),
        ),
        _problem(state),
        printing_notice(state.printing),
        Notice(
            phrase("track.supplement", n=len(one.supplement.items), day=day_text(due)),
            Tone.WARNING,
            key="supplement",
        )
        if one.supplement and one.state == "needs_supplement"
        else None,
        *_decision(one.decision),
        Timeline("timeline", "track.timeline", _entries(one)),
        Table("facts", "track.facts", tuple(rows)),
        Action("receipt.print_again", PrintIt(), icon="printer") if not state.by_slip else None,
        Action("action.retry", Again(), icon="repeat") if state.problem else None,
        Action("track.supply", Supply(), main=True, icon="clipboard-check")
        if can_supply
        else Action("track.back", GoBack(), main=True, icon="arrow-left"),
        instance=one.id,
        where=Words(one.service_title),
        back=GoBack(),
    )
