"""Where the recogniser's model lies: settings, VOSK_MODEL_PATH, or the places vosk itself looks in. Nothing is ever downloaded here."""

import os
from collections.abc import Iterator
from pathlib import Path

from kiosk.platform import data_folder
from voice.microphone import HERTZ
from voice.recogniser_process import is_model, sample_rate

TEST_MARK = "TEST-FIXTURE"
"""A file of this name marks a model made of synthetic speech: never offered to a citizen."""

FAMILY = "vosk-model*cn*"


def home() -> Path:
    """Where `./run model` puts models; the first place looked in after VOSK_MODEL_PATH."""
    return data_folder() / "models"


def find(setting: str = "", *, tests_too: bool = False) -> Path | None:
    """The first folder that is a model, None when there is none."""
    return next(
        (folder for folder in places(setting) if not fault(folder, tests_too=tests_too)), None
    )


def fault(folder: Path, *, tests_too: bool = False) -> str:
    """Why a folder cannot be used; "" when it can.

    name (no text: the library could not open it), not_a_model, test_model, unreadable, rate (it wants finer sound than the microphone gives).
    """
    try:
        str(folder).encode("utf-8")
    except UnicodeEncodeError:
        return "name"
    try:
        if not is_model(folder):
            return "not_a_model"
        if is_test_model(folder) and not tests_too:
            return "test_model"
        return "rate" if sample_rate(folder) > HERTZ else ""
    except OSError:
        return "unreadable"


FREE_SPEECH = 5_000
"""Words that a model has at least, with which people can say things their own way."""


def takes_free_speech(folder: Path) -> bool:
    """Whether the model knows so many words; one that has no list of its own beside its graph is a large one."""
    words = folder / "graph" / "words.txt"
    if not words.exists():
        return True
    with words.open("rb") as lines:
        return sum(1 for _ in lines) >= FREE_SPEECH


def is_test_model(folder: Path) -> bool:
    """Whether it is a fixture of the tests."""
    return (folder / TEST_MARK).exists()


def places(setting: str = "") -> Iterator[Path]:
    """Where it is looked for, in this order. With a setting only there: what was chosen is not replaced by what was found."""
    if setting:
        yield Path(setting)
        return
    named = os.environ.get("VOSK_MODEL_PATH", "")
    roots = [home(), Path("/usr/share/vosk"), Path.home() / ".cache" / "vosk"]
    if named:
        yield Path(named)
        roots.insert(0, Path(named))
    for root in roots:
        if root.is_dir():
            yield from sorted(root.glob(FAMILY))
