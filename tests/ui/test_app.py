"""The application around the window: threads, signs of life, the end, and what goes wrong."""

import os
import signal
import subprocess
import sys
import threading
import weakref
from dataclasses import replace
from pathlib import Path

import pytest
import samples
from desk import settle, until
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.display import Display
from kiosk.events import PauseReading, ReadAgain, Touched
from ui.app import App, Setup

pytestmark = pytest.mark.widgets
ROOT = Path(samples.__file__).parents[2]


@pytest.fixture
def made(application):
    apps = []

    def make(watched=True, **changes):
        sent, clock = [], [100.0]
        app = App(sent.append, Setup(**{"kiosk": False, "clock": lambda: clock[0], **changes}))
        apps.append(app)
        if watched:
            app.watch()
        return app, sent, clock

    hook = sys.excepthook
    yield make
    sys.excepthook = hook
    for app in apps:
        app.close()
    settle()


def test_work_of_other_threads_is_done_in_the_interfaces_thread_in_order(made):
    app, _, _ = made()
    done = []

    def work():
        for number in range(100):
            app.post(lambda n=number: done.append((n, threading.current_thread() is threading.main_thread())))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == []
    until(lambda: len(done) == 100)
    assert done == [(number, True) for number in range(100)]


def test_signs_of_life_are_told_but_not_every_one(made):
    app, sent, clock = made()
    app.render(samples.choose())
    app.window.open((1280, 800))
    settle()
    for _ in range(5):
        QTest.mouseClick(app.window.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(1100, 560))
    assert sent == [Touched()]
    clock[0] += 1
    QTest.keyClick(app.window.view, Qt.Key.Key_Shift)
    assert sent == [Touched(), Touched()]


@pytest.mark.feature("F22")
def test_the_key_that_pauses_the_voice_does_not_silence_it_for_good_before_it_is_heeded(made):
    app, sent, _ = made()
    app.render(samples.choose())
    app.window.open((1280, 800))
    settle()
    QTest.keyClick(app.window.view, Qt.Key.Key_F5)
    assert sent == [PauseReading()]


@pytest.mark.parametrize("way", ["explore", "swabbing"])
def test_who_wanted_another_way_to_touch_before_the_first_picture_is_heeded_like_anybody(made, way):
    app, sent, _ = made(watched=False)
    app.render(samples.choose(), replace(app.desk.display, **{way: True}))
    app.watch()
    app.window.open((1280, 800))
    QTest.keyClick(app.window.view, Qt.Key.Key_Shift)
    assert Touched() in sent


class Spy(QObject):
    """Counts what it is shown."""

    def __init__(self, parent):
        super().__init__(parent)
        self.seen = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen += 1
        return False


def test_while_a_screen_is_drawn_nobody_is_shown_what_happens_in_it(made):
    app, _, _ = made()
    app.window.open((1280, 800))
    spy = Spy(app.window)
    app._let("spy", True, lambda: spy)
    app.render(samples.choose())
    assert spy.seen == 0
    QTest.keyClick(app.window.view, Qt.Key.Key_Shift)
    assert spy.seen
    app._let("spy", False, lambda: spy)
    before = spy.seen
    QTest.keyClick(app.window.view, Qt.Key.Key_Shift)
    assert spy.seen == before


class Ring:
    """Refers to itself: only a search for rubbish frees it."""

    def __init__(self):
        self.itself = self


def test_what_is_over_is_searched_for_after_a_drawing(made):
    app, _, _ = made()
    ring = weakref.ref(Ring())
    app.render(samples.choose())
    assert ring() is not None
    until(lambda: ring() is None)


def test_a_new_screen_is_deaf_for_half_a_second(made):
    app, sent, clock = made()
    app.render(samples.choose())
    clock[0] += 1
    app.render(samples.many())
    tool = app.window.view.bar.tools[0]
    tool.click()
    clock[0] += 0.6
    tool.click()
    assert [event for event in sent if event != Touched()] == [ReadAgain()]


def test_a_kiosks_window_cannot_be_closed_and_a_window_at_home_can(made):
    kiosk, _, _ = made(kiosk=True)
    home, _, _ = made(may_leave=True)
    for app in (kiosk, home):
        app.window.open((800, 600))
        event = QCloseEvent()
        app.window.closeEvent(event)
        assert not event.isAccepted()
    assert kiosk.window.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert not home.window.windowFlags() & Qt.WindowType.FramelessWindowHint


def test_size_and_language_change_what_stands_without_a_new_screen(made):
    app, _, _ = made()
    app.render(samples.choose())
    before = app.theme.em()
    app.render(samples.choose(), Display(size=3, theme="dim"))
    assert app.theme.em() > before
    assert app.window.view.screen_id == ("choose", "")


def test_an_unexpected_error_becomes_a_code_and_a_line_without_its_message(made):
    lines, codes = [], []
    made(log=lines.append, incident=codes.append)
    try:
        raise ValueError("secret 110105193803081234")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert len(codes) == 1
    assert lines[0].startswith(f"incident {codes[0]} ValueError test_app.py:")
    assert "secret" not in lines[0]
    assert "110105" not in lines[0]


PROGRAM = """
import sys
from kiosk.blocks import Heading
from kiosk.screen import Screen
from kiosk.text import Words
from ui.app import App, Setup
app = App(lambda event: None, Setup(kiosk=False))
app.render(Screen("one", (Heading(Words("one")),)))
app.every(0.01, lambda: app.signals and (sys.stdout.write("up\\n"), sys.stdout.flush()))
code = app.run()
sys.stdout.write("left cleanly\\n")
sys.exit(code)
"""


def test_sigterm_leaves_cleanly_and_nothing_heavy_was_loaded_before_the_first_picture():
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        begun = process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        rest, errors = process.communicate(timeout=120)
    assert (begun, process.returncode) == ("up\n", 0), errors
    assert rest.endswith("left cleanly\n")


LATE = """
from threading import Event, Thread
from ui.app import App, Setup

app = App(lambda event: None, Setup(kiosk=False))
begun = [Event() for _ in range(4)]

def post(first):
    while True:
        app.post(len)
        first.set()

for first in begun:
    Thread(target=post, args=(first,), daemon=True).start()
for first in begun:
    first.wait()
"""


def test_threads_that_still_have_something_to_tell_do_not_bring_down_a_program_that_ends():
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(5):
        ended = subprocess.run([sys.executable, "-c", LATE], env=environment, capture_output=True, text=True, timeout=240, check=False)
        assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.feature("F38")
def test_nothing_of_python_is_called_while_the_sound_of_qt_is_loaded():
    """Another thread that loads a library just then would wait for it, and it for the other, for good. Where no codec is missing, Qt says nothing."""
    program = "from ui.app import App, Setup; app = App(lambda e: None, Setup(log=print)); import PySide6.QtMultimedia as m; m.QMediaDevices()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    found = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert found.stdout == ""


def test_importing_the_interface_loads_nothing_heavy(application):
    heavy = "requests PySide6.QtMultimedia PySide6.QtPrintSupport PySide6.QtSvg PySide6.QtNetwork"
    program = f"import sys, ui.app; print([name for name in '{heavy}'.split() if name in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    found = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
    assert QApplication.instance() is not None
