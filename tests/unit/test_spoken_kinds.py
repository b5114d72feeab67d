"""Whatever is dictated counts only after it was confirmed: by ear where it may be spoken, else by eye. Keys come first where it is private."""

import datetime
from pathlib import Path
from typing import get_args

import pytest

from kiosk import phrases
from kiosk.blocks import DateField, FieldKind, Heading, TextField
from kiosk.events import Dated, Event, Level, Talk, Typed
from kiosk.journeys import hearing
from kiosk.launch.hearing import Hearing
from kiosk.launch.hearing import heard as as_event
from kiosk.launch.shown import shown_words
from kiosk.privacy import Kind
from kiosk.screen import Screen, screen
from kiosk.text import Words
from tests.visit import Visit
from voice.listening import Ear, weighed
from voice.reading import read
from voice.understand.meaning import Confirm, meaning

ZH = phrases.load("zh")
TODAY = datetime.date(2026, 5, 20)
SAID: dict[str, tuple[str, str, Kind]] = {
    "text": ("今天天气好", "今天天气好", Kind.ADDRESS),
    "long_text": ("今天天气好", "今天天气好", Kind.ADDRESS),
    "search": ("高龄津贴", "高龄津贴", Kind.SERVICE),
    "name": ("弓长张，三横王", "张王", Kind.NAME),
    "id_number": ("幺幺零幺零五幺九四九幺二三幺零零二叉", "11010519491231002X", Kind.ID),
    "figures": ("幺幺零幺零五幺九四九幺二三幺零零二叉四一", "11010519491231002X41", Kind.ID),
    "phone": ("一三八零零一三八零零零", "13800138000", Kind.PHONE),
    "card": ("六二零零零零零零零零零零零零零零零幺八", "6200000000000000018", Kind.CARD),
    "case": ("歪 艾勒 一二三四五六", "YL123456", Kind.CASE),
    "code": ("一二三四五六", "123456", Kind.PHONE),
    "money": ("一千二百块", "1200", Kind.INCOME),
    "integer": ("七十五", "75", Kind.INCOME),
    "date": ("一九三八年三月八号", "1938", Kind.BIRTH),
    "month": ("一九三八年三月", "1938", Kind.BIRTH),
}
"""Per kind: what is said, what must be heard in it, and a kind of secret that it may be."""


def test_every_kind_of_field_is_here() -> None:
    assert set(SAID) == {*get_args(FieldKind), "date", "month"}


def asked(kind: str, private: Kind | None) -> tuple[Screen, Visit, Confirm]:
    """The screen with the field, and the question that stands after it was dictated."""
    words, _, _ = SAID[kind]
    field: TextField | DateField
    if kind in ("date", "month"):
        field = DateField("f", Words("填"), month_only=kind == "month", private=private)
    else:
        field = TextField("f", Words("填"), kind, private=private)  # type: ignore[arg-type]
    shown = screen("t", Heading(Words("填")), field)
    found = weighed(meaning(words, shown, ZH, TODAY), 1.0)
    assert isinstance(found, Confirm), (kind, found)
    visit = Visit()
    visit.send(Talk(), as_event(Ear("heard", 0.0, words, found, 1.0)))
    return shown, visit, found


def spoken(visit: Visit) -> str:
    """What the guide says of it aloud, before a loudspeaker."""
    return "".join(one.text for one in read(visit.screen, ZH, private=False))


@pytest.mark.feature("F16", "F27")
@pytest.mark.parametrize("kind", sorted(SAID))
def test_what_may_be_spoken_is_confirmed_by_ear_before_it_counts(kind: str) -> None:
    _, visit, found = asked(kind, None)
    assert isinstance(found.event, Typed | Dated)
    assert visit.screen.name == "hearing" and isinstance(visit.session.hearing, hearing.Asking)
    assert SAID[kind][1] in spoken(visit).replace(" ", "")


@pytest.mark.feature("F16", "F23")
@pytest.mark.parametrize("kind", sorted(SAID))
def test_what_may_not_be_spoken_is_confirmed_by_eye_and_keys_were_offered_first(kind: str) -> None:
    shown, visit, _ = asked(kind, SAID[kind][2])
    assert hearing.private(shown)
    assert visit.screen.name == "hearing" and isinstance(visit.session.hearing, hearing.Asking)
    assert SAID[kind][1] not in spoken(visit).replace(" ", "")
    assert SAID[kind][1] in "".join(shown_words(visit.screen, ZH)).replace(" ", "")
    assert "请看屏幕" in "".join(shown_words(visit.screen, ZH))
    session, event = hearing.update(Visit().session, Talk(), "turn", lambda: shown)
    assert isinstance(session.hearing, hearing.Offering) and event is None


@pytest.mark.feature("F16")
@pytest.mark.parametrize("kind", sorted(SAID))
def test_what_the_recogniser_was_not_sure_of_never_counts_at_once(kind: str) -> None:
    _, _, found = asked(kind, None)
    assert weighed(found, 0.5) == found
    assert not isinstance(weighed(found, 0.1), Confirm)


def test_what_was_heard_is_kept_by_nobody_who_listens_once_listening_has_ended(tmp_path: Path) -> None:
    sent: list[Event] = []
    listener = Hearing(tmp_path, lambda call: None, lambda ms, call: None, None, sent.append, Silent)
    for end in (Ear("heard", 0.0, "我叫张三"), Ear("nothing"), Ear("lost")):
        listener._ear(Ear("listening", 0.4, "我叫张三"))
        assert sent[-1] == Level(60, "我叫张三")
        listener._ear(end)
        assert "张三" not in str(vars(listener))


class Silent:
    """A source of no sound."""

    def __init__(self, give: object) -> None:
        """Nothing is given."""

    def start(self) -> bool:
        return True

    def stop(self) -> None:
        """It never began."""
