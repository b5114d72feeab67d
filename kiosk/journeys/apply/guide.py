"""Before applying: who may, what to bring, how long, where; then each sensitive consent on a screen of its own (PIPL 28-30)."""

from dataclasses import replace
from typing import ClassVar

from kiosk.blocks import Action, Block, Heading, Notice, Paragraph, Row, SignVideo, Table, Tone
from kiosk.events import Answer, Event, GoBack, Stamp, Trouble
from kiosk.journeys.apply.state import Forward, PrintThis, State, ToWindow
from kiosk.journeys.collecting import mode_text
from kiosk.journeys.doubt import keeping_notice
from kiosk.journeys.entitled import judge
from kiosk.portal.handing_in import ConsentGiven
from kiosk.portal.services import Consent, Service
from kiosk.requests import Ask, PrintBlocks
from kiosk.screen import Screen, screen
from kiosk.session import Next, Session, stay
from kiosk.text import Text, Words, phrase, public
from kiosk.value import dataclass

PRINTED = "guide.printed"


@dataclass(frozen=True, slots=True)
class Agree(Event):
    """I agree to this one."""

    grave: ClassVar[bool] = True
    code: str


@dataclass(frozen=True, slots=True)
class Disagree(Event):
    """I do not agree to this one."""

    code: str


def update(session: Session, state: State, event: Event) -> Next:
    """The guide can be printed."""
    match event:
        case PrintThis():
            title = Words(state.published.title)
            return (
                session.to(replace(state, printing="running")),
                (Ask(PrintBlocks(title, tuple(_facts(session, state))), PRINTED),),
            )
        case Answer("guide.printed", _):
            return session.to(replace(state, printing="done")), ()
        case Trouble("guide.printed", problem):
            return session.to(replace(state, printing=problem.code)), ()
    return stay(session)


def agreed(state: State, code: str, stamp: Stamp) -> State:
    """The consent as given."""
    return replace(state, consents=(*state.consents, ConsentGiven(code=code, at=stamp.at.isoformat())))


def printing_notice(printing: str) -> Notice | None:
    """How the printing stands, truly."""
    match printing:
        case "":
            return None
        case "running" | "done":
            return Notice(f"print.{printing}", Tone.GOOD if printing == "done" else Tone.INFO, key="printing")
        case code:
            return Notice(f"problem.{code}", Tone.WARNING, key="printing")


def money_text(service: Service) -> Text:
    """What it costs."""
    if service.fee_text:
        return public(service.fee_text)
    return phrase("guide.fee.amount", yuan=f"{service.fee / 100:g}") if service.fee else "guide.fee.free"


def _facts(session: Session, state: State) -> list[Block]:
    service = state.published
    blocks: list[Block] = [Paragraph(public(text)) for text in service.guide]
    conditions = tuple(
        Row(
            f"condition.{number}",
            public(condition.text, condition.say),
            phrase(f"guide.condition.{judge(condition, session)}", why=Words(condition.why_not)),
        )
        for number, condition in enumerate(service.conditions)
    )
    if conditions:
        blocks.append(Table("conditions", "guide.conditions", conditions))
    materials = tuple(
        Row(f"material.{slot.code}", public(slot.title, slot.say), mode_text(slot, None)) for slot in service.materials
    )
    bring = tuple(Row(f"bring.{number}", public(text), "guide.bring.this") for number, text in enumerate(service.bring))
    if materials or bring:
        blocks.append(Table("materials", "guide.materials", (*materials, *bring)))
    rows = []
    if service.limit is not None:
        rows.append(
            Row(
                "limit",
                "guide.limit",
                phrase(
                    f"guide.limit.{service.limit.unit}",
                    promised=service.limit.promised,
                    legal=service.limit.legal,
                ),
            )
        )
    rows.append(Row("fee", "guide.fee", money_text(service)))
    if service.result:
        rows.append(Row("result", "guide.result", public(service.result)))
    if service.office is not None:
        office = service.office
        rows += [
            Row(
                "office",
                "guide.office",
                phrase("guide.office.where", name=public(office.name), address=public(office.address)),
            ),
            Row("hours", "guide.hours", public(office.hours)),
            Row("phone", "guide.phone", public(office.phone)),
        ]
    blocks.append(Table("facts", "guide.facts", tuple(rows)))
    return blocks


def view(session: Session, state: State) -> Screen:
    """The guide; a service that is only read has no main action but printing."""
    service = state.published
    return screen(
        "apply.guide",
        Heading(public(service.title, service.say), public(service.summary)),
        keeping_notice(state.unkept, state.aside) if state.form is not None else None,
        SignVideo("film", public(service.title), service.sign_video) if service.sign_video else None,
        printing_notice(state.printing),
        *_facts(session, state),
        Action("guide.print", PrintThis(), icon="printer", main=state.form is None),
        _onward(state),
        where=state.where,
        back=GoBack(),
    )


def _onward(state: State) -> Action | None:
    if state.form is None:
        return None
    if state.unkept:
        return Action("action.retry", Forward(), main=True, icon="repeat")
    return Action("guide.begin", Forward(), main=True, icon="arrow-right")


def _asked(state: State) -> Consent:
    given = {consent.code for consent in state.consents}
    return next(consent for consent in state.published.consents if consent.code not in given)


def consent_view(session: Session, state: State) -> Screen:
    """One consent: what, what for, and what refusing means. Nothing is ticked before."""
    consent = _asked(state)
    return screen(
        "apply.consent",
        Heading(public(consent.title, consent.say)),
        Paragraph(public(consent.purpose), title="consent.purpose"),
        Table(
            "data",
            "consent.data",
            tuple(Row(f"data.{number}", public(data), "consent.data.this") for number, data in enumerate(consent.data)),
        ),
        Paragraph(public(consent.refusal) if consent.refusal else "consent.refusal", title="consent.refusal.title"),
        Action("consent.disagree", Disagree(consent.code), icon="x"),
        Action("consent.agree", Agree(consent.code), main=True, icon="check"),
        instance=consent.code,
        where=state.where,
        back=GoBack(),
    )


def refused_view(session: Session, state: State) -> Screen:
    """Not agreeing is no dead end: the window, the phone."""
    office = state.published.office
    return screen(
        "apply.refused_consent",
        Heading("consent.refused.title", help="consent.refused.help"),
        Paragraph(
            phrase("guide.office.where", name=public(office.name), address=public(office.address)),
            title="guide.office",
        )
        if office
        else None,
        Paragraph(phrase("consent.refused.phone", phone=office.phone if office else session.start.phone)),
        Action("action.home", ToWindow(), main=True, icon="home"),
        where=state.where,
    )
