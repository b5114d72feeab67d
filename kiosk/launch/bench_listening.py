"""Listening, beside bare vosk on the same sound, with the model of BENCH_MODEL (or the one that would be used). Without one nothing is measured.

The words are spoken by the engine: this measures the plumbing, and never how well people are understood.
"""

import json
import os
import shutil
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import mean

from kiosk.launch.bench_records import Record, record, unmeasured
from kiosk.launch.bench_voice import plain_environment, sound_card, told
from voice.model_folder import fault, find

DECODING, EVENT_MS, BLOCKED_MS, GROWTH_MB, MATCH_MS = 1.05, 50.0, 30.0, 15.0, 5.0
HOURS = 1.0
SERVICES = 1_000


def listening(folder: Path, hours: float = HOURS) -> Iterator[Record]:
    """Decoding, end of speech to event, an hour's growth, the interface meanwhile; matching."""
    names = (
        ("listening, decoding", "ms", DECODING),
        ("listening, end of speech to event", "ms", EVENT_MS),
        ("listening, growth in an hour", "MB", GROWTH_MB),
        ("interface blocked, listening", "ms", BLOCKED_MS),
    )
    model = bench_model()
    if model is None or not shutil.which("espeak-ng"):
        why = "no espeak-ng" if model is not None else "no model: BENCH_MODEL"
        yield from (unmeasured(name, unit, why, limit) for name, unit, limit in names)
    else:
        yield from _measured(folder, model, hours, names)
    yield matching()


def bench_model() -> Path | None:
    """The model to measure with; one made for tests will do."""
    named = os.environ.get("BENCH_MODEL", "")
    if named:
        return None if fault(Path(named), tests_too=True) else Path(named)
    return find(tests_too=True)


def _measured(folder: Path, model: Path, hours: float, names: tuple[tuple[str, str, float], ...]) -> Iterator[Record]:
    from kiosk.launch.bench_utterances import PIECE_S, spoken, words, write

    listened = words()
    sounds = tuple(str(path) for path in write(folder, spoken()))
    plain = plain_environment()
    decoded = told("bench_vosk", plain, "\n".join(listened), str(model), *sounds)
    given = json.dumps({"ends": [int(end) for end in decoded["ends"]]})
    found = told("bench_recogniser", plain, given, str(model), str(hours), *sounds)
    said = f"{len(sounds)} utterances of the engine's"
    later = 1000 * PIECE_S * mean(decoded["later"])
    of = f"the longest of {len(found['events'])}, after the end-pointing pause, {later:.0f} ms longer than bare vosk's"
    (decoding, _, limit), (event, _, event_limit), (growth, _, growth_limit), (blocked, _, blocked_limit) = names
    mine, its = 1000 * mean(decoded["ours"]), 1000 * mean(decoded["bare"])
    yield record(decoding, mine, "ms", baseline=its, limit=limit, note=f"an utterance, beside bare vosk; {said}")
    if found["events"]:
        yield record(event, max(found["events"]), "ms", limit=event_limit, note=of)
    else:
        yield unmeasured(event, "ms", "no utterance ended by itself", event_limit)
    early, late = found["megabytes"]
    yield record(growth, late - early, "MB", limit=growth_limit, note=f"{hours:g} h of sound, faster than real time")
    if all(shutil.which(tool) for tool in ("pulseaudio", "pactl", "paplay")):
        with sound_card(folder) as environment:
            rounds = told("bench_hearing", environment, "\n".join(listened), str(model), *islice(cycle(sounds), 4))
        yield record(blocked, max(rounds["blocked"]), "ms", limit=blocked_limit, note="longest round of the loop")
    else:
        yield unmeasured(blocked, "ms", "no sound device", blocked_limit)


def matching() -> Record:
    """What a person says in own words, against a catalogue of many services."""
    found = told("bench_matching", plain_environment(), "", str(SERVICES))
    return record("own words, a match", max(found["ms"]), "ms", limit=MATCH_MS, note=f"{SERVICES} services, the longest of {len(found['ms'])}")
