"""What tests of the outbox share: a store on a real disk, a clock in the test's hands, and applications for the sandbox's trial service."""

import base64
from collections.abc import Callable
from pathlib import Path

import msgspec

from kiosk.outbox import Outbox
from kiosk.platform import exclusive
from kiosk.portal.handing_in import Submission
from kiosk.portal.port import Portal
from kiosk.portal.rest import RestPortal
from kiosk.requests import Deliver
from kiosk.storage.outbox import OutboxStore
from kiosk.storage.vault import Sealer, device_key
from tests.sandbox_client import TRIAL, card_of, submission

DAY = 86_400.0


class Clock:
    """Seconds since the epoch, moved by hand."""

    def __init__(self) -> None:
        self.now = 1_770_000_000.0

    def __call__(self) -> float:
        return self.now


def store_in(folder: Path) -> OutboxStore:
    """The store of a kiosk whose data is in this folder."""
    return OutboxStore(folder / "outbox.sqlite", Sealer(device_key(folder)))


def outbox_in(
    folder: Path, portal: Callable[[], Portal], clock: Callable[[], float], retention_s: float = 30 * DAY, place: str = ""
) -> Outbox:
    """The outbox of that kiosk."""
    return Outbox(store_in(folder), portal, lambda: exclusive(folder / "outbox.lock"), retention_s, clock, place)


def frozen_body(outcome: str = "approve") -> bytes:
    """A submission that the trial service takes."""
    return msgspec.json.encode(msgspec.convert(submission(outcome), Submission))


def granted(url: str, key: str, person: str = "T1") -> str:
    """Signs in, begins a draft under the key, and gives its submission grant."""
    portal = RestPortal(url)
    login = portal.begin_login("id_card", {"card": card_of(person, valid_to="长期")})
    draft = portal.create_draft(login.token, key, TRIAL, 3)
    portal.logout(login.token)
    portal.close()
    assert draft.grant is not None
    return draft.grant.token


def delivery_of(key: str, grant: str, outcome: str = "approve", expires_at: str = "") -> Deliver:
    """What a journey hands to the outbox."""
    return Deliver("submit", key, grant, frozen_body(outcome), expires_at=expires_at)


def readable(folder: Path, *canaries: bytes) -> list[str]:
    """The files in which one of these can be read, also in Base64."""
    wanted = [form for canary in canaries for form in (canary, base64.b64encode(canary))]
    return [
        path.name
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(form in path.read_bytes() for form in wanted)
    ]
