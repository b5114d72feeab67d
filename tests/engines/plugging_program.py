"""A small Qt program whose headphones and microphone are pulled out, run by test_plugging on a sound card of its own. Prints one JSON object."""

import datetime
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer

from kiosk import loop
from kiosk.blocks import Action, Heading, Row, Table
from kiosk.controller import ZONE
from kiosk.display import Display
from kiosk.events import CanListen, Event, HeadphonesSeen, Heard, HeardNothing, Level, ReadAgain, Stamp
from kiosk.journeys.hearing import Listening as Open
from kiosk.launch.headphones import HeadphoneWatch
from kiosk.launch.hearing import Hearing
from kiosk.privacy import Kind
from kiosk.profiles import PROFILES
from kiosk.screen import Screen
from kiosk.session import Session, Start
from kiosk.text import Secret, Words
from tests.engines.sound_card import Recorder
from tests.engines.speaking_program import WORD, Program
from voice.clip import Clip
from voice.engine import Lost, Order

NUMBER = "110105194912310021"
LONG = "一二三四五六七八九，一二三四五六七八九"
PRIVATE = Screen("one", (Heading(Words("您的信息")), Table("t", Words("信息"), (Row("id", Words("号码"), Secret(Kind.ID, NUMBER)),))))
ASKED = Screen("two", (Heading(Words("好吗？")), Action(Words(WORD), ReadAgain())))


def pactl(*words: str) -> str:
    return subprocess.run(["pactl", *words], capture_output=True, check=True, timeout=60).stdout.decode()


def modules(name: str) -> list[str]:
    """Numbers of those whose arguments name it."""
    return [line.split("\t")[0] for line in pactl("list", "short", "modules").splitlines() if name in line]


def pulled_plug(program: Program) -> dict[str, object]:
    """Headphones are plugged in, a number is being said into them, and they go: how is it said then, and how soon is it silent?"""
    seen: list[HeadphonesSeen] = []

    def send(event: Event) -> None:
        assert isinstance(event, HeadphonesSeen)
        seen.append(event)
        if any(one.worn for one in seen):  # the screen comes up with the headphones; from then on it is drawn as the loop does it
            program.voice.show(PRIVATE, replace(Display(), headphones=bool(event.worn)))

    pactl("load-module", "module-null-sink", "sink_name=hall", "sink_properties=device.form_factor=speaker")
    pactl("set-default-sink", "hall")
    watch = HeadphoneWatch("pactl", program.post.carry, send)
    watch.start()
    program.until(lambda: bool(seen))
    plug = pactl("load-module", "module-null-sink", "sink_name=ears", "sink_properties=device.form_factor=headphone").strip()
    pactl("set-default-sink", "ears")
    program.until(lambda: seen[-1].worn is True)
    into, hall = Recorder(dict(os.environ), "ears"), Recorder(dict(os.environ), "hall")
    begun = time.monotonic()
    program.until(lambda: any(NUMBER in said for said in program.said()))
    program.until(lambda: bool(into.loud_moments(begun)))
    before = len(program.said())
    pulled = time.monotonic()
    into.close()
    pactl("unload-module", plug)
    program.until(lambda: seen[-1].worn is not True)
    noticed = time.monotonic()
    program.until(lambda: not program.voice.busy)
    leaked = [at for at in hall.loud_moments(pulled) if at < noticed]
    hall.close()
    watch.stop()
    return {
        "seen": [one.worn for one in seen],
        "before": program.said()[:before],
        "after": program.said()[before:],
        "noticed_ms": (noticed - pulled) * 1000,
        "leaked_ms": (leaked[-1] - leaked[0]) * 1000 if leaked else 0.0,
    }


def another_output(program: Program) -> dict[str, object]:
    """Something is in the headphones' socket from the beginning; the sound is sent elsewhere; then back."""
    seen: list[bool | None] = []
    pactl("load-module", "module-null-sink", "sink_name=ears", "sink_properties=device.form_factor=headset")
    pactl("load-module", "module-null-sink", "sink_name=hall", "sink_properties=device.form_factor=speaker")
    watch = HeadphoneWatch("pactl", program.post.carry, lambda event: seen.append(getattr(event, "worn", None)))
    pactl("set-default-sink", "ears")
    watch.start()
    program.until(lambda: watch.looks > 0)
    for name, wanted in (("hall", False), ("ears", True), ("speaker", None), ("hall", False)):
        pactl("set-default-sink", name)
        program.until(lambda wanted=wanted: bool(seen) and seen[-1] is wanted)  # type: ignore[misc]
    watch.stop()
    return {"seen": seen}


def pulled_microphone(program: Program) -> dict[str, object]:
    """A microphone goes while one is listened to; then it comes back, and a word is understood."""
    got: list[Event] = []
    hearing = Hearing(Path(os.environ["TEST_VOSK_MODEL"]), program.post.carry, QTimer.singleShot, program.voice, got.append)
    hearing.start()
    program.until(lambda: CanListen(True) in got)
    stamp = Stamp(datetime.datetime(2026, 5, 20, tzinfo=ZONE), 1.0, "id")
    session, _ = loop.begin(Start(PROFILES["kiosk"], Display(), demonstration=True), stamp)

    def listens(turn: str) -> Session:
        return replace(session, hearing=Open(turn))

    word = _clip(program, LONG)
    hearing.follow(listens("one"), ASKED)
    player = subprocess.Popen(["paplay", "--device=mic", "/dev/stdin"], stdin=subprocess.PIPE)
    feeding = threading.Thread(target=_feed, args=(player, word.wav()), daemon=True)
    feeding.start()
    program.until(lambda: any(isinstance(event, Level) for event in got))  # in mid-utterance
    for name in ("source_name=virtmic", "sink_name=mic", "sink_name=speaker"):
        for number in modules(name):
            pactl("unload-module", number)
    pulled = time.monotonic()
    program.until(lambda: any(isinstance(event, HeardNothing) for event in got), 240)
    told_s = time.monotonic() - pulled
    hearing.follow(session, ASKED)
    hearing.follow(listens("two"), ASKED)
    program.until(lambda: sum(isinstance(event, HeardNothing) for event in got) == 2, 240)
    hearing.follow(session, ASKED)
    pactl("load-module", "module-null-sink", "sink_name=speaker")
    pactl("load-module", "module-null-sink", "sink_name=mic", "rate=16000", "channels=1")
    pactl("load-module", "module-remap-source", "master=mic.monitor", "source_name=virtmic")
    pactl("set-default-source", "virtmic")
    back = _word_after(program, hearing, session, got)
    hearing.close()
    return {"codes": [event.code for event in got if isinstance(event, HeardNothing)][:2], "told_s": told_s, "back": back}


def _clip(program: Program, text: str) -> Clip:
    clips: list[Clip | Lost] = []
    program.engine.render(Order(text, "zh", 150), clips.append)
    program.until(lambda: bool(clips))
    assert isinstance(clips[0], Clip)
    return clips[0]


def _feed(player: "subprocess.Popen[bytes]", wav: bytes) -> None:
    """To its end, or the end of the device."""
    player.communicate(wav, timeout=120)


def _runs(source: str) -> bool:
    return any(source in line and line.endswith("RUNNING") for line in pactl("list", "short", "sources").splitlines())


def _word_after(program: Program, hearing: Hearing, session: Session, got: list[Event]) -> str:
    """A word is said until it is understood; a device that has just come may need a moment."""
    word = _clip(program, WORD)
    for turn in range(4):
        before = len(got)
        hearing.follow(replace(session, hearing=Open(f"again {turn}")), ASKED)
        program.until(lambda: _runs("virtmic"))
        player = subprocess.Popen(["paplay", "--device=mic", "/dev/stdin"], stdin=subprocess.PIPE)
        _feed(player, word.wav())
        program.until(lambda before=before: any(isinstance(e, Heard | HeardNothing) for e in got[before:]), 240)  # type: ignore[misc]
        hearing.follow(session, ASKED)
        heard = next((event for event in got[before:] if isinstance(event, Heard)), None)
        if heard is not None:
            return heard.text
    return ""


def main() -> None:
    program = Program()
    scenario = {one.__name__: one for one in (pulled_plug, another_output, pulled_microphone)}[sys.argv[1]]
    result = scenario(program)
    program.voice.close()
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
