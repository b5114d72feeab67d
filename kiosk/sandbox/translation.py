"""A service in another language: the overrides of its file laid over the Chinese. What is not translated stays Chinese."""

import copy
from collections.abc import Mapping
from typing import Any


def translated(service: Mapping[str, Any], overrides: Mapping[str, Any]) -> dict[str, Any]:
    """The service with the overrides. A list of tables (materials, consents, conditions) is laid over item by item, by `code` where it
    has one, else by place.

    `form`: by answer pointer a title, or {"title", "description", "options": {const: title or {"title", "description"}}}; `labels` of
    groups and messages of `checks` by their Chinese.
    """
    result = copy.deepcopy(dict(service))
    for name, value in overrides.items():
        if name == "form" and isinstance(result.get("form"), dict):
            _translate_form(result["form"], value)
        else:
            result[name] = _laid_over(result.get(name), value)
    return result


def _laid_over(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        return old | {name: _laid_over(old.get(name), value) for name, value in new.items()}
    if isinstance(old, list) and isinstance(new, list) and all(isinstance(item, dict) for item in (*old, *new)):
        by_code = {item["code"]: item for item in new if "code" in item}
        places = [item for item in new if "code" not in item]
        return [
            _laid_over(item, by_code.get(item.get("code"), places[place] if place < len(places) else {}))
            for place, item in enumerate(old)
        ]
    return new


def _translate_form(form: dict[str, Any], words: Mapping[str, Any]) -> None:
    labels = words.get("labels", {})
    for pointer, given in words.items():
        if not pointer.startswith("/"):
            continue
        target = _property(form["data"], pointer)
        if target is None:
            continue
        texts: dict[str, Any] = {"title": given} if isinstance(given, str) else dict(given)
        options = texts.pop("options", {})
        if "title" in texts:
            target.pop("x-say", None)
        target.update(texts)
        for option in target.get("oneOf", target.get("items", {}).get("oneOf", [])):
            _translate_option(option, options.get(option.get("const")))
    for check in form["data"].get("x-check", ()):
        check["message"] = words.get("checks", {}).get(check.get("message"), check.get("message", ""))
    _relabel(form["ui"], labels)


def _translate_option(option: dict[str, Any], given: str | Mapping[str, str] | None) -> None:
    """A translated option keeps nothing of the first language, so that no sentence is half in each."""
    if given is not None:
        option.pop("description", None)
        option.pop("x-say", None)
        option.update({"title": given} if isinstance(given, str) else given)


def _property(schema: Any, pointer: str) -> dict[str, Any] | None:
    for name in pointer.strip("/").split("/"):
        if not isinstance(schema, dict):
            return None
        schema = schema.get("items") if name == "*" else schema.get("properties", {}).get(name)
    return schema if isinstance(schema, dict) else None


def _relabel(element: Any, labels: Mapping[str, str]) -> None:
    if isinstance(element, dict):
        label = element.get("label")
        if isinstance(label, str):
            element["label"] = labels.get(label, label)
        for value in element.values():
            _relabel(value, labels)
    elif isinstance(element, list):
        for item in element:
            _relabel(item, labels)
