"""How a supplement looks, stage by stage."""

from kiosk.blocks import Action, Heading, Meter, Notice, Row, Table, Tone
from kiosk.events import GoBack
from kiosk.journeys import asking, collecting
from kiosk.journeys.apply.guide import printing_notice
from kiosk.journeys.apply.review import is_masked
from kiosk.journeys.doubt import NOT_KEPT, keeping_notice
from kiosk.journeys.receipt import application_slip, day_text
from kiosk.journeys.supplement.state import Forward, HandIn, PrintList, PrintReceipt, State, asked
from kiosk.portal.cases import Application
from kiosk.results import Delivery
from kiosk.screen import Screen, screen
from kiosk.session import Session
from kiosk.text import Words, phrase


def missing(one: Application) -> Table:
    """What is missing, and why."""
    items = one.supplement.items if one.supplement else ()
    return Table(
        "missing",
        "supplement.missing",
        tuple(Row(f"item.{number}", Words(item.title, item.say), Words(item.why)) for number, item in enumerate(items)),
    )


def view(session: Session, state: State) -> Screen:
    """One screen a stage."""
    problem = Notice(phrase(f"problem.{state.problem}"), Tone.WARNING) if state.problem else None
    where = Words(state.service.title) if state.service else None
    one = state.one
    match state.stage:
        case "list" if one is not None and one.supplement is not None:
            return screen(
                "supplement.list",
                Heading(
                    phrase("supplement.title", n=len(one.supplement.items)),
                    phrase("supplement.help", day=day_text(one.supplement.due)),
                ),
                problem,
                keeping_notice(state.unkept, state.aside),
                printing_notice(state.printing),
                missing(one),
                Action("supplement.print", PrintList(), icon="printer"),
                Action("action.retry", Forward(), main=True, icon="repeat")
                if state.unkept
                else Action("supplement.now", Forward(), main=True, icon="arrow-right"),
                where=where,
                back=GoBack(),
            )
        case "question" if state.asking is not None:
            return screen(
                "supplement.question",
                *asking.blocks(state.asking, session.editing, session.keyboard),
                Action("action.next", Forward(), main=True, icon="arrow-right"),
                instance=state.asking.pointer,
                where=where,
                back=GoBack(),
            )
        case "materials" if state.collecting is not None:
            return screen(
                f"supplement.material.{state.collecting.stage}",
                *collecting.blocks(state.collecting),
                instance=state.collecting.slot.code,
                where=where,
                back=GoBack() if state.collecting.stage != "sending" else None,
            )
        case "review":
            return screen(
                "supplement.review",
                Heading("supplement.review.title", help="supplement.review.help"),
                problem,
                Table("given", "supplement.given", _given(session, state)),
                Action("supplement.send", HandIn(), main=True, icon="arrow-right"),
                where=where,
                back=GoBack(),
            )
        case "sending":
            return screen(
                "supplement.sending",
                Heading("send.title", help="send.help"),
                Meter("sending", "send.wait", None),
                where=where,
            )
        case "result" if state.delivery is not None:
            return _result(session, state, state.delivery)
    return screen(
        "supplement.loading",
        Heading("apply.loading.title"),
        problem or Meter("loading", "apply.loading.wait", None),
        Action("action.retry", Forward(), main=True, icon="repeat") if problem else None,
        back=GoBack(),
    )


def _given(session: Session, state: State) -> tuple[Row, ...]:
    rows = []
    for pointer, value in state.answers.items():
        question = asked(state, pointer)
        if question is not None:
            rows.append(
                Row(
                    pointer,
                    Words(question.label or question.title),
                    asking.value_text(question, value, masked=is_masked(session, pointer)),
                )
            )
    if state.collecting is not None:
        rows += [
            Row(
                f"material.{slot.code}",
                Words(slot.title, slot.say),
                collecting.mode_text(slot, state.collecting.given.get(slot.code)),
            )
            for slot in state.collecting.slots
        ]
    return tuple(rows)


def _result(session: Session, state: State, delivery: Delivery) -> Screen:
    done = delivery.state == "acknowledged" and delivery.application is not None
    name = session.person.name if session.person else ""
    waits = "queued" if delivery.state == "queued" else "in_doubt"
    reason = "queued.help_machine" if waits == "queued" and delivery.code in NOT_KEPT else f"{waits}.help"
    return screen(
        "supplement.done" if done else "supplement.in_doubt",
        Heading(
            "supplement.done.title" if done else f"{waits}.title",
            help="supplement.done.help" if done else reason,
        ),
        printing_notice(state.printing),
        application_slip(delivery.application, name, session.start.phone) if delivery.application else None,
        Meter("looking", "send.wait", None) if state.looking else None,
        Action("receipt.print", PrintReceipt(), icon="printer") if done else None,
        None if done else Action("action.home", GoBack(), icon="home"),
        Action("track.see" if done else "in_doubt.look", Forward(), main=True, icon="arrow-right"),
        where=Words(state.service.title) if state.service else None,
    )
