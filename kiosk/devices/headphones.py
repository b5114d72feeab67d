"""Whether sound goes into headphones now, as the sound server tells it (PulseAudio, or PipeWire in its place). Pure but for `look`.

True only where the default output says that it is one; a loudspeaker is False; None where it does not tell: then the person is asked.
"""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any

ANSWER_S = 5.0
PRIVATE = ("headphone", "headset", "handset", "earpiece")
"""Words in the types of ports and the forms of devices, whatever their case."""
OPEN = ("speaker", "internal", "tv", "hifi", "portable", "car", "hands-free", "line", "hdmi", "spdif", "digital", "aux")


def look(command: str) -> bool | None:
    """Asks the server. command: the control program. None also where there is none, or it answers nothing that can be read."""
    try:
        default = _asked(command, "get-default-sink").strip()
        sinks = json.loads(_asked(command, "-f", "json", "list", "sinks"))
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return into_headphones(sinks, default) if isinstance(sinks, list) else None


def into_headphones(sinks: Sequence[Mapping[str, Any]], default: str) -> bool | None:
    """From the server's list of outputs and the name of the one in use."""
    sink = next((one for one in sinks if one.get("name") == default), None)
    if sink is None:
        return None
    active = sink.get("active_port")
    port = next((one for one in sink.get("ports") or () if one.get("name") == active), None) if active else None
    if port is not None:
        told = _told(f"{port.get('type', '')} {active}")
        if told is not None:
            return told and port.get("availability") != "not available"
    return _told(str((sink.get("properties") or {}).get("device.form_factor", "")))


def _told(words: str) -> bool | None:
    said = words.lower()
    if any(word in said for word in PRIVATE):
        return True
    return False if any(word in said for word in OPEN) else None


def _asked(command: str, *words: str) -> str:
    done = subprocess.run([command, *words], env=plain(), capture_output=True, timeout=ANSWER_S, check=True)
    return done.stdout.decode("utf-8", "replace")


def plain() -> dict[str, str]:
    """The environment for the control program: in other tongues its JSON has commas for points, and its events other words."""
    return {**os.environ, "LC_ALL": "C"}
