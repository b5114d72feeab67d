"""Puts the parts together: one `Program` from settings, for the real application, the tour and the tests alike."""

import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import phrases
from kiosk.audit import Audit
from kiosk.blocks import Block, Slip
from kiosk.controller import Controller, Doer, RealClock
from kiosk.devices.none import NoPrinter, NoScanner
from kiosk.devices.printer import Printer
from kiosk.devices.scanner import Scanner
from kiosk.devices.simulated_card_reader import SimulatedCardReader
from kiosk.devices.simulated_printer import SimulatedPrinter
from kiosk.devices.simulated_scanner import SimulatedScanner
from kiosk.display import Display
from kiosk.effects import Effects, Keeper, Ports
from kiosk.events import Event, Failed, Heard, HeardNothing, PauseReading, Touched
from kiosk.journeys import registry
from kiosk.launch.cards import CardWatch
from kiosk.launch.embedded import EmbeddedPortal
from kiosk.loop import MACHINE
from kiosk.platform import SOUND_CONTROL, data_folder, exclusive
from kiosk.portal.place import SANDBOX, place_of
from kiosk.profiles import PROFILES
from kiosk.requests import Tell
from kiosk.screen import Screen
from kiosk.session import Session, Start
from kiosk.settings import Settings, minutes
from kiosk.text import Text
from kiosk.workers import Workers
from kiosk.writing.shipped import ShippedEngines

if TYPE_CHECKING:
    from kiosk.launch.ahead import Ahead
    from kiosk.launch.headphones import HeadphoneWatch
    from kiosk.launch.hearing import Hearing, Plug
    from kiosk.outbox import Outbox
    from kiosk.portal.port import Portal
    from ui.app import App
    from voice.port import Voice


@dataclass(slots=True)
class Parts:
    """What may be exchanged for a tour or a test; None is what the settings say. test_model: a model made of synthetic speech will do."""

    printer: Printer | None = None
    scanner: Scanner | None = None
    embedded: EmbeddedPortal | None = None
    clock: RealClock | None = None
    keeper: Keeper | None = None
    on_screen: Callable[[Screen, Display], None] | None = None
    around: Callable[[Doer], Doer] | None = None
    """Stands between the loop and the world."""
    on_heard: Callable[[Heard | HeardNothing], None] | None = None
    microphone: "Plug | None" = None
    test_model: bool = False


class _PdfRenderer:
    """Prints in the language of the screen, marked where it is a demonstration; imported when first needed."""

    def __init__(self, session: Callable[[], Session]) -> None:
        self._session = session

    def slip(self, slip: Slip) -> bytes:
        from ui.devices.printing import receipt_pdf

        session = self._session()
        return receipt_pdf(slip, phrases.load(session.display.language), demo=session.demonstration)

    def blocks(self, title: Text, blocks: tuple[Block, ...]) -> bytes:
        from ui.devices.printing import screen_pdf

        session = self._session()
        return screen_pdf(title, blocks, phrases.load(session.display.language), demo=session.demonstration)


class Program:
    """The whole, wired. `begin()` shows the first screen; `open_doors()` lets the workers begin (after the first paint); `close()` ends all."""

    def __init__(self, settings: Settings, app: "App", voice: "Voice | None", parts: Parts | None = None) -> None:
        self.settings = settings
        self.app = app
        self.voice = voice
        self.parts = parts or Parts()
        self.audit = Audit()
        self.temporary: tempfile.TemporaryDirectory[str] | None = None
        self.embedded = self._embedded()
        made_up = self.embedded is not None or settings.simulated_devices  # never in front of a real office
        self.card_reader = SimulatedCardReader()
        self.profile = replace(PROFILES[settings.profile], card=made_up and PROFILES[settings.profile].card)
        self.printer = self.parts.printer or self._printer(made_up)
        self.scanner = self.parts.scanner or (SimulatedScanner() if made_up else NoScanner())
        self.workers = Workers(app.post, self.audit.incident)
        self.outbox = self._outbox()
        self.effects = Effects(self._ports(), self.workers)
        self.controller = Controller(
            self._start(),
            self.parts.around(self.effects) if self.parts.around is not None else self.effects,
            self._show,
            self._say_again,
            app.leave,
            self.audit,
            self.parts.clock or self._clock(),
            self._tell,
            app.turn,
            self._say_on,
        )
        self.hearing: Hearing | None = None
        self.headphones: HeadphoneWatch | None = None
        self.ahead: Ahead | None = None
        self.starts_anew = False
        """It was left to be started again at once."""
        self.at_first_life: Callable[[], None] | None = None
        """Called once, when the first person does the first thing: what an idle kiosk need not have loaded."""
        app.incident = self._failed
        self.cards = CardWatch(self.card_reader, app.post, self._send) if self.profile.card else None

    # --- what the program does -----------------------------------------------------------------------------------------

    def begin(self) -> None:
        """The first session and its screen."""
        self.controller.begin()

    def attach(self, voice: "Voice") -> None:
        """Gives it its voice, which reads what stands now. Before `open_doors`."""
        self.voice = voice
        voice.show(self.controller.screen, self.controller.session.display)

    def watch_headphones(self) -> None:
        """From now on it is seen whether private things may be spoken, where the platform tells."""
        from kiosk.launch.headphones import HeadphoneWatch

        self.headphones = HeadphoneWatch(SOUND_CONTROL, self.app.post, self._send)
        self.headphones.start()

    def open_doors(self) -> None:
        """The first screen is painted: now everything else may start."""
        registry.load_all()
        self.effects.check_outbox()
        self.workers.open_doors()
        if self.voice is not None:
            self.voice.start()
        if self.cards is not None:
            self.cards.start()
        self.hearing = self._hearing()

    def send(self, event: Event) -> None:
        """The one door. Whatever a person does silences the voice at once."""
        if self.at_first_life is not None and not isinstance(event, MACHINE):
            begin, self.at_first_life = self.at_first_life, None
            begin()
        if isinstance(event, PauseReading):
            if self.voice is not None:
                self.voice.pause_or_go_on()
            self.controller.send(Touched())
            return
        if self.voice is not None and not isinstance(event, MACHINE):
            self.voice.stop()
            if self.ahead is not None:
                self.ahead.stop()
        if self.parts.on_heard is not None and isinstance(event, Heard | HeardNothing):
            self.parts.on_heard(event)
        self.controller.send(event)

    def close(self) -> None:
        """Ends everything, the outbox last."""
        if self.hearing is not None:
            self.hearing.close()
        if self.cards is not None:
            self.cards.stop()
        if self.headphones is not None:
            self.headphones.stop()
        if self.voice is not None:
            self.voice.close()
        self.effects.close()
        if self.embedded is not None:
            self.embedded.close()
        if self.temporary is not None:
            self.temporary.cleanup()

    def portal(self) -> "Portal":
        """A fresh connection to the portal. Blocks until the sandbox is there: off the main thread only."""
        from kiosk.portal.rest import RestPortal

        return RestPortal(self.portal_url(), lambda: self.controller.session.display.language)

    def portal_url(self) -> str:
        """Where the portal is."""
        return self.embedded.url() if self.embedded is not None else self.settings.portal

    def _place(self) -> str:
        """Which portal it is, for what is kept."""
        return SANDBOX if self.embedded is not None else place_of(self.settings.portal)

    def _failed(self, code: str) -> None:
        """A defect: the session goes to a member of staff, as soon as what is under way has ended."""
        if self.controller.screen.name != "over.failed":
            self.app.post(lambda: self.controller.send(Failed(code)))

    # --- wiring --------------------------------------------------------------------------------------------------------

    def _send(self, event: Event) -> None:
        self.controller.send(event)

    def _show(self, screen: Screen, display: Display) -> None:
        self.app.render(screen, display)
        listening = self.hearing is not None and self.hearing.follow(self.controller.session, screen)
        if self.voice is not None and not listening:
            self.voice.show(screen, display)
            if self.ahead is not None:
                self.ahead.follow(self.controller.session, screen)
        if self.hearing is not None and not listening:
            self.hearing.rest(self.controller.session)
        if self.parts.on_screen is not None:
            self.parts.on_screen(screen, display)

    def _hearing(self) -> "Hearing | None":
        """Off the start-up path; without a model nothing of it is loaded but the look for one."""
        from kiosk.launch.hearing import Hearing, model

        folder = model(self.settings.model, tests_too=self.parts.test_model)
        if folder is None:
            return None
        from PySide6.QtCore import QTimer

        def schedule(milliseconds: int, call: Callable[[], None]) -> None:
            QTimer.singleShot(milliseconds, call)

        hearing = Hearing(folder, self.app.post, schedule, self.voice, self.send, self.parts.microphone)
        hearing.start()
        return hearing

    def _say_again(self) -> None:
        if self.voice is not None:
            self.voice.again()

    def _say_on(self) -> None:
        if self.voice is not None:
            self.voice.read_on()

    def _tell(self, told: Tell) -> None:
        if self.voice is not None:
            self.voice.tell(told)

    def _folder(self) -> Path:
        return Path(self.settings.data) if self.settings.data else data_folder()

    def _embedded(self) -> EmbeddedPortal | None:
        if self.parts.embedded is not None:
            return self.parts.embedded
        if self.settings.portal:
            return None
        self.temporary = tempfile.TemporaryDirectory(prefix="yinling-sandbox-")
        return EmbeddedPortal(Path(self.temporary.name))

    def _printer(self, made_up: bool) -> Printer:
        if self.settings.printer:
            from kiosk.devices.cups_printer import CupsPrinter

            return CupsPrinter(self.settings.printer)
        return SimulatedPrinter() if made_up else NoPrinter()

    def _outbox(self) -> "Callable[[], Outbox]":
        """Made at the first use, off the start-up path: it opens files and loads cryptography."""
        made: list[Outbox] = []
        making = threading.Lock()  # the lanes of sending and of checking may both come first

        def outbox() -> "Outbox":
            from kiosk.outbox import Outbox
            from kiosk.storage.outbox import OutboxStore
            from kiosk.storage.vault import Sealer, device_key

            with making:
                if not made:
                    folder = self._folder()
                    store = OutboxStore(folder / "outbox.sqlite", Sealer(device_key(folder)))
                    retention_s = self.settings.retention_days * 86_400.0
                    lock = folder / "outbox.lock"
                    made.append(Outbox(store, self.portal, lambda: exclusive(lock), retention_s, place=self._place()))
                return made[0]

        return outbox

    def _ports(self) -> Ports:
        return Ports(
            portal=self.portal,
            outbox=self.outbox,
            renderer=_PdfRenderer(lambda: self.controller.session),
            printer=self.printer,
            scanner=self.scanner,
            card_reader=self.card_reader,
            writing=ShippedEngines(self._terms),
            keeper=self._keeper() if self.profile.keeps else None,
            demonstration_cards=self._demonstration_cards,
        )

    def _keeper(self) -> Keeper:
        if self.parts.keeper is not None:
            return self.parts.keeper
        from kiosk.storage.home import HomeKeeper
        from kiosk.storage.vault import PersonVault

        return HomeKeeper(self._folder() / "home.sqlite", PersonVault(self._place()))

    def _terms(self) -> tuple[str, ...]:
        return tuple(service.title for service in self.controller.session.catalogue.index.services)

    def _demonstration_cards(self) -> tuple[tuple[str, str], ...]:
        """Who the sandbox knows; their cards can be laid on the simulated reader."""
        if self.embedded is None:
            return ()
        people = self.embedded.get("/sandbox/people")["items"]
        return tuple((person["id"], person["name"]) for person in people)[:8]

    def _clock(self) -> RealClock:
        return RealClock(datetime.fromisoformat(self.settings.now) if self.settings.now else None)

    def _start(self) -> Start:
        settings = self.settings
        return Start(
            self.profile,
            Display(
                size=settings.size,
                theme=settings.theme,
                language=settings.language,
                scan=settings.switches,
                switches=(settings.switch_one, settings.switch_two),
                hands_free=settings.talk == "after_reading",
                headphones=settings.headphones == "always",
            ),
            settings.phone,
            minutes(settings.open_from),
            minutes(settings.open_until),
            demonstration=self.embedded is not None,
            px_per_mm=self.app.theme.px_per_mm,
        )
