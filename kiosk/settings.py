"""The settings, declared once: flag > environment > user file > the machine's file > default. An unknown key or a wrong value is an error."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.display import LANGUAGES, THEMES
from kiosk.keypad import DEFAULTS, NAMES, names
from kiosk.platform import system_settings, user_settings
from kiosk.problems import ProblemError, Remedy
from kiosk.value import dataclass

PREFIX = "YINLING_"
LEAST, MOST = 2.0, 12.0
"""Pixels a millimetre."""
LONGEST_DAYS = 90
"""A portal knows the keys of what was sent at least so long: what waits longer could be taken for something new."""


class SettingsError(Exception):
    """A setting that cannot be taken. where: file or variable; what: the key; why: a phrase key of `settings.*`."""

    def __init__(self, where: str, what: str, why: str) -> None:
        super().__init__(f"{where}: {what}: {why}")
        self.where = where
        self.what = what
        self.why = why


@dataclass(frozen=True, slots=True)
class Settings:
    """profile: kiosk, assisted or home. portal: the portal's address ("" the embedded sandbox). windowed: a window instead of the whole screen.

    language, size (0 to 3), theme: what every session begins with. px_per_mm: the calibrated screen (0: as the screen says). phone: whom to call.
    open_from, open_until: "8:30", the second later. data: folder of outbox and key. printer: name of a CUPS queue ("" none; on the sandbox that comes
    along the simulated one). simulated_devices: made-up card reader, scanner and printer against a portal that is named too, for who builds one.
    retention_days: how long an unsent application may stay. now: a fixed start of the clock (ISO 8601, with its zone), for demonstrations and tests.
    headphones: seen (put in while it runs, as the platform tells; else as the person says), asked (as the person says), always (a handset is all
    there is).
    talk: tap, or after_reading (listening begins by itself when the guide has ended, for who can touch nothing).
    key_…: which keys a pad of nine keys sends for each of its deeds (names of kiosk/keypad.py, several separated by spaces).
    switches: by how many switches all is worked from the start (0, 1 or 2); switch_one, switch_two: the keys they send.
    model: folder of the speech model ("": VOSK_MODEL_PATH, then the usual places); none, and nobody is offered to speak.
    voice_pack: folder of a person's recordings ("": the engine says all). model_url: where `./run model` fetches from ("": the model's own home).
    """

    profile: str = "kiosk"
    portal: str = ""
    windowed: bool = False
    language: str = "zh"
    size: int = 2
    theme: str = "day"
    px_per_mm: float = 0.0
    phone: str = "12345"
    open_from: str = "0:00"
    open_until: str = "24:00"
    data: str = ""
    printer: str = ""
    retention_days: int = 30
    now: str = ""
    model: str = ""
    key_next: str = DEFAULTS["next"]
    key_previous: str = DEFAULTS["previous"]
    key_next_group: str = DEFAULTS["next_group"]
    key_previous_group: str = DEFAULTS["previous_group"]
    key_select: str = DEFAULTS["select"]
    key_help: str = DEFAULTS["help"]
    key_again: str = DEFAULTS["again"]
    key_louder: str = DEFAULTS["louder"]
    key_softer: str = DEFAULTS["softer"]
    key_pause: str = DEFAULTS["pause"]
    switches: int = 0
    switch_one: str = "Space"
    switch_two: str = "Return"
    voice_pack: str = ""
    model_url: str = ""
    talk: str = "tap"
    headphones: str = "seen"
    simulated_devices: bool = False


CHOICES: Mapping[str, tuple[object, ...]] = {
    "profile": ("kiosk", "assisted", "home"),
    "language": LANGUAGES,
    "size": (0, 1, 2, 3),
    "talk": ("tap", "after_reading"),
    "headphones": ("seen", "asked", "always"),
    "switches": (0, 1, 2),
    "theme": THEMES,
}
KINDS: Mapping[str, type] = {field.name: type(field.default) for field in fields(Settings)}


def minutes(text: str) -> int:
    """ "8:30" as minutes of the day. Raises ValueError."""
    hour, minute = (int(part) for part in text.split(":"))
    if not (0 <= hour <= 24 and 0 <= minute < 60 and hour * 60 + minute <= 24 * 60):
        raise ValueError(text)
    return hour * 60 + minute


def one_key(name: str) -> str:
    """The one key that a switch sends. Raises ValueError for none, several, or one that there is not."""
    if name not in NAMES:
        raise ValueError(name)
    return name


def scale(px_per_mm: float) -> float:
    """Pixels a millimetre that a screen can have, or 0. Raises ValueError."""
    if px_per_mm != 0 and not LEAST <= px_per_mm <= MOST:
        raise ValueError(px_per_mm)
    return px_per_mm


def moment(text: str) -> str:
    """A time with its zone (ISO 8601), or "". Raises ValueError."""
    if text and datetime.fromisoformat(text).tzinfo is None:
        raise ValueError(text)
    return text


def address(text: str) -> str:
    """Where a portal is: http or https and a host; "" the sandbox that comes along. Raises ValueError."""
    if not text:
        return text
    from urllib.parse import urlsplit  # not on the way of who names none

    parts = urlsplit(text)
    whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and len(text.split()) == 1
    if not whole or parts.query or parts.fragment:
        raise ValueError(text)
    return text


def days(number: int) -> int:
    """How long something may stay. Raises ValueError."""
    if not 1 <= number <= LONGEST_DAYS:
        raise ValueError(number)
    return number


_CHECKS: Mapping[str, Callable[[Any], object]] = {
    "portal": address,
    "retention_days": days,
    "px_per_mm": scale,
    "now": moment,
    "open_from": minutes,
    "open_until": minutes,
    "switch_one": one_key,
    "switch_two": one_key,
}
_KEYS = "key_"
"""How settings that name keys for a deed begin."""


def load(flags: Mapping[str, Any], environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings from everywhere. flags: only those that were given. Raises SettingsError."""
    settings = Settings()
    hours = ""
    sources: list[tuple[Mapping[str, Any], Callable[[str], str]]] = [
        (_file(path), partial(_in_file, path)) for path in (system_settings(), user_settings())
    ]
    sources += [(_of_environment(environment), _in_environment), (flags, _by_flag)]
    for found, where in sources:
        settings = _taken(settings, found, where)
        hours = next((where(key) for key in ("open_until", "open_from") if key in found), hours)
    if minutes(settings.open_from) >= minutes(settings.open_until):  # it would never open, and nobody could say why
        raise SettingsError(hours, "open_until", "settings.wrong_value")
    return settings


def _in_file(path: Path, key: str) -> str:
    return str(path)


def _in_environment(key: str) -> str:
    return PREFIX + key.upper()


def _by_flag(key: str) -> str:
    return "--" + key


def keep(key: str, value: float | int | str | bool) -> None:
    """Writes one setting into the user's file and leaves its other lines as they are. Raises ProblemError when it cannot be written."""
    path = user_settings()
    line = f"{key} = {json.dumps(value, ensure_ascii=False)}"
    try:
        before = path.read_text("utf-8").splitlines() if path.exists() else []
        kept = [one for one in before if one.partition("=")[0].strip() != key]
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text("\n".join([line, *kept]) + "\n", "utf-8")
        fresh.replace(path)
    except (OSError, UnicodeDecodeError) as error:
        raise ProblemError(Remedy.ASK_STAFF, "scale") from error


def _file(path: Path) -> Mapping[str, Any]:
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(str(path), type(error).__name__, "settings.unreadable") from error
    import tomllib  # most machines have no file, and the first picture does not wait for it

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(str(path), str(error), "settings.broken") from error


def _of_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, text in environment.items():
        if name.startswith(PREFIX):
            key = name.removeprefix(PREFIX).lower()
            found[key] = _parsed(key, text)
    return found


def _parsed(key: str, text: str) -> object:
    kind = KINDS.get(key)
    try:
        if kind is bool:
            return {"1": True, "true": True, "0": False, "false": False}[text.lower()]
        return kind(text) if kind in (int, float) else text
    except (ValueError, KeyError):
        raise SettingsError(_in_environment(key), text, "settings.wrong_value") from None


def _taken(settings: Settings, found: Mapping[str, Any], where: Callable[[str], str]) -> Settings:
    for key, value in found.items():
        if key not in KINDS:
            raise SettingsError(where(key), key, "settings.unknown")
        kind = KINDS[key]
        number = kind is float and isinstance(value, int) and not isinstance(value, bool)
        if not (number or type(value) is kind) or (key in CHOICES and value not in CHOICES[key]):
            raise SettingsError(where(key), key, "settings.wrong_value")
        check = _CHECKS.get(key) or (names if key.startswith(_KEYS) else None)
        if check is not None:
            try:
                check(value)
            except ValueError:
                raise SettingsError(where(key), key, "settings.wrong_value") from None
    return replace(settings, **found)
