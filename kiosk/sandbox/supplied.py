"""Laying corrected answers over the first ones."""

import copy
from collections.abc import Mapping
from typing import Any

from kiosk.sandbox.problems import fault


def with_supplied(answers: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with those given: nested like answers, or by JSON pointer (`/bank/card_no`). Raises Refused 422."""
    result: dict[str, Any] = copy.deepcopy(dict(answers))
    for name, value in given.items():
        if name.startswith("/"):
            _put(result, name, value)
        else:
            result[name] = _laid_over(result.get(name), value)
    return result


def _laid_over(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        return old | {name: _laid_over(old.get(name), value) for name, value in new.items()}
    return new


def _put(target: Any, pointer: str, value: Any) -> None:
    *way, last = (part.replace("~1", "/").replace("~0", "~") for part in pointer[1:].split("/"))
    for part in way:
        if isinstance(target, dict):
            target = target.setdefault(part, {})
        elif isinstance(target, list) and part.isdigit() and int(part) < len(target):
            target = target[int(part)]
        else:
            raise fault("/answers" + pointer, "unknown")
    if isinstance(target, dict):
        target[last] = value
    elif isinstance(target, list) and last.isdigit() and int(last) < len(target):
        target[int(last)] = value
    else:
        raise fault("/answers" + pointer, "unknown")
