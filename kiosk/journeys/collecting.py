"""Handing in materials: for each one 免交, promise, later, or scan and upload with progress and resume. Used by applying and by supplements."""

from collections.abc import Mapping
from dataclasses import field, replace

from kiosk.blocks import Action, Block, Choices, Heading, Meter, Notice, Option, Paragraph, Picture, Tone
from kiosk.events import Answer, Chose, Event, Stamp, Step, Trouble
from kiosk.portal.handing_in import Grant, MaterialGiven, Upload
from kiosk.portal.services import MaterialMode, MaterialSlot
from kiosk.requests import Ask, Effect, Scan, SendMaterial
from kiosk.results import Page
from kiosk.text import Text, phrase, public
from kiosk.value import dataclass

SCANNED, SENT = "material.scanned", "material.sent"


@dataclass(frozen=True, slots=True)
class Collecting:
    """The materials of one hand-in. index: the one at hand; pages: scanned and not yet sent; uploads: sent pages of the one at hand.

    stage: choose (how to give it), scan, sending, broken (the line failed: go on from where it stopped). partial: the upload to go on with;
    scanning: a page is on its way; waiting: it is sent as soon as the portal has answered that it takes the application.
    """

    slots: tuple[MaterialSlot, ...]
    given: Mapping[str, MaterialGiven] = field(default_factory=dict)
    index: int = 0
    stage: str = "choose"
    mode: MaterialMode | None = None
    pages: tuple[Page, ...] = ()
    uploads: tuple[str, ...] = ()
    partial: str = ""
    percent: int = 0
    problem: str = ""
    scanning: bool = False
    waiting: bool = False

    @property
    def done(self) -> bool:
        """Whether every material is settled."""
        return self.index >= len(self.slots)

    @property
    def slot(self) -> MaterialSlot:
        """The material at hand."""
        return self.slots[self.index]


@dataclass(frozen=True, slots=True)
class TakePage(Event):
    """Take one page."""


@dataclass(frozen=True, slots=True)
class DropPages(Event):
    """Begin again with this material."""


@dataclass(frozen=True, slots=True)
class GoOn(Event):
    """This is how I give it."""


def begin(slots: tuple[MaterialSlot, ...]) -> Collecting:
    """Settles what needs nothing of the person; the rest is asked one by one."""
    given = {slot.code: MaterialGiven(slot=slot.code, mode="exempt") for slot in slots if slot.modes[0] == "exempt"}
    return _at(Collecting(slots, given), 0)


def _at(state: Collecting, index: int) -> Collecting:
    """The next material from here on that is not settled."""
    while index < len(state.slots) and state.slots[index].code in state.given:
        index += 1
    fresh = replace(
        state, index=index, mode=None, pages=(), uploads=(), partial="", percent=0, problem="", stage="choose"
    )
    if index < len(state.slots) and state.slots[index].modes == ("upload",):
        return replace(fresh, mode="upload", stage="scan")
    return fresh


def resumed(slots: tuple[MaterialSlot, ...], given: Mapping[str, MaterialGiven]) -> Collecting:
    """Other materials are wanted now; what was given already stays given."""
    return _at(Collecting(slots, given), 0)


def reopen(state: Collecting, code: str) -> Collecting:
    """Ask for one material again."""
    given = {slot: material for slot, material in state.given.items() if slot != code}
    index = next(index for index, slot in enumerate(state.slots) if slot.code == code)
    return _at(replace(state, given=given), index)


def back(state: Collecting) -> Collecting | None:
    """One step back inside the materials; None when it leads out. A page on its way belongs to this material: first it comes."""
    if state.scanning:
        return state
    if state.stage == "scan" and len(state.slot.modes) > 1:
        return replace(state, stage="choose", pages=())
    for index in range(min(state.index, len(state.slots)) - 1, -1, -1):
        if state.slots[index].modes[0] != "exempt":
            return reopen(state, state.slots[index].code)
    return None


def update(
    state: Collecting, event: Event, stamp: Stamp, grant: Grant | None, key: str
) -> tuple[Collecting, tuple[Effect, ...]] | None:
    """The collecting after an event; None when it is none of its own."""
    if state.done:
        return None
    slot = state.slot
    match event:
        case Chose("mode", value) if state.stage == "choose":
            mode = next((mode for mode in slot.modes if mode == value), None)
            return replace(state, mode=mode, problem=""), ()
        case GoOn() if state.stage == "choose":
            return _chosen(state)
        case GoOn() if state.stage == "scan" and not state.scanning:
            if not state.pages:
                return replace(state, problem="material.no_page"), ()
            return _send(replace(state, stage="sending", problem=""), grant, key)
        case GoOn() if state.stage == "broken":
            return _send(replace(state, stage="sending", problem=""), grant, key)
        case TakePage() if state.stage == "scan" and not state.scanning and len(state.pages) < slot.max_pages:
            return replace(state, problem="", scanning=True), (Ask(Scan(slot.code), SCANNED),)
        case DropPages() if state.stage in ("scan", "broken") and not state.scanning:
            return replace(state, pages=(), uploads=(), partial="", stage="scan", problem=""), ()
        case Answer(tag, Page() as page) if tag == SCANNED and state.scanning:
            return replace(state, pages=(*state.pages, page), scanning=False), ()
        case Trouble(tag, problem) if tag == SCANNED:
            return replace(state, problem=f"problem.{problem.code}", scanning=False), ()
        case Step(tag, percent, part) if tag == SENT and state.stage == "sending":
            return replace(state, percent=percent, partial=part), ()
        case Answer(tag, Upload() as upload) if tag == SENT and state.stage == "sending":
            return _sent(replace(state, uploads=(*state.uploads, upload.id), partial=""), grant, key)
        case Trouble(tag, problem) if tag == SENT:
            return replace(state, stage="broken", problem=f"problem.{problem.code}"), ()
    return None


def _chosen(state: Collecting) -> tuple[Collecting, tuple[Effect, ...]]:
    if state.mode is None:
        return replace(state, problem="material.choose_first"), ()
    if state.mode == "upload":
        return replace(state, stage="scan", problem=""), ()
    given = {**state.given, state.slot.code: MaterialGiven(slot=state.slot.code, mode=state.mode)}
    return _at(replace(state, given=given), state.index + 1), ()


def _send(state: Collecting, grant: Grant | None, key: str) -> tuple[Collecting, tuple[Effect, ...]]:
    if grant is None:
        return replace(state, percent=0, waiting=True), ()
    page = state.pages[len(state.uploads)]
    request = SendMaterial(grant.token, key, state.slot.code, page.image, state.partial)
    return replace(state, percent=0, waiting=False), (Ask(request, SENT),)


def granted(state: Collecting, grant: Grant | None, key: str) -> tuple[Collecting, tuple[Effect, ...]]:
    """The portal has answered whether it takes this application: what waited for it is sent. None: it has not, or does not."""
    if not state.waiting:
        return state, ()
    if grant is None:
        return replace(state, waiting=False, stage="broken", problem="problem.no_grant"), ()
    return _send(state, grant, key)


def _sent(state: Collecting, grant: Grant | None, key: str) -> tuple[Collecting, tuple[Effect, ...]]:
    if len(state.uploads) < len(state.pages):
        return _send(state, grant, key)
    given = {
        **state.given,
        state.slot.code: MaterialGiven(slot=state.slot.code, mode="upload", uploads=state.uploads),
    }
    return _at(replace(state, given=given), state.index + 1), ()


def mode_text(slot: MaterialSlot, given: MaterialGiven | None) -> Text:
    """How a material is or may be given, in plain words."""
    if given is None:
        return phrase(f"material.mode.{slot.modes[0]}", source=slot.source)
    if given.mode == "upload":
        return phrase("material.given.upload", n=len(given.uploads))
    return phrase(f"material.mode.{given.mode}", source=slot.source)


def _worth_saying(warnings: tuple[str, ...]) -> tuple[str, ...]:
    """Of a page that seems to be blank, that alone: it can only be pale and blurred besides."""
    return ("image.blank",) if "image.blank" in warnings else warnings


def blocks(state: Collecting) -> tuple[Block | None, ...]:
    """The screen of the material at hand; its name for the screen is `state.stage`."""
    slot = state.slot
    title = public(slot.title, slot.say)
    problem = Notice(state.problem, Tone.WARNING) if state.problem else None
    match state.stage:
        case "choose":
            return (
                Heading(phrase("material.choose.title", title=title), "material.choose.help"),
                Choices(
                    "mode",
                    "material.choose.label",
                    tuple(
                        Option(
                            mode,
                            f"material.way.{mode}",
                            public(slot.promise_text)
                            if mode == "promise" and slot.promise_text
                            else f"material.way.{mode}.hint",
                        )
                        for mode in slot.modes
                    ),
                    (state.mode,) if state.mode else (),
                    error=state.problem or None,
                ),
                Action("action.next", GoOn(), main=True, icon="arrow-right"),
            )
        case "scan":
            warnings = sorted({warning for page in state.pages for warning in _worth_saying(page.warnings)})
            full = len(state.pages) >= slot.max_pages
            return (
                Heading(phrase("material.scan.title", title=title), "material.scan.help"),
                problem,
                *(Notice(f"material.warning.{warning}", Tone.WARNING, key=warning) for warning in warnings),
                Picture(
                    "pages",
                    phrase("material.pages", n=len(state.pages)),
                    tuple(page.image for page in state.pages),
                )
                if state.pages
                else Paragraph("material.scan.how"),
                None
                if full
                else Action(
                    "material.scan.more" if state.pages else "material.scan.take",
                    TakePage(),
                    key="take",
                    main=not state.pages,
                    icon="scan",
                ),
                Action("material.scan.again", DropPages(), icon="repeat") if state.pages else None,
                Action("material.scan.use", GoOn(), main=True, icon="arrow-right") if state.pages else None,
            )
        case "broken":
            return (
                Heading(phrase("material.broken.title", title=title), "material.broken.help"),
                problem,
                Action("material.scan.again", DropPages(), icon="repeat"),
                Action("material.broken.go_on", GoOn(), main=True, icon="arrow-right"),
            )
        case _:
            return (
                Heading(phrase("material.sending.title", title=title), "material.sending.help"),
                Meter(
                    "sent",
                    phrase(
                        "material.sending.page",
                        n=min(len(state.uploads) + 1, len(state.pages)),
                        total=len(state.pages),
                    ),
                    state.percent,
                ),
            )
