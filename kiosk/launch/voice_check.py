"""`./run voice-check`: what a technician must know of speaking and listening on this machine, and what is to be done."""

import os
import sys
from pathlib import Path

from kiosk import phrases
from kiosk.phrases import Phrases
from kiosk.settings import Settings
from kiosk.text import Fact, phrase

SPEAKS = {"zh": "cli.voice.speaks_zh", "yue": "cli.voice.speaks_yue", "en": "cli.voice.speaks_en"}
STATES = {"ready": "cli.voice.model_ready", "no_model": "cli.voice.model_missing"}

NO_PACK = {
    "no_manifest": "cli.pack.no_manifest",
    "broken": "cli.pack.broken",
    "format": "cli.pack.format",
    "language": "cli.pack.language",
    "speaker": "cli.pack.speaker",
    "licence": "cli.pack.licence",
}
OF_NO_USE = {
    "stale": "cli.pack.stale",
    "missing": "cli.pack.missing",
    "unreadable": "cli.pack.unreadable",
    "unknown": "cli.pack.unknown",
}

NAMED = 40
"""So many unknown words are named; of the rest their number is told."""


def voice_check(settings: Settings) -> int:
    """0 when it can speak and listen, 1 otherwise; one line for each fact, and one for each thing to do."""
    from voice.check import hearing, speech
    from voice.understand.lexicon import bare

    words = phrases.load(settings.language)
    spoken = speech()
    _say(
        words,
        "cli.voice.engine" if spoken.engine else "cli.voice.no_engine",
        name=spoken.engine,
        ready=spoken.ready_ms,
        render=spoken.render_ms,
    )
    for language in spoken.languages:
        _say(words, SPEAKS[language])
    output, microphone = devices()
    _say(words, "cli.voice.output" if output else "cli.voice.no_output", name=output)
    _say(words, "cli.voice.microphone" if microphone else "cli.voice.no_microphone", name=microphone)
    _pack(words, settings.voice_pack)
    listened = sorted({bare(word) for entry in phrases.load("zh").entries.values() for word in entry.hear} - {""})
    heard = hearing(listened, settings.model)
    _say(
        words,
        STATES.get(heard.state, "cli.voice.model_no_engine"),
        folder=str(heard.folder or ""),
        ready=heard.ready_ms,
    )
    if heard.test_model:
        _say(words, "cli.voice.model_of_tests")
    if heard.unknown:
        _say(
            words, "cli.voice.unknown", n=len(heard.unknown), total=len(listened), words=" ".join(heard.unknown[:NAMED])
        )
    elif heard.state == "ready":
        _say(words, "cli.voice.all_known", total=len(listened))
    well = spoken.engine and output and microphone and heard.state == "ready" and not heard.test_model
    return 0 if well else 1


def _pack(words: Phrases, folder: str) -> None:
    """The voice pack of the settings: who speaks, how many sentences, and which clips are of no use and why."""
    from voice.pack import WRITTEN, PackFault, judge, load, script

    if not folder:
        return
    try:
        pack = load(Path(folder))
    except PackFault as fault:
        _say(words, NO_PACK[str(fault.args[0])], folder=folder)
        return
    written = phrases.load(WRITTEN[pack.language])
    judged = list(judge(pack, written))
    used = sum(state == "used" for _, state in judged)
    total = sum(1 for _ in script(written))
    _say(words, "cli.pack.ready", folder=folder, speaker=pack.speaker, licence=pack.licence, n=used, total=total)
    for state, key in OF_NO_USE.items():
        names = [name for name, found in judged if found == state]
        if names:
            _say(words, key, n=len(names), names=" ".join(names[:NAMED]))


def devices() -> tuple[str, str]:
    """The names of loudspeaker and microphone, "" when there is none."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtMultimedia import QMediaDevices

    application = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    output, microphone = QMediaDevices.defaultAudioOutput(), QMediaDevices.defaultAudioInput()
    found = "" if output.isNull() else output.description(), "" if microphone.isNull() else microphone.description()
    del application
    return found


def _say(words: Phrases, key: str, /, **facts: Fact) -> None:
    print(words.show(phrase(key, **facts)))
