"""查询打印: a statement or a proof, looked at masked, printed and followed to its end (F62)."""

from dataclasses import replace

from kiosk.blocks import Action, Heading, Menu, Meter, Notice, Row, Table, Tone
from kiosk.events import Answer, Event, GoBack, Stamp, Trouble
from kiosk.journeys import routes
from kiosk.journeys.apply.guide import printing_notice
from kiosk.journeys.apply.review import is_masked, show_action
from kiosk.journeys.receipt import day_text
from kiosk.portal.cases import Document, DocumentField
from kiosk.privacy import Kind
from kiosk.requests import Ask, DocumentContent, LoadService, PrintPdf, Query
from kiosk.results import LoadedService
from kiosk.screen import Screen, screen
from kiosk.session import Next, Session, stay
from kiosk.text import Secret, Text, Words, phrase
from kiosk.value import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """choices: the documents of the service (code, title); document: the one looked at; printing: as in print notices."""

    code: str
    title: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    document: Document | None = None
    asked: str = ""
    printing: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Pick(Event):
    """This document."""

    document: str


@dataclass(frozen=True, slots=True)
class PrintIt(Event):
    """Print it."""


def start(session: Session, route: routes.Route, stamp: Stamp) -> Next:
    """Needs a sign-in."""
    if not isinstance(route, routes.Statement):
        raise TypeError(route)
    if session.login is None:
        return session.to(routes.SignIn(route)), ()
    return session.to(State(route.code)), (Ask(LoadService(route.code, session.display.language), "service"),)


def update(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    """Pick, look, print."""
    match event:
        case Answer("service", LoadedService(service, _)):
            documents = (service.query or {}).get("documents", [])
            choices = tuple((str(document["code"]), str(document["title"])) for document in documents)
            now = replace(state, title=service.title, choices=choices, problem="" if choices else "portal_nonsense")
            return _pick(session, now, choices[0][0], stamp) if len(choices) == 1 else (session.to(now), ())
        case Pick(document):
            return _pick(session, state, document, stamp)
        case Answer("document", Document() as document):
            return session.to(replace(state, document=document, asked="", printing="")), ()
        case PrintIt() if state.document:
            return session.to(replace(state, printing="running")), (
                Ask(DocumentContent(session.token, state.document.id), "content"),
            )
        case Answer("content", bytes() as pdf):
            return session, (Ask(PrintPdf(pdf), "printed"),)
        case Answer("printed", _):
            title = state.document.title if state.document else state.title
            return replace(session, done=(*session.done, title)).to(replace(state, printing="done")), ()
        case Trouble("content" | "printed", problem):
            return session.to(replace(state, printing=problem.code)), ()
        case Trouble("service" | "document", problem):
            return session.to(replace(state, problem=problem.code, asked="")), ()
        case GoBack() if state.document is not None and len(state.choices) > 1:
            return session.to(replace(state, document=None, printing="")), ()
        case GoBack():
            return session.to(routes.Home()), ()
    return stay(session)


def _pick(session: Session, state: State, document: str, stamp: Stamp) -> Next:
    now = replace(state, asked=document, problem="")
    return session.to(now), (Ask(Query(session.token, stamp.uid, document, {}), "document"),)


def view(session: Session, state: State) -> Screen:
    """The choice, the preview."""
    where = Words(state.title) if state.title else None
    problem = Notice(phrase(f"problem.{state.problem}"), Tone.WARNING) if state.problem else None
    if state.document is not None:
        return _preview(session, state, state.document)
    tiles = tuple(
        Action(Words(title), Pick(code), key=f"document.{code}", icon="file-text") for code, title in state.choices
    )
    waiting = bool(state.asked) or not state.choices
    return screen(
        "statement.choose",
        Heading("statement.title", help="statement.help"),
        problem,
        Meter("loading", "statement.wait", None) if waiting and not problem else None,
        Menu("documents", "statement.documents", tiles) if tiles else None,
        where=where,
        back=GoBack(),
    )


def _value(session: Session, field: DocumentField, key: str) -> Text:
    if not field.private:
        return Words(field.value, field.say)
    return Secret(Kind(field.private), field.value, shown=not is_masked(session, key))


def _preview(session: Session, state: State, document: Document) -> Screen:
    rows = tuple(
        Row(f"field.{number}", Words(field.label), _value(session, field, f"field.{number}"))
        for number, field in enumerate(document.fields)
    )
    return screen(
        "statement.preview",
        Heading(Words(document.title), "statement.preview.help"),
        printing_notice(state.printing),
        Table("fields", Words(document.title), rows),
        Table(
            "issued",
            "statement.issued",
            (
                Row("issuer", "statement.issuer", Words(document.issuer)),
                Row("day", "statement.day", day_text(document.issued_at)),
            ),
        ),
        show_action(session),
        Action("statement.print", PrintIt(), main=state.printing != "done", icon="printer"),
        Action("action.home", GoBack(), main=True, icon="home") if state.printing == "done" else None,
        instance=document.code,
        where=Words(state.title),
        back=GoBack(),
    )
