"""`./run model`: the recommended speech model, from its address, a folder, a zip or a USB stick. Nothing else ever fetches it."""

import sys
import tomllib
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Any

from kiosk import phrases
from kiosk.launch.model_fetch import FetchFault, checksum, fetch
from kiosk.launch.model_install import InstallFault, found, install
from kiosk.phrases import Phrases
from kiosk.settings import Settings
from kiosk.text import Fact, phrase
from voice.model_folder import FAMILY, home

FETCH = {
    "address": "cli.fetch.address",
    "unreachable": "cli.fetch.unreachable",
    "refused": "cli.fetch.refused",
    "cut": "cli.fetch.cut",
    "checksum": "cli.fetch.checksum",
    "disk": "cli.fetch.disk",
}
INSTALL = {
    "nothing": "cli.install.nothing",
    "zip": "cli.install.zip",
    "disk": "cli.fetch.disk",
    "not_a_model": "cli.install.not_a_model",
    "test_model": "cli.install.test_model",
    "rate": "cli.install.rate",
    "name": "cli.install.name",
    "unreadable": "cli.install.unreadable",
}
MEGABYTE = 1_000_000
TENTHS = 10
OTHER = "vosk-model-cn-"
"""Put before the name of a model that is called otherwise."""


def recommended() -> dict[str, Any]:
    """name, url, sha256, licence, megabytes."""
    return tomllib.loads((files("assets") / "model.toml").read_text("utf-8"))


def model(settings: Settings, source: Path | None = None, url: str = "", wanted: dict[str, Any] | None = None) -> int:
    """0 when the model stands in its place, 1 when not: a line says why, and what is to be done. Blocks."""
    words = phrases.load(settings.language)
    wanted = wanted or recommended()
    address = url or settings.model_url or str(wanted["url"])
    part = home() / f"{wanted['name']}.zip.part"
    try:
        if source is not None:
            taken = found(source).resolve()  # "." and ".." have a name of their own: what lies under the place's name is replaced
            if taken.is_file() and checksum(taken) != wanted["sha256"]:
                _say(words, "cli.install.other", name=wanted["name"])
            place = home() / _name(taken)
            install(taken, place)
        else:
            place = home() / str(wanted["name"])
            _say(words, "cli.fetch.begin", name=wanted["name"], url=address, n=wanted["megabytes"], licence=wanted["licence"])
            fetch(address, str(wanted["sha256"]), part, Progress(words).told)
            install(part, place)
            part.unlink()
    except FetchFault as fault:
        _say(words, FETCH[fault.code], url=address, status=fault.status, n=fault.kept // MEGABYTE, folder=str(home()))
        return 1
    except InstallFault as fault:
        _say(words, INSTALL[str(fault.args[0])], folder=str(home() if source is None else source))
        return 1
    except OSError:
        _say(words, "cli.fetch.disk", folder=str(home()), n=0)
        return 1
    _say(words, "cli.install.done", folder=str(place))
    if settings.model:
        _say(words, "cli.install.setting", setting=settings.model, folder=str(place))
    return 0


def _name(taken: Path) -> str:
    """What it is called in its place, where only names of the family are looked for."""
    name = taken.name.removesuffix(".zip")
    return name if PurePath(name).match(FAMILY) else OTHER + name


class Progress:
    """A line at each tenth."""

    def __init__(self, words: Phrases) -> None:
        self._words = words
        self._shown = 0

    def told(self, done: int, total: int) -> None:
        """Bytes so far, and of all."""
        tenth = done * TENTHS // total if total else 0
        if tenth > self._shown:
            self._shown = tenth
            _say(self._words, "cli.fetch.so_far", percent=tenth * 100 // TENTHS)


def _say(words: Phrases, key: str, /, **facts: Fact) -> None:
    print(words.show(phrase(key, **facts)).encode("utf-8", "replace").decode("utf-8"))  # a folder's name may be no text
    sys.stdout.flush()
