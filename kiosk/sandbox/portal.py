"""Everything the sandbox is made of, in one place: passed to every handler."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.portal.services import Service
from kiosk.sandbox.audit import Audit
from kiosk.sandbox.catalogue import Catalogue, Entry
from kiosk.sandbox.clock import Clock
from kiosk.sandbox.faults import Faults
from kiosk.sandbox.idempotency import Once
from kiosk.sandbox.office import Office
from kiosk.sandbox.people import People
from kiosk.sandbox.problems import Refused
from kiosk.sandbox.sessions import Sessions
from kiosk.sandbox.store import Store
from kiosk.sandbox.validation import Judges


@dataclass(frozen=True, slots=True)
class Portal:
    """The parts of the sandbox. films: the folders that films are served from."""

    store: Store
    clock: Clock
    audit: Audit
    once: Once
    sessions: Sessions
    catalogue: Catalogue
    people: People
    office: Office
    judges: Judges
    faults: Faults
    films: tuple[Path, ...] = ()

    def entry(self, code: str) -> Entry:
        """A service's file by code. Raises Refused 404."""
        try:
            return self.catalogue.entries[code]
        except KeyError:
            raise Refused(404, "service_unknown") from None

    def service_of_case(self, code: str, language: str) -> Service:
        """The service of a case. One that is offered no more has its code for a title, and is private to be safe."""
        if code in self.catalogue.entries:
            return self.catalogue.entries[code].service(language)
        return Service(code=code, version=0, title=code, summary="", kind="guide", guide=(), private=True)
