"""Whole journeys as the tour walks them: what a person would do on each screen, whatever service it is."""

from collections.abc import Mapping
from typing import Any

from kiosk.blocks import Choices, DateField, TextField
from kiosk.forms.model import Question, QuestionKind
from kiosk.forms.values import typed
from kiosk.journeys import collecting, track
from kiosk.journeys.apply import guide
from kiosk.journeys.apply import state as apply_state
from kiosk.journeys.apply.send import Finished
from kiosk.journeys.asking import NO, YES
from kiosk.journeys.supplement import state as supplement
from kiosk.launch.driver import CannotGoOn, Driver
from kiosk.launch.shared_sandbox import Sandbox
from kiosk.value import dataclass

Plan = Mapping[str, Any]
"""What to answer, by pointer; what is not in it is answered by the form's own example."""
ENDS = ("apply.receipt", "apply.in_doubt", "apply.queued")
MOST_SCREENS = 120


@dataclass(frozen=True, slots=True)
class Applied:
    """The client key of what was handed in."""

    key: str


def apply(driver: Driver, plan: Plan) -> Applied:
    """From the guide (or the review of an express service) to the receipt."""
    for _ in range(MOST_SCREENS):
        driver.wait("anything to do", lambda: driver.name not in ("apply.loading", "apply.sending"))
        if driver.name in ENDS:
            break
        step(driver, plan)
    else:
        raise CannotGoOn(f"no end of questions: {driver.name}")
    state = driver.program.controller.session.journey
    if not isinstance(state, apply_state.State):
        raise CannotGoOn("no application")
    return Applied(state.key)


def step(driver: Driver, plan: Plan) -> None:
    """What a person would do on the screen of an application that stands now. Raises CannotGoOn when nothing can be done."""
    state = driver.program.controller.session.journey
    if not isinstance(state, apply_state.State):
        raise CannotGoOn(f"left the application: {driver.name}")
    match driver.name:
        case "apply.loading" | "apply.sending":
            return  # it came between two looks
        case "apply.guide" | "apply.known":
            driver.press_main()
        case "apply.consent":
            driver.press_event(guide.Agree)
        case "apply.question":
            _answer(driver, state, plan)
        case "apply.more":
            more = state.more
            wanted = more is not None and more.step.index < int(plan.get("#items", 1))
            block = driver.find(Choices)
            if isinstance(block, Choices):
                driver.choose(block, YES if wanted else NO)
            driver.press_main()
        case "apply.review":
            driver.wait(
                "a draft", lambda: getattr(driver.program.controller.session.journey, "draft", None) is not None
            )
            if state.faults or state.problem:
                raise CannotGoOn(
                    f"the portal would not take {[fault.pointer for fault in state.faults]} {state.problem}"
                )
            driver.press_main()
            driver.wait("the judgement", lambda: driver.name != "apply.review" or _refused(driver))
        case "apply.sign":
            driver.sign()
            driver.press_main()
        case "apply.trouble":
            raise CannotGoOn(f"trouble: {state.problem}")
        case name if name.startswith("apply.material."):
            _material(driver, state, plan)
        case name:
            raise CannotGoOn(f"what to do on {name}?")


def _refused(driver: Driver) -> bool:
    """Whether the review says that something cannot be taken."""
    state = driver.program.controller.session.journey
    return isinstance(state, apply_state.State) and bool(state.faults or state.problem)


def _answer(driver: Driver, state: apply_state.State, plan: Plan) -> None:
    asking = state.asking
    if asking is None:
        raise CannotGoOn("nothing is asked")
    if asking.fault is not None:
        raise CannotGoOn(f"{asking.pointer}: {asking.fault.code}")
    question = asking.question
    value = plan.get(asking.pointer, plan.get(question.pointer, example(question)))
    if value is None:
        driver.press_event(apply_state.Skip)
        return
    fill(driver, question, value)
    driver.press_main()


def example(question: Question) -> Any:
    """An answer that the form itself gives."""
    match question.kind:
        case QuestionKind.YES_NO:
            return False
        case QuestionKind.AGREE:
            return True
        case QuestionKind.CHOICE:
            return question.options[0].value
        case QuestionKind.CHOICES:
            return [question.options[0].value]
        case QuestionKind.MONEY if question.example:
            return int(question.example)  # the form's example is fen; a person writes yuan
    return question.example or None


def written(question: Question, value: Any) -> str:
    """What a person writes into the field for a value."""
    return value if isinstance(value, str) and question.kind is not QuestionKind.PHONE else typed(question, value)


def fill(driver: Driver, question: Question, value: Any) -> None:
    """Fills in one question by its widgets."""
    block = driver.find(Choices) or driver.find(DateField) or driver.find(TextField)
    match block:
        case Choices():
            wanted = (
                [YES if value else NO] if isinstance(value, bool) else value if isinstance(value, list) else [value]
            )
            for one in wanted:
                if one not in block.chosen:
                    driver.choose(block, str(one))
        case DateField():
            driver.write_date(block, str(value))
        case TextField():
            driver.write(written(question, value))
        case _:
            raise CannotGoOn(f"nothing to fill in on {driver.name}")


def _material(driver: Driver, state: apply_state.State, plan: Plan) -> None:
    if state.collecting is None:
        raise CannotGoOn("no materials")
    material(driver, state.collecting, plan)


def material(driver: Driver, now: collecting.Collecting, plan: Plan) -> None:
    """One material: the way that the plan says, else the first; scanned, looked at, sent."""
    match now.stage:
        case "choose":
            block = driver.find(Choices)
            if not isinstance(block, Choices):
                raise CannotGoOn("no choice of ways")
            driver.choose(block, str(plan.get(f"@{now.slot.code}", now.slot.modes[0])))
            driver.press_main()
        case "scan":
            driver.press_event(collecting.TakePage)
            driver.wait("a page", lambda: any(action.name == "material.scan.use" for action in driver.actions()))
            driver.press_main()
            driver.wait("the page to be sent", lambda: not driver.name.endswith("material.sending"))
        case "sending":
            driver.wait("the page to be sent", lambda: not driver.name.endswith("material.sending"))
        case stage:
            raise CannotGoOn(f"material {stage}: {now.problem}")


def open_what_is_missing(driver: Driver, sandbox: Sandbox, key: str) -> None:
    """Lets the office look at what was handed in under a client key until it asks for more, and opens its list."""
    for _ in range(40):
        row = next(row for row in sandbox.get("/sandbox/applications")["items"] if row["client_key"] == key)
        if row["state"] == "needs_supplement":
            break
        sandbox.post("/sandbox/clock", {"advance_s": 10})
    driver.press("home.track")
    driver.until("track.list")
    driver.wait("the case", lambda: any(action.name == f"case.{row['id']}" for action in driver.actions()))
    driver.press(f"case.{row['id']}")
    driver.until("track.one")
    driver.press_event(track.Supply)
    driver.until("supplement.list")


def supply(driver: Driver, end: str = "supplement.done", *, empty_first: bool = False) -> None:
    """Hands in all that is asked for, by the form's own examples. end: where that leads; empty_first: every question is passed over once."""
    for _ in range(MOST_SCREENS):
        driver.wait("anything to do", lambda: not driver.name.endswith((".sending", ".loading")))
        now = driver.program.controller.session.journey
        if driver.name == end:
            return
        if not isinstance(now, supplement.State):
            break
        if driver.name.startswith("supplement.material.") and now.collecting:
            material(driver, now.collecting, {})
            continue
        if driver.name == "supplement.question" and now.asking:
            if empty_first:
                driver.press_main()
            fill(driver, now.asking.question, example(now.asking.question))
        driver.press_main()
    raise CannotGoOn(f"not at {end}: {driver.name}")


def take_receipt(driver: Driver) -> None:
    """Prints the slip, and goes on."""
    driver.press("receipt.print")
    driver.wait("the slip", lambda: getattr(driver.program.controller.session.journey, "printing", "") == "done")
    driver.press_event(Finished)
    driver.until("home")
