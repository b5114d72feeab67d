"""The rules of the outbox, and the rows it keeps on the disk."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.outbox import ATTENDED_S, LONGEST_WAIT_S, Outbox
from kiosk.portal.cases import Application
from kiosk.portal.errors import Refused, Unsure
from kiosk.portal.services import Capabilities
from kiosk.problems import Fault, ProblemError, Remedy
from kiosk.requests import Deliver
from kiosk.storage.outbox import OutboxStore, Payload
from kiosk.storage.vault import Sealer, device_key
from tests.outbox_world import DAY, Clock, outbox_in, readable, store_in

KEY, GRANT = "key-of-one", "grant-canary-71"
BODY = '{"answers":{"name":"样本金丝雀"}}'.encode()
AWAY = ProblemError(Remedy.WAIT, "portal_away")
LOST = Unsure(Remedy.WAIT, "portal_away")
BUSY = Unsure(Remedy.WAIT, "portal_busy", retry_after_s=600)


class Office:
    """A portal of a few lines: what its next answers are is said before; it makes a case for a key once, and remembers what was asked."""

    def __init__(self, *outcomes: Exception | str, lookup: bool = True) -> None:
        self.outcomes = list(outcomes)
        self.looks: list[Exception] = []
        self.lookup = lookup
        self.cases: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.before_submit: Callable[[], None] = lambda: None
        self.clock: Callable[[], float] | None = None

    def capabilities(self) -> Capabilities:
        return Capabilities(
            contract_version="1",
            name="样",
            phone="12345",
            lookup_by_client_key=self.lookup,
            idempotent_submit=self.lookup,
        )

    def time(self) -> float:
        self.asked.append("time")
        if self.clock is None:
            raise LOST
        return self.clock()

    def submit(self, token: str, key: str, body: bytes) -> Application:
        self.asked.append("submit")
        self.before_submit()
        outcome = self.outcomes.pop(0) if self.outcomes else "done"
        if outcome in ("done", "done, then lost"):
            assert self.cases.setdefault(key, body) == body
        if outcome == "done, then lost":
            raise LOST
        if isinstance(outcome, Exception):
            raise outcome
        return case(key)

    def answer_supplement(self, token: str, key: str, application: str, body: bytes) -> Application:
        return self.submit(token, key, body)

    def find_by_client_key(self, token: str, key: str) -> Application | None:
        self.asked.append("look")
        if self.looks:
            raise self.looks.pop(0)
        return case(key) if key in self.cases else None

    def close(self) -> None:
        self.asked.append("close")

    @property
    def writes(self) -> int:
        return self.asked.count("submit")


def case(key: str) -> Application:
    return Application(
        id="application_1",
        case_no="C1",
        client_key=key,
        service="S",
        service_title="样",
        state="submitted",
        raw_state="1",
        state_text="样",
        submitted_at="2026-02-02T08:00:00+08:00",
        updated_at="2026-02-02T08:00:00+08:00",
        etag='"1"',
    )


@pytest.fixture
def clock() -> Clock:
    return Clock()


def made(folder: Path, office: Office, clock: Clock, retention_s: float = 30 * DAY) -> Outbox:
    return outbox_in(folder, lambda: office, clock, retention_s)  # type: ignore[arg-type, return-value]


def deliver(outbox: Outbox, body: bytes = BODY, expires_at: str = "") -> tuple[str, str]:
    outcome = outbox.deliver(Deliver("submit", KEY, GRANT, body, expires_at=expires_at))
    return outcome.state, outcome.code


# --- the seven rules -------------------------------------------------------------------------------------------------


@pytest.mark.feature("F52")
def test_the_body_is_frozen_when_it_is_enqueued(tmp_path: Path, clock: Clock) -> None:
    office = Office(LOST, LOST)
    outbox = made(tmp_path, office, clock)
    assert deliver(outbox)[0] == "in_doubt"
    assert deliver(outbox, b'{"answers":{"name":"other"}}')[0] == "acknowledged"
    assert office.cases == {KEY: BODY}


@pytest.mark.feature("F52")
def test_a_row_is_in_doubt_on_the_disk_before_the_portal_is_asked(tmp_path: Path, clock: Clock) -> None:
    office = Office()
    marks: list[str] = []

    def look() -> None:
        database = sqlite3.connect(tmp_path / "outbox.sqlite")
        marks.extend(mark for (mark,) in database.execute("SELECT mark FROM outbox"))
        database.close()

    office.before_submit = look
    assert deliver(made(tmp_path, office, clock))[0] == "acknowledged"
    assert marks == ["in_doubt"]


@pytest.mark.feature("F52")
def test_what_the_portal_has_is_gone_from_the_disk(tmp_path: Path, clock: Clock) -> None:
    outbox = made(tmp_path, Office(), clock)
    assert deliver(outbox)[0] == "acknowledged"
    assert outbox.waiting() == {}


@pytest.mark.feature("F52")
def test_a_lost_answer_makes_no_second_case(tmp_path: Path, clock: Clock) -> None:
    office = Office("done, then lost")
    assert deliver(made(tmp_path, office, clock))[0] == "acknowledged"
    assert (office.writes, list(office.cases)) == (1, [KEY])


@pytest.mark.feature("F52")
@pytest.mark.parametrize("trouble", [LOST, AWAY, Refused(Remedy.ASK_STAFF, "portal_404", status=404)])
def test_a_row_in_doubt_is_not_sent_again_while_the_look_up_fails(
    tmp_path: Path, clock: Clock, trouble: ProblemError
) -> None:
    office = Office("done, then lost")
    office.looks = [trouble] * 3
    outbox = made(tmp_path, office, clock)
    assert deliver(outbox)[0] == "in_doubt"
    assert (office.writes, outbox.waiting()) == (1, {"in_doubt": 1})
    assert deliver(outbox, b"")[0] == "in_doubt"
    assert deliver(outbox, b"")[0] == "acknowledged"
    assert office.writes == 1


@pytest.mark.feature("F52")
def test_a_portal_without_look_up_is_never_sent_to_blindly(tmp_path: Path, clock: Clock) -> None:
    office = Office("done, then lost", lookup=False)
    outbox = made(tmp_path, office, clock)
    assert deliver(outbox) == ("in_doubt", "no_lookup")
    for _ in range(3):
        assert deliver(outbox, b"")[0] == "in_doubt"
        clock.now += 7200
        outbox.send_waiting()
    assert (office.writes, outbox.waiting()) == (1, {"staff": 1})


@pytest.mark.feature("F52")
def test_a_supplement_is_not_sent_blindly_either(tmp_path: Path, clock: Clock) -> None:
    office = Office("done, then lost", lookup=False)
    outbox = made(tmp_path, office, clock)
    outcome = outbox.deliver(Deliver("supplement", KEY, GRANT, BODY, "application_1"))
    assert (outcome.state, outcome.code, office.writes) == ("in_doubt", "no_lookup", 1)


@pytest.mark.feature("F52")
@pytest.mark.parametrize("refusal", [(409, "already_exists"), (422, "idempotency_mismatch")])
def test_already_there_means_look_it_up(tmp_path: Path, clock: Clock, refusal: tuple[int, str]) -> None:
    office = Office(Refused(Remedy.CHECKING, refusal[1], status=refusal[0]))
    office.cases[KEY] = BODY
    assert deliver(made(tmp_path, office, clock))[0] == "acknowledged"
    assert office.writes == 1


@pytest.mark.feature("F52")
def test_already_there_but_not_to_be_found_stays_in_doubt(tmp_path: Path, clock: Clock) -> None:
    office = Office(*[Refused(Remedy.CHECKING, "running", status=409)] * 2)
    outbox = made(tmp_path, office, clock)
    assert deliver(outbox) == ("in_doubt", "running")
    assert outbox.waiting() == {"in_doubt": 1}


@pytest.mark.feature("F52")
def test_a_refusal_in_front_of_the_person_names_the_answer_and_keeps_nothing(tmp_path: Path, clock: Clock) -> None:
    fault = Fault("/name", "too_short")
    office = Office(Refused(Remedy.FIX_ANSWER, "answers_refused", status=422, faults=(fault,)))
    outbox = made(tmp_path, office, clock)
    outcome = outbox.deliver(Deliver("submit", KEY, GRANT, BODY))
    assert (outcome.state, outcome.faults, outbox.waiting()) == ("rejected", (fault,), {})


@pytest.mark.feature("F52")
def test_a_refusal_after_the_person_has_gone_goes_to_staff(tmp_path: Path, clock: Clock) -> None:
    office = Office(AWAY, Refused(Remedy.FIX_ANSWER, "answers_refused", status=422))
    outbox = made(tmp_path, office, clock)
    assert deliver(outbox) == ("queued", "portal_away")
    clock.now += ATTENDED_S * 2
    assert outbox.send_waiting() == 1
    assert outbox.waiting() == {"staff": 1}


def test_a_portal_that_was_never_reached_leaves_the_row_queued(tmp_path: Path, clock: Clock) -> None:
    office = Office(AWAY)
    outbox = made(tmp_path, office, clock)
    assert deliver(outbox) == ("queued", "portal_away")
    assert office.writes == 1, "a second quick try is of no use"


def test_a_portal_that_is_away_at_the_second_try_leaves_the_row_in_doubt(tmp_path: Path, clock: Clock) -> None:
    office = Office(Unsure(Remedy.WAIT, "portal_broken"), AWAY)
    outbox = made(tmp_path, office, clock)
    assert deliver(outbox) == ("in_doubt", "portal_away")
    assert outbox.waiting() == {"in_doubt": 1}


def test_a_token_that_no_longer_holds_goes_to_staff_while_it_is_unknown(tmp_path: Path, clock: Clock) -> None:
    office = Office(LOST, Refused(Remedy.SIGN_IN, "token_expired", status=401))
    outbox = made(tmp_path, office, clock)
    assert deliver(outbox) == ("in_doubt", "token_expired")
    assert outbox.waiting() == {"staff": 1}


# --- when ------------------------------------------------------------------------------------------------------------


def test_in_front_of_a_person_there_are_two_quick_tries(tmp_path: Path, clock: Clock) -> None:
    office = Office(*[LOST] * 9)
    assert deliver(made(tmp_path, office, clock))[0] == "in_doubt"
    assert office.writes == 2


def test_the_row_of_a_person_who_still_stands_there_is_not_settled_behind_their_back(
    tmp_path: Path, clock: Clock
) -> None:
    office = Office("done, then lost")
    office.looks = [LOST]
    outbox = made(tmp_path, office, clock)
    assert deliver(outbox)[0] == "in_doubt"
    clock.now += ATTENDED_S - 1
    assert outbox.send_waiting() == 0
    assert deliver(outbox, b"")[0] == "acknowledged"


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_portal_is_left_alone_for_as_long_as_it_asks(tmp_path: Path, clock: Clock, status: int) -> None:
    busy: ProblemError = Unsure(Remedy.WAIT, "portal_busy", retry_after_s=600)
    if status == 429:
        busy = Refused(Remedy.WAIT, "too_often", status=429, retry_after_s=600)
    office = Office(busy)
    outbox = made(tmp_path, office, clock)
    assert deliver(outbox)[0] == ("queued" if status == 429 else "in_doubt")
    clock.now += 599
    assert deliver(outbox, b"")[1] == "portal_busy"
    assert outbox.send_waiting() == 0 and office.writes == 1
    clock.now += 302
    assert outbox.send_waiting() == 1 and office.writes == 2


def test_waits_grow_with_every_try_and_have_an_end(tmp_path: Path, clock: Clock) -> None:
    office = Office(*[LOST] * 40)
    outbox = made(tmp_path, office, clock)
    deliver(outbox)
    waits = []
    for _ in range(10):
        clock.now += 2 * LONGEST_WAIT_S
        outbox.send_waiting()
        row = store_in(tmp_path).get(KEY)
        assert row is not None
        waits.append(row.not_before - clock.now)
    assert waits[-1] >= LONGEST_WAIT_S > waits[0] >= 15
    assert all(wait <= LONGEST_WAIT_S * 1.5 for wait in waits)


def test_a_failing_look_up_backs_off_too(tmp_path: Path, clock: Clock) -> None:
    office = Office(LOST, LOST)
    outbox = made(tmp_path, office, clock)
    deliver(outbox)
    clock.now += ATTENDED_S * 4
    office.looks = [AWAY] * 99
    asked = []
    for _ in range(3):
        outbox.send_waiting()
        asked.append(office.asked.count("look"))
    assert len(set(asked)) == 1, "not asked again at once"


def test_one_pass_stops_at_a_portal_that_is_away(tmp_path: Path, clock: Clock) -> None:
    office = Office()
    outbox = made(tmp_path, office, clock)
    for number in range(20):
        store_in(tmp_path).add(f"key-{number}", Payload("submit", "", GRANT, BODY), clock(), clock() + DAY)
    office.outcomes = [AWAY] * 20
    assert outbox.send_waiting() == 0 and office.writes == 1
    office.outcomes = []
    clock.now += 3600
    assert outbox.send_waiting() == 20 and len(office.cases) == 20


@pytest.mark.feature("F52")
@pytest.mark.parametrize("first", [AWAY, LOST, BUSY], ids=["queued", "in-doubt", "told to wait"])
def test_a_clock_that_is_set_back_holds_nothing_up(tmp_path: Path, clock: Clock, first: Exception) -> None:
    office = Office(first, first)
    outbox = made(tmp_path, office, clock)
    clock.now += 1000 * DAY
    assert deliver(outbox)[0] in ("queued", "in_doubt")
    clock.now -= 1000 * DAY
    office.outcomes = []
    assert outbox.send_waiting() == 1
    assert (len(office.cases), outbox.waiting()) == (1, {})


def test_a_portal_that_wants_to_be_left_alone_for_a_month_is_not_asked_at_once(tmp_path: Path, clock: Clock) -> None:
    office = Office(Unsure(Remedy.WAIT, "portal_busy", retry_after_s=30 * DAY))
    outbox = made(tmp_path, office, clock)
    deliver(outbox)
    for _ in range(5):
        clock.now += DAY
        assert outbox.send_waiting() == 0
    assert office.writes == 1


# --- how long --------------------------------------------------------------------------------------------------------


@pytest.mark.feature("F52")
def test_a_row_never_outlives_its_grant(tmp_path: Path, clock: Clock) -> None:
    office = Office(AWAY)
    outbox = made(tmp_path, office, clock)
    deliver(outbox, expires_at="2026-02-02T16:00:00+08:00")
    assert clock.now < 1_770_019_200.0
    clock.now = 1_770_019_200.0
    assert outbox.send_waiting() == 0
    assert (office.writes, outbox.waiting()) == (1, {"staff": 1})


@pytest.mark.feature("F52")
def test_after_the_retention_limit_nothing_of_the_person_is_left(tmp_path: Path, clock: Clock) -> None:
    outbox = made(tmp_path, Office(AWAY), clock, retention_s=3 * DAY)
    deliver(outbox)
    clock.now += 3 * DAY
    outbox.send_waiting()
    outbox.send_waiting()
    row = store_in(tmp_path).get(KEY)
    assert row is not None and (row.mark, row.payload.body, row.payload.grant) == ("staff", b"", "")


@pytest.mark.feature("F52")
@pytest.mark.parametrize("first", [AWAY, LOST], ids=["queued", "in-doubt"])
def test_what_waits_for_one_portal_is_never_shown_to_another(tmp_path: Path, clock: Clock, first: Exception) -> None:
    outbox_in(tmp_path, lambda: Office(first, first), clock, place="https://one.test").deliver(Deliver("submit", KEY, GRANT, BODY))
    other = Office()
    moved = outbox_in(tmp_path, lambda: other, clock, place="https://two.test")
    assert deliver(moved, b"") == ("in_doubt", "with_staff")
    clock.now += DAY
    assert moved.send_waiting() == 0
    assert other.writes == 0 and "look" not in other.asked and moved.waiting() == {"staff": 1}


YEARS = 2000 * DAY


@pytest.mark.feature("F52")
@pytest.mark.parametrize("first", [AWAY, LOST], ids=["queued", "in-doubt"])
def test_a_clock_set_years_ahead_gives_nothing_up_while_the_portal_cannot_be_asked(tmp_path: Path, clock: Clock, first: Exception) -> None:
    office = Office(first, first)
    outbox = made(tmp_path, office, clock)
    mark = deliver(outbox)[0]
    clock.now += YEARS
    for _ in range(3):
        assert outbox.send_waiting() == 0
        clock.now += DAY
    assert outbox.waiting() == {mark: 1}
    clock.now -= YEARS + 3 * DAY - 3600
    office.outcomes = []
    assert outbox.send_waiting() == 1
    assert (len(office.cases), outbox.waiting()) == (1, {})


@pytest.mark.feature("F52")
def test_a_clock_set_ahead_is_set_right_by_the_portals(tmp_path: Path, clock: Clock) -> None:
    office = Office(AWAY)
    office.clock = lambda: 1_770_000_000.0
    outbox = made(tmp_path, office, clock)
    deliver(outbox)
    clock.now += 40 * DAY
    assert outbox.send_waiting() == 1
    assert (len(office.cases), outbox.waiting()) == (1, {})


@pytest.mark.feature("F52")
@pytest.mark.parametrize("late", [31 * DAY, YEARS])
def test_what_is_over_by_the_portals_clock_goes_to_staff(tmp_path: Path, clock: Clock, late: float) -> None:
    office = Office(AWAY)
    office.clock = clock
    outbox = made(tmp_path, office, clock)
    deliver(outbox)
    clock.now += late
    assert outbox.send_waiting() == 0
    assert (office.writes, outbox.waiting()) == (1, {"staff": 1})


@pytest.mark.feature("F52")
def test_a_clock_set_years_ahead_wipes_nothing_that_staff_have_yet_to_settle(tmp_path: Path, clock: Clock) -> None:
    office = Office(AWAY, Refused(Remedy.FIX_ANSWER, "answers_refused", status=422))
    outbox = made(tmp_path, office, clock, retention_s=3 * DAY)
    deliver(outbox)
    clock.now += ATTENDED_S * 2
    outbox.send_waiting()
    assert outbox.waiting() == {"staff": 1}
    clock.now += YEARS
    outbox.send_waiting()
    kept = store_in(tmp_path).get(KEY)
    assert kept is not None and kept.payload.body == BODY
    office.clock = clock  # now it is years later by the portal too
    asked = office.asked.count("time")
    outbox.send_waiting()
    assert office.asked.count("time") == asked, "not asked every time"
    clock.now += 3601
    outbox.send_waiting()
    wiped = store_in(tmp_path).get(KEY)
    assert wiped is not None and wiped.payload.body == b""


# --- the disk --------------------------------------------------------------------------------------------------------


@pytest.mark.feature("F52")
def test_neither_answers_nor_grant_can_be_read_on_the_disk(tmp_path: Path, clock: Clock) -> None:
    deliver(made(tmp_path, Office(LOST, LOST), clock))
    assert (tmp_path / "outbox.sqlite").stat().st_size > 0
    assert readable(tmp_path, "样本金丝雀".encode(), GRANT.encode()) == []
    assert readable(tmp_path, KEY.encode()) == ["outbox.sqlite"], "the scan does find what is there"


def test_files_are_the_owners_alone(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "data"
    deliver(made(folder, Office(LOST, LOST), clock))
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir() if path.suffix != ".lock"} == {0o600}


def test_a_row_under_another_key_is_kept_and_holds_no_other_up(tmp_path: Path, clock: Clock) -> None:
    other = OutboxStore(tmp_path / "outbox.sqlite", Sealer(bytes(32)))
    other.add("foreign", Payload("submit", "", GRANT, BODY), clock(), clock() + DAY)
    office = Office()
    outbox = made(tmp_path, office, clock)
    with pytest.raises(ProblemError, match="wrong_key"):
        store_in(tmp_path).get("foreign")
    store_in(tmp_path).add(KEY, Payload("submit", "", GRANT, BODY), clock(), clock() + DAY)
    assert outbox.send_waiting() == 1
    assert outbox.waiting() == {"queued": 1}


def test_a_row_cannot_be_passed_off_as_another(tmp_path: Path, clock: Clock) -> None:
    store = store_in(tmp_path)
    store.add("one", Payload("submit", "", GRANT, BODY), clock(), clock() + DAY)
    database = sqlite3.connect(tmp_path / "outbox.sqlite")
    database.execute("UPDATE outbox SET key = 'two'")
    database.commit()
    database.close()
    with pytest.raises(ProblemError, match="wrong_key"):
        store.get("two")


def test_a_file_of_a_newer_version_is_set_aside_whole(tmp_path: Path) -> None:
    for _ in range(2):
        database = sqlite3.connect(tmp_path / "outbox.sqlite")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE later (what TEXT)")
        database.execute("INSERT INTO later VALUES ('kept')")
        database.execute("PRAGMA user_version = 99")
        database.commit()
        database.close()
        assert store_in(tmp_path).count() == {}
        (tmp_path / "outbox.sqlite").unlink()
    aside = sorted(tmp_path.glob("outbox.newer-*.sqlite"))
    assert len(aside) == 2
    for path in aside:
        database = sqlite3.connect(path)
        assert database.execute("SELECT what FROM later").fetchall() == [("kept",)]
        database.close()


class NarrowStore(OutboxStore):
    """A store on a disk of so many pages."""

    pages = 0

    def _connected(self) -> sqlite3.Connection:
        database = super()._connected()
        if self.pages:
            database.execute(f"PRAGMA max_page_count = {self.pages}")
        return database


@pytest.mark.feature("F52")
def test_a_full_disk_is_said_before_anything_is_sent(tmp_path: Path, clock: Clock) -> None:
    office = Office()
    store = NarrowStore(tmp_path / "outbox.sqlite", Sealer(device_key(tmp_path)))
    store.pages = 4
    outbox = Outbox(store, lambda: office, lambda: pytest.fail("no sender"), DAY, clock)  # type: ignore[arg-type, return-value]
    with pytest.raises(ProblemError, match="disk_full"):
        outbox.deliver(Deliver("submit", KEY, GRANT, BODY * 1000))
    store.pages = 0
    assert (office.writes, store.count()) == (0, {})


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ProblemError, match="unwritable"):
        store_in(tmp_path)


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"")
    with pytest.raises(ProblemError, match="unwritable"):
        OutboxStore(tmp_path / "data" / "outbox.sqlite", Sealer(bytes(32)))
    with pytest.raises(ProblemError, match="unwritable"):
        device_key(tmp_path / "data")


# --- a broken store ----------------------------------------------------------------------------------------------------


def with_rows(folder: Path, clock: Clock, count: int = 60, size: int = 600) -> bytes:
    """A store that many pages hold; the bytes of its file, which nothing else holds (no -wal)."""
    store = store_in(folder)
    for number in range(count):
        store.add(f"key-{number:03}", Payload("submit", "", GRANT, BODY * (size // len(BODY))), clock() + number, clock() + DAY)
    return (folder / "outbox.sqlite").read_bytes()


def damaged(folder: Path, whole: bytes, at: int, length: int) -> bytes:
    """Overwrites so many bytes of the file; what it now is."""
    broken = whole[:at] + b"\xa5" * length + whole[at + length :]
    (folder / "outbox.sqlite").write_bytes(broken)
    return broken


@pytest.mark.feature("F52")
@pytest.mark.parametrize("garbage", [b"not a database" * 100, b"\0" * 8192], ids=["text", "zeros"])
def test_a_file_that_is_no_database_is_put_aside_whole_and_handing_in_goes_on(tmp_path: Path, clock: Clock, garbage: bytes) -> None:
    (tmp_path / "outbox.sqlite").write_bytes(garbage)
    outbox = made(tmp_path, Office(AWAY), clock)
    assert (tmp_path / "outbox.broken-1.sqlite").read_bytes() == garbage
    assert outbox.check().put_aside == 1
    assert deliver(outbox) == ("queued", "portal_away")


@pytest.mark.feature("F52")
def test_what_can_be_read_of_a_broken_store_is_saved_and_looked_up_before_it_is_sent(tmp_path: Path, clock: Clock) -> None:
    whole = with_rows(tmp_path, clock)
    page = 4096
    assert len(whole) > 8 * page
    broken = damaged(tmp_path, whole, (len(whole) // page // 2) * page, 60)
    office = Office()
    office.cases["key-000"] = BODY * (600 // len(BODY))
    outbox = made(tmp_path, office, clock)
    assert (tmp_path / "outbox.broken-1.sqlite").read_bytes() == broken, "kept as it was"
    saved = outbox.waiting()
    assert set(saved) == {"in_doubt"} and 30 <= saved["in_doubt"] < 60, "both sides of the damage"
    assert store_in(tmp_path).get("key-000") is not None and store_in(tmp_path).get("key-059") is not None
    clock.now += 3600
    assert outbox.send_waiting() == saved["in_doubt"]
    assert office.asked.count("look") == saved["in_doubt"], "none was sent before it was looked for"
    assert office.writes == saved["in_doubt"] - 1, "the portal had one"
    assert outbox.waiting() == {}


@pytest.mark.feature("F52")
def test_a_store_that_breaks_while_the_program_runs_loses_nothing_that_is_handed_in_then(tmp_path: Path, clock: Clock) -> None:
    office = Office(AWAY)
    outbox = made(tmp_path, office, clock)
    (tmp_path / "outbox.sqlite").write_bytes(b"\xa5" * 9000)
    assert deliver(outbox) == ("queued", "portal_away")
    assert (outbox.check().put_aside, outbox.waiting()) == (1, {"queued": 1})
    clock.now += 3600
    assert outbox.send_waiting() == 1 and list(office.cases) == [KEY]


@pytest.mark.feature("F52")
def test_two_broken_stores_are_put_aside_beside_each_other(tmp_path: Path, clock: Clock) -> None:
    for number, garbage in enumerate((b"first" * 900, b"second" * 900), 1):
        (tmp_path / "outbox.sqlite").write_bytes(garbage)
        assert made(tmp_path, Office(), clock).check().put_aside == number
    assert (tmp_path / "outbox.broken-1.sqlite").read_bytes() == b"first" * 900
    assert (tmp_path / "outbox.broken-2.sqlite").read_bytes() == b"second" * 900


def test_a_store_that_lost_its_table_is_put_aside_too(tmp_path: Path, clock: Clock) -> None:
    store_in(tmp_path)
    database = sqlite3.connect(tmp_path / "outbox.sqlite")
    database.execute("DROP TABLE outbox")
    database.close()
    assert deliver(made(tmp_path, Office(AWAY), clock)) == ("queued", "portal_away")
    assert len(list(tmp_path.glob("outbox.broken-*.sqlite"))) == 1


def test_rows_that_no_longer_open_are_counted_for_the_technician(tmp_path: Path, clock: Clock) -> None:
    OutboxStore(tmp_path / "outbox.sqlite", Sealer(bytes(32))).add("foreign", Payload("submit", "", GRANT, BODY), clock(), clock() + DAY)
    outbox = made(tmp_path, Office(), clock)
    assert (outbox.check().unreadable, outbox.check().put_aside) == (1, 0)


@pytest.mark.feature("F52")
def test_before_anybody_begins_it_is_known_that_nothing_can_be_kept(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "data"
    outbox = made(folder, Office(), clock)
    assert outbox.check().put_aside == 0
    folder.rename(tmp_path / "elsewhere")
    folder.write_bytes(b"")
    with pytest.raises(ProblemError, match="unwritable"):
        outbox.check()
    folder.unlink()
    (tmp_path / "elsewhere").rename(folder)
    (folder / "outbox.lock").unlink(missing_ok=True)
    (folder / "outbox.lock").mkdir()
    with pytest.raises(ProblemError, match="unwritable"):
        outbox.check()


@pytest.mark.feature("F52")
def test_a_full_disk_is_known_before_anybody_begins(tmp_path: Path) -> None:
    store = NarrowStore(tmp_path / "outbox.sqlite", Sealer(device_key(tmp_path)))
    store.pages = 1
    with pytest.raises(ProblemError, match=r"disk_full|unwritable"):
        (tmp_path / "outbox.sqlite").unlink()
        store.prepare()


@pytest.mark.feature("F52")
def test_without_its_lock_nothing_is_sent_and_that_is_said(tmp_path: Path, clock: Clock) -> None:
    office = Office()
    outbox = made(tmp_path, office, clock)
    (tmp_path / "outbox.lock").mkdir()
    assert deliver(outbox) == ("queued", "outbox.unwritable")
    assert (office.asked, outbox.waiting()) == ([], {"queued": 1})
    with pytest.raises(ProblemError, match="unwritable"):
        outbox.send_waiting()
    assert (office.asked, outbox.waiting()) == ([], {"queued": 1})
    (tmp_path / "outbox.lock").rmdir()
    assert outbox.send_waiting() == 1 and list(office.cases) == [KEY]


@pytest.mark.feature("F52")
def test_without_its_lock_what_was_in_doubt_stays_in_doubt(tmp_path: Path, clock: Clock) -> None:
    outbox = made(tmp_path, Office(LOST, LOST), clock)
    assert deliver(outbox)[0] == "in_doubt"
    (tmp_path / "outbox.lock").unlink()
    (tmp_path / "outbox.lock").mkdir()
    assert deliver(outbox, b"") == ("in_doubt", "outbox.unwritable")


def test_what_cannot_be_marked_is_not_sent(tmp_path: Path, clock: Clock) -> None:
    office = Office()
    outbox = made(tmp_path, office, clock)
    store_in(tmp_path).add(KEY, Payload("submit", "", GRANT, BODY), clock(), clock() + DAY)
    holder = sqlite3.connect(tmp_path / "outbox.sqlite")
    holder.execute("CREATE TRIGGER stuck BEFORE UPDATE ON outbox BEGIN SELECT RAISE(FAIL, 'stuck'); END")
    holder.commit()
    assert deliver(outbox, b"") == ("queued", "outbox.unwritable")
    assert office.writes == 0
    holder.execute("DROP TRIGGER stuck")
    holder.execute("CREATE TRIGGER stays BEFORE DELETE ON outbox BEGIN SELECT RAISE(FAIL, 'stays'); END")
    holder.commit()
    assert deliver(outbox, b"")[0] == "acknowledged", "what the portal said is told, whatever the disk does"
    holder.execute("DROP TRIGGER stays")
    holder.commit()
    holder.close()
    clock.now += DAY / 2
    assert outbox.send_waiting() == 1 and office.writes == 1 and outbox.waiting() == {}
