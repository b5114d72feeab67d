"""Every journey there is, as an errand told in plain words. The list is the tour's: a journey that comes later is in it by itself.

A service's answers are those of the tour's plan, else the form's own examples, by the words of each question and of each choice.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk import phrases
from kiosk.forms.importer import import_form
from kiosk.forms.model import Question, QuestionKind, Repeat
from kiosk.forms.values import typed
from kiosk.launch.journeys import example
from kiosk.launch.shared_sandbox import made_up_world
from kiosk.launch.tour_journeys import CLERK, plans, scenes
from tests.people.errand import Errand, Known
from tests.stage.office import Office
from voice.cutting import full_sentences

QUERY, SLIP = "query", "look up by slip"
ALLOWANCE = "YL0000000101"
LATER: Mapping[str, Any] = {"/elsewhere/receives": True, "@stop_proof": "later"}
"""What makes the office ask for more."""


class UnknownJourneyError(LookupError):
    """A journey of the tour that nobody here has been told how to go. Says its name."""


def names() -> tuple[str, ...]:
    """All journeys of the kiosk, in the tour's order."""
    return tuple(scene.name for scene in scenes() if scene.profile == "kiosk")


def visits(name: str, office: Office) -> Iterator[Errand]:
    """The visits that one journey takes; what the office does in between has happened when the next one is asked for.

    Raises UnknownJourneyError.
    """
    if name.startswith("apply "):
        yield told(name, office, name.removeprefix("apply "))
    elif name == "track":
        yield told(name, office, ALLOWANCE)
        yield Errand(name, "track")
    elif name == "supplement":
        first = told(name, office, ALLOWANCE, LATER)
        yield first
        office.ask_for_more()
        yield replace(first, goal="supplement")
    elif name == QUERY:
        yield Errand(name, "query")
    elif name == SLIP:
        yield told(name, office, ALLOWANCE)
        yield Errand(name, "slip", slip=office.last_slip())
    else:
        raise UnknownJourneyError(name)


def told(name: str, office: Office, code: str, more: Mapping[str, Any] | None = None) -> Errand:
    """What a person knows who wants this service. Raises UnknownJourneyError."""
    raw = next((one for one in _services() if one["code"] == code), None)
    if raw is None:
        raise UnknownJourneyError(name)
    plan = {**plans().get(code, {}), **(more or {})}
    doors = {one["code"]: one["title"] for one in _read("life_events.json")["items"]}
    form = import_form(raw["form"]["data"], raw["form"]["ui"])
    answers: dict[str, Known] = {}
    for item in form.items:
        questions = item.questions if isinstance(item, Repeat) else (item,)
        for question in questions:
            known = _known(question, plan.get(question.pointer, example(question)))
            told = full_sentences(question.say or question.title)[0]
            answers.update({question.title: known, told: known})
    show = phrases.load("zh").show
    papers = {
        one["title"]: show(f"material.way.{plan['@' + one['code']]}")
        for one in raw.get("materials", ())
        if "@" + one["code"] in plan
    }
    aloud = {raw["title"]: full_sentences(raw.get("say") or raw["title"])[0]}
    door = doors[raw["life_events"][0]]
    return Errand(name, "apply", raw["title"], door, answers, papers, aloud, clerk=office.clerk(CLERK))


def _known(question: Question, value: Any) -> Known:
    match question.kind:
        case _ if value is None:
            return Known("skip")
        case QuestionKind.YES_NO:
            return Known("choose", (phrases.load("zh").show("value.yes" if value else "value.no"),))
        case QuestionKind.AGREE:
            return Known("choose", (phrases.load("zh").show("value.agree"),))
        case QuestionKind.CHOICE | QuestionKind.CHOICES:
            wanted = value if isinstance(value, list) else [value]
            chosen = [one for one in question.options if one.value in wanted]
            return Known("choose", tuple(one.title for one in chosen), tuple(one.say or one.title for one in chosen))
        case QuestionKind.DATE | QuestionKind.MONTH:
            return Known("date", tuple(str(value).split("-")))
        case QuestionKind.PHONE:
            return Known("write", (typed(question, value),))
    return Known("write", (value if isinstance(value, str) else typed(question, value),))


def _services() -> Iterator[dict[str, Any]]:
    for path in sorted((made_up_world() / "services").glob("*.json")):
        yield json.loads(path.read_text("utf-8"))


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(made_up_world() / name).read_text("utf-8"))
    return found
