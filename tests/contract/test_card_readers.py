"""What every card reader must do; the simulated one stands for all here."""

import json
from threading import Thread

import pytest

from kiosk.devices.card_reader import CardReader, DemonstrationReader
from kiosk.devices.simulated_card_reader import SimulatedCardReader
from kiosk.problems import ProblemError, Remedy

PERSON = "zhang-yangben"


def never() -> bool:
    return False


@pytest.fixture
def reader() -> SimulatedCardReader:
    return SimulatedCardReader()


def test_a_reader_keeps_to_the_port(reader: SimulatedCardReader) -> None:
    port: CardReader = reader
    assert isinstance(reader, DemonstrationReader)
    assert not port.holds_card()


def test_a_card_that_lies_there_is_read_at_once(reader: SimulatedCardReader) -> None:
    reader.insert(PERSON)
    assert json.loads(reader.wait(never))["person"] == PERSON
    assert reader.holds_card()


def test_a_card_put_in_while_one_waits_is_read(reader: SimulatedCardReader) -> None:
    evidence: list[bytes] = []
    waiting = Thread(target=lambda: evidence.append(reader.wait(never)))
    waiting.start()
    reader.insert(PERSON)
    waiting.join(60)
    assert not waiting.is_alive()
    assert PERSON.encode() in evidence[0]


def test_waiting_ends_when_told_so(reader: SimulatedCardReader) -> None:
    asked = 0

    def third_time() -> bool:
        nonlocal asked
        asked += 1
        return asked == 3

    with pytest.raises(ProblemError) as caught:
        reader.wait(third_time)
    assert (caught.value.code, caught.value.remedy) == ("card.cancelled", Remedy.TRY_AGAIN)


def test_a_card_left_in_the_reader_is_noticed_until_it_is_taken(reader: SimulatedCardReader) -> None:
    reader.insert(PERSON)
    assert reader.holds_card()
    reader.remove()
    assert not reader.holds_card()


def test_a_card_that_cannot_be_read_says_so_and_the_next_try_may_work(reader: SimulatedCardReader) -> None:
    reader.insert(PERSON, readable=False)
    with pytest.raises(ProblemError, match=r"card\.unreadable"):
        reader.wait(never)
    reader.insert(PERSON)
    assert reader.wait(never)


def test_a_missing_reader_sends_to_staff(reader: SimulatedCardReader) -> None:
    reader.unplug()
    with pytest.raises(ProblemError) as caught:
        reader.wait(never)
    assert (caught.value.code, caught.value.remedy) == ("card.none", Remedy.ASK_STAFF)
    reader.plug_in()
    reader.insert(PERSON)
    assert reader.wait(never)
