"""Which materials these answers call for."""

from collections.abc import Mapping
from typing import Any

from kiosk.forms import conditions, pointers
from kiosk.forms.pointers import MISSING
from kiosk.forms.ui_rules import scope
from kiosk.portal.services import MaterialSlot, Service


def wanted(service: Service, answers: Mapping[str, Any]) -> tuple[MaterialSlot, ...]:
    """The material slots whose condition holds, in the service's order."""
    return tuple(slot for slot in service.materials if _wanted(slot.when, answers))


def _wanted(when: dict[str, Any] | None, answers: Mapping[str, Any]) -> bool:
    if when is None:
        return True
    if "type" in when and when["type"] in ("AND", "OR"):
        parts = [_wanted(part, answers) for part in when["conditions"]]
        return all(parts) if when["type"] == "AND" else any(parts)
    value = pointers.get(answers, scope(when["scope"], "", ""))
    return value is not MISSING and conditions.holds(when["schema"], value)
