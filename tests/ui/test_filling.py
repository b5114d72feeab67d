"""What is drawn again on the next screen, what is thrown away, and what nobody may notice of it."""

import pytest
import samples
from desk import Bench
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from kiosk.blocks import Heading, TextField
from kiosk.events import FieldEntered, Typed
from kiosk.screen import Screen
from kiosk.text import Words
from ui import accessibility
from ui.view import View

pytestmark = pytest.mark.widgets


def fields(*keys: str, kind: str = "code", limit: int = 20) -> Screen:
    return Screen("fields", (Heading(Words("问")), *(TextField(key, Words(key), kind, limit=limit) for key in keys)))


def test_a_field_that_is_thrown_away_hands_the_focus_to_none_of_its_kind(bench: Bench) -> None:
    bench.show(fields("one", "two"))
    assert bench.sent == [FieldEntered("one")]
    bench.show(samples.choose())
    assert bench.sent == [FieldEntered("one")]


def test_what_is_emptied_because_it_is_thrown_away_was_not_typed(bench: Bench) -> None:
    bench.show(fields("f", kind="long_text", limit=200))
    (area,) = bench.view.findChildren(QPlainTextEdit)
    QTest.keyClicks(area, "abc")
    assert bench.sent[-1] == Typed("f", "abc")
    bench.sent.clear()
    bench.show(samples.choose())
    assert bench.sent == []


def test_a_question_that_keeps_the_focus_on_the_next_screen_is_told_to_a_screen_reader(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(accessibility, "tell_focus", lambda: told.append(bench.view.focusWidget().text()))
    bench.show(samples.choose())
    assert told == []
    bench.show(samples.many())
    assert told == ["吃饭这件事，平时是怎么样的？"]


def test_an_event_that_changes_nothing_that_is_seen_places_nothing_anew(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.show(samples.choose())
    placed: list[View] = []
    real = View.place
    monkeypatch.setattr(View, "place", lambda view: (placed.append(view), real(view)))
    bench.show(samples.choose())
    assert placed == []
    bench.show(samples.many())
    assert placed == [bench.view]
