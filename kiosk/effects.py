"""Carries requests out: each on its lane, each answer an event. The ports are plain blocking code; here is where they meet the loop."""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from kiosk import phrases, results
from kiosk import requests as wanted
from kiosk.blocks import Block, Slip
from kiosk.devices.card_reader import CardReader, DemonstrationReader
from kiosk.events import Answer, Event, Step, Trouble
from kiosk.problems import Fault, Problem, ProblemError, Remedy
from kiosk.settings import keep as keep_setting
from kiosk.text import Text
from kiosk.value import dataclass
from kiosk.workers import DISK, OUTBOX, Cancel, Job, Runner

if TYPE_CHECKING:
    from kiosk.devices.printer import Printer
    from kiosk.devices.scanner import Scanner
    from kiosk.forms.model import Form
    from kiosk.outbox import Outbox
    from kiosk.own_words import OwnWords
    from kiosk.portal.handing_in import Upload
    from kiosk.portal.port import Portal
    from kiosk.portal.services import ServiceSummary
    from kiosk.writing.port import WritingEngines


LOG = logging.getLogger("yinling")
CHECKING = "checking"
"""A lane of its own: whether something can be kept is told at once, also while the outbox waits for a slow portal."""


class Renderer(Protocol):
    """Turns what is to be printed into PDF, on the main thread (it needs fonts)."""

    def slip(self, slip: Slip) -> bytes:
        """A receipt."""

    def blocks(self, title: Text, blocks: tuple[Block, ...]) -> bytes:
        """A list or a guide."""


class Keeper(Protocol):
    """What the home profile keeps."""

    def load(self) -> results.Kept:
        """All that is kept."""

    def keep_sign_in(self, token: str) -> bool:
        """Whether the keyring keeps it."""

    def keep_draft(self, draft: results.HomeDraft) -> None:
        """One draft."""

    def forget_draft(self, key: str) -> None:
        """No longer this draft."""

    def keep_seen(self, seen: dict[str, str]) -> None:
        """States that the person has been told."""

    def keep_display(self, display: dict[str, Any]) -> None:
        """How the person wants it shown, said and worked."""

    def forget_all(self) -> None:
        """Nothing stays."""


@dataclass(frozen=True, slots=True)
class Ports:
    """All that effects need. keeper only at home; card_reader may be the simulated twin, which a demonstrator feeds."""

    portal: "Callable[[], Portal]"
    outbox: Callable[[], "Outbox"]
    renderer: Renderer
    printer: "Printer"
    scanner: "Scanner"
    card_reader: CardReader
    writing: "WritingEngines"
    keeper: Keeper | None
    demonstration_cards: Callable[[], tuple[tuple[str, str], ...]]


class Effects:
    """The doer of the real program. A portal connection belongs to one session: ending it closes its sockets."""

    def __init__(self, ports: Ports, runner: Runner) -> None:
        self._ports = ports
        self._runner = runner
        self._portal = _Lazy(ports.portal)
        self._unsendable = ""
        self._found = results.Keeping()

    def ask(self, effect: wanted.Ask, send: Callable[[Event], None]) -> None:
        """See controller.Doer."""
        tag = effect.tag
        portal = self._portal

        def progress(percent: int, part: str) -> None:
            self._runner.post(lambda: send(Step(tag, percent, part)))

        try:
            lane, job = self._job(effect.request, portal, progress)
        except ProblemError as error:
            send(Trouble(tag, sayable(Problem.of(error))))
            return
        self._runner.run(
            lane, job, lambda value: send(Answer(tag, value)), lambda problem: send(Trouble(tag, sayable(problem)))
        )

    def end_session(self, sign_out: str) -> None:
        """The person's lanes and sockets end at once; the token is revoked on a lane of its own."""
        self._runner.replace()
        old, self._portal = self._portal, _Lazy(self._ports.portal)
        old.close()
        if sign_out:
            make = self._ports.portal
            self._runner.run("goodbye", lambda _: _revoke(make(), sign_out), _nothing, _nothing)

    def idle(self, session_open: bool) -> None:
        """Rows that still wait are sent when their time has come."""
        self._runner.run(OUTBOX, lambda cancel: self._ports.outbox().send_waiting(), self._settled, self._cannot_send)

    def check_outbox(self) -> None:
        """At the start: what is wrong with the store is told to the technician before the first person comes."""
        self._runner.run(CHECKING, lambda _: self._checked(), self._settled, self._cannot_send)

    def _checked(self) -> results.Keeping:
        """Whether something could be kept now; what lies there broken is told in the log, once."""
        found = self._ports.outbox().check()
        if found.put_aside > self._found.put_aside:
            LOG.warning("outbox code=outbox.put_aside")
        if found.unreadable > self._found.unreadable:
            LOG.warning("outbox code=outbox.unreadable")
        self._found = found
        return found

    def _settled(self, _: object) -> None:
        self._unsendable = ""

    def _cannot_send(self, problem: Problem) -> None:
        """Nobody stands there to be told: the technician reads it in the log, once."""
        if problem.code != self._unsendable:
            self._unsendable = problem.code
            LOG.warning("outbox code=%s", problem.code)

    def close(self) -> None:
        """Ends everything; what the outbox has under way is finished."""
        self._portal.close()
        self._runner.close()

    # --- what each request is ------------------------------------------------------------------------------------------

    def _job(self, request: wanted.Request[Any], portal: "_Lazy", progress: Callable[[int, str], None]) -> tuple[str, Job]:
        match request:
            case wanted.Deliver():
                return OUTBOX, lambda _: _sayable_delivery(self._ports.outbox().deliver(request))
            case wanted.CheckOutbox():
                return CHECKING, lambda _: self._checked()
            case wanted.SendMaterial(grant, key, slot, content, upload):
                told = _percent(progress)
                return "portal", lambda _: portal().put_material(grant, key, slot, content, upload, told)
            case wanted.FetchFilm():
                return "film", lambda _: _of_portal(portal(), request)  # a slow one holds nothing else up
            case wanted.PrintSlip(slip):
                return "device", self._print(self._ports.renderer.slip(slip))
            case wanted.PrintBlocks(title, blocks):
                return "device", self._print(self._ports.renderer.blocks(title, blocks))
            case wanted.PrintPdf(pdf):
                return "device", self._print(pdf)
            case wanted.Scan():
                return "device", lambda _: self._scan()
            case wanted.DemonstrationCards():
                return "portal", lambda _: self._ports.demonstration_cards()
            case wanted.InsertCard(card):
                return "device", lambda _: self._insert(card)
            case wanted.CheckAnswers(form, answers, today):
                return "writing", lambda _: _check(form, answers, today)
            case wanted.SuggestPinyin(letters, names):
                return "writing", lambda _: tuple(
                    results.Suggestion(found.text, found.used) for found in self._ports.writing.pinyin(letters, names)
                )
            case wanted.LearnOwnWords(services):
                return "learning", lambda _: _learn(services)
            case wanted.SuggestHandwriting(strokes):
                return "writing", lambda _: tuple(
                    results.Suggestion(found) for found in self._ports.writing.handwriting(strokes)
                )
            case wanted.KeepScale(scale):
                return DISK, lambda _: keep_setting("px_per_mm", scale)
        keeping = self._keeping(request)
        if keeping is not None:
            return DISK, keeping
        return "portal", lambda _: _of_portal(portal(), request)

    def _keeping(self, request: wanted.Request[Any]) -> Job | None:
        keeper = self._ports.keeper
        if keeper is None:
            return None
        match request:
            case wanted.LoadKept():
                return lambda _: keeper.load()
            case wanted.KeepSignIn(token):
                return lambda _: keeper.keep_sign_in(token)
            case wanted.KeepDraft(draft):
                return lambda _: keeper.keep_draft(draft)
            case wanted.ForgetDraft(key):
                return lambda _: keeper.forget_draft(key)
            case wanted.KeepSeen(seen):
                return lambda _: keeper.keep_seen(seen)
            case wanted.KeepDisplay(display):
                return lambda _: keeper.keep_display(display)
            case wanted.ForgetAll():
                return lambda _: keeper.forget_all()
        return None

    def _print(self, pdf: bytes) -> Job:
        from kiosk.devices.printer import follow

        printer = self._ports.printer

        def job(cancel: Cancel) -> str:
            state = follow(printer, printer.print(pdf), lambda: cancel.cancelled)
            if state.phase == "failed":
                raise ProblemError(Remedy.ASK_STAFF, state.reason)
            return state.phase

        return job

    def _scan(self) -> results.Page:
        from kiosk.devices.image_checks import check_image

        page = self._ports.scanner.scan()
        found = check_image(page.image)
        for finding in found:
            if finding.must:
                raise ProblemError(Remedy.TRY_AGAIN, finding.code)
        return results.Page(page.image, tuple(finding.code for finding in found))

    def _insert(self, card: str) -> None:
        reader = self._ports.card_reader
        if not isinstance(reader, DemonstrationReader):
            raise ProblemError(Remedy.ASK_STAFF, "card.none")
        reader.insert(card)


def _learn(services: "tuple[ServiceSummary, ...]") -> "OwnWords":
    from kiosk.own_words import learn  # numpy is not on the start-up path

    return learn(services)


class _Lazy:
    """A session's connection, made by the first job that needs it: off the start-up path, and it may have to wait for the portal."""

    def __init__(self, make: "Callable[[], Portal]") -> None:
        self._make = make
        self._made: Portal | None = None
        self._closed = False
        self._lock = threading.Lock()

    def __call__(self) -> "Portal":
        with self._lock:
            if self._closed:
                raise ProblemError(Remedy.TRY_AGAIN, "cancelled")
            if self._made is None:
                self._made = self._make()
            return self._made

    def close(self) -> None:
        """Closes it, also under a running call; while it is being made, the job ends on its own."""
        self._closed = True
        made = self._made
        if made is not None:
            made.close()


def sayable(problem: Problem) -> Problem:
    """The problem under a code that has words: its own, or that of its remedy. A raw code goes no further, not even into the log."""
    if phrases.load("zh").has(f"problem.{problem.code}"):
        return problem
    return replace(problem, code=problem.remedy.value)


def _sayable_delivery(delivery: results.Delivery) -> results.Delivery:
    """A refusal without a fault of its own is told in words, so its code must have some."""
    if delivery.state != "rejected":
        return delivery
    told = sayable(Problem(Remedy.ASK_STAFF, delivery.code))
    return replace(delivery, code=told.code)


def _nothing(_: object) -> None:
    """Nobody waits for this answer."""


def _of_portal(portal: "Portal", request: wanted.Request[Any]) -> object:
    from kiosk.portal_requests import of_portal

    return of_portal(portal, request)


def _check(form: "Form", answers: Mapping[str, Any], today: date) -> tuple[Fault, ...]:
    from kiosk.forms.rules import check_all

    return check_all(form, answers, today)


def _revoke(portal: "Portal", token: str) -> None:
    try:
        portal.logout(token)
    finally:
        portal.close()


def _percent(progress: Callable[[int, str], None]) -> "Callable[[Upload], None]":
    def told(upload: "Upload") -> None:
        progress(100 * upload.offset // max(upload.length, 1), upload.id)

    return told
