"""JSON Schema 2020-12 with a JSON Forms UI schema → the neutral form model.

What cannot be asked as it was meant is refused, with its path.

The dialect is described for portals in `kiosk/portal/form-dialect.md`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kiosk.forms import check_list, fields, guard, logic, order, ui_rules
from kiosk.forms.fields import Field
from kiosk.forms.guard import FormNotShowable, only
from kiosk.forms.logic import ALWAYS, Clause
from kiosk.forms.model import Form, Question, Repeat
from kiosk.forms.questions import question
from kiosk.value import dataclass

__all__ = ["FormNotShowable", "import_form"]

MOST_ITEMS = 50
"""Items of a repeat that one person can be asked for."""

_LAYOUTS = ("VerticalLayout", "HorizontalLayout", "Categorization")
_GROUPS = ("Group", "Category")


def import_form(data: Mapping[str, Any], ui: Mapping[str, Any]) -> Form:
    """The form as the client asks it.

    data: JSON Schema; ui: JSON Forms UI schema. Raises FormNotShowable(path, reason).
    """
    guard.measured(data, "data#")
    guard.measured(ui, "ui#")
    if not isinstance(data, Mapping):
        raise FormNotShowable("data#", "not_an_object")
    schema = guard.resolved(data)
    found = fields.read(schema)
    items = tuple(_Reader(found, "").items(ui, "ui#", ALWAYS, ""))
    form = Form(items, check_list.read(schema.get("x-check", ()), items), schema)
    order.refuse_rings(form)
    _refuse_twice(items)
    return form


@dataclass(frozen=True, slots=True)
class _Control:
    """One control: its field, the clause under which it is shown, and what the UI schema adds."""

    field: Field
    path: str
    shown: Clause
    section: str
    label: str
    options: Mapping[str, Any]


class _Reader:
    """Walks a UI schema over the fields of one level: the whole form, or one item of a repeat."""

    def __init__(self, found: Sequence[Field], base: str) -> None:
        self._fields = {field.pointer: field for field in found}
        self._base = base

    def items(self, ui: Any, path: str, shown: Clause, section: str) -> Iterator[Question | Repeat]:
        controls = list(self._controls(ui, path, shown, section))
        asked: set[str] = set()
        for control in controls:
            if control.field.pointer in asked:
                raise FormNotShowable(control.path, "asked_twice")
            asked.add(control.field.pointer)
        for pointer, field in self._fields.items():
            if pointer not in asked:
                raise FormNotShowable(field.path, "no_control")
        for control in controls:
            yield self._repeat(control) if control.field.repeats else self._question(control)

    def _controls(self, element: Any, path: str, shown: Clause, section: str) -> Iterator[_Control]:
        if not isinstance(element, Mapping):
            raise FormNotShowable(path, "not_an_object")
        if "rule" in element:
            shown |= ui_rules.read(element["rule"], self._base, self._fields, f"{path}/rule")
        match element.get("type"):
            case "Control":
                yield from self._control(element, path, shown, section)
                return
            case kind if kind in _LAYOUTS:
                only(element, ("type", "elements", "rule"), path)
            case kind if kind in _GROUPS:
                only(element, ("type", "elements", "rule", "label"), path)
                if not isinstance(element.get("label"), str):
                    raise FormNotShowable(path, "group_without_label")
                section = element["label"]
            case _:
                raise FormNotShowable(f"{path}/type", "unknown_element")
        if not isinstance(element.get("elements"), list | tuple):
            raise FormNotShowable(path, "no_elements")
        for place, child in enumerate(element["elements"]):
            yield from self._controls(child, f"{path}/elements/{place}", shown, section)

    def _control(
        self, element: Mapping[str, Any], path: str, shown: Clause, section: str
    ) -> Iterator[_Control]:
        only(element, ("type", "scope", "rule", "label", "options"), path)
        pointer = ui_rules.scope(element.get("scope"), self._base, f"{path}/scope")
        options = only(element.get("options", {}), ("detail", "multi"), f"{path}/options")
        label = element.get("label", "")
        if not isinstance(label, str):
            raise FormNotShowable(f"{path}/label", "not_text")
        if pointer in self._fields:
            yield _Control(self._fields[pointer], path, shown, section, label, options)
            return
        inside = [field for name, field in self._fields.items() if name.startswith(f"{pointer}/")]
        if not inside or pointer == self._base or options:
            raise FormNotShowable(f"{path}/scope", "unknown_scope")
        for field in inside:
            yield _Control(field, path, shown, label or field.section or section, "", {})

    def _question(self, control: _Control) -> Question:
        if "detail" in control.options:
            raise FormNotShowable(f"{control.path}/options/detail", "detail_of_no_list")
        when = logic.conditions(control.shown, self._base)
        required = _required(control.field, control.shown)
        section = control.section or control.field.section
        return question(
            control.field, control.label, control.options.get("multi") is True, when, required, section
        )

    def _repeat(self, control: _Control) -> Repeat:
        field, schema, path = control.field, control.field.schema, control.field.path
        if "multi" in control.options:
            raise FormNotShowable(f"{control.path}/options/multi", "multi_is_for_text")
        required = _required(field, control.shown)
        least, most = schema.get("minItems", 0), schema.get("maxItems", 0)
        if not (_is_count(least) and _is_count(most) and least <= most <= MOST_ITEMS and most > 0):
            raise FormNotShowable(f"{path}/maxItems", "list_without_limits")
        if required != (least > 0):
            raise FormNotShowable(
                path, "required_list_may_be_empty" if required else "list_needed_but_not_required"
            )
        questions = self._questions_of(control)
        if least and not any(one.required and not one.when for one in questions):
            raise FormNotShowable(path, "list_without_needed_question")
        words = {word: schema.get(word, "") for word in ("title", "description", "x-item", "x-say")}
        for word, text in words.items():
            if not isinstance(text, str):
                raise FormNotShowable(f"{path}/{word}", "not_text")
        title = control.label or words["title"]
        if not title or not words["x-item"]:
            raise FormNotShowable(path, "no_title" if not title else "no_item_word")
        return Repeat(
            pointer=field.pointer,
            title=title,
            item=words["x-item"],
            minimum=least,
            maximum=most,
            questions=questions,
            help=words["description"],
            say=words["x-say"],
            when=logic.conditions(control.shown, self._base),
            section=control.section or field.section,
        )

    def _questions_of(self, control: _Control) -> tuple[Question, ...]:
        field = control.field
        detail = control.options.get("detail", "GENERATE")
        reader = _Reader(field.questions, f"{field.pointer}/*")
        if detail in ("GENERATE", "DEFAULT"):
            scopes = [
                one.pointer.removeprefix(f"{field.pointer}/*/").replace("/", "/properties/")
                for one in field.questions
            ]
            elements = [{"type": "Control", "scope": f"#/properties/{scope}"} for scope in scopes]
            detail = {"type": "VerticalLayout", "elements": elements}
        asked = tuple(reader.items(detail, f"{control.path}/options/detail", ALWAYS, ""))
        questions = tuple(one for one in asked if isinstance(one, Question))
        return tuple(replace(one, section=control.section or field.section) for one in questions)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _required(field: Field, shown: Clause) -> bool:
    """Required whenever it is shown.

    The schema must want it under no more conditions than those under which it is shown.
    """
    if not field.wanted:
        return False
    if not any(clause <= shown for clause in field.wanted):
        raise FormNotShowable(field.path, "required_disagrees")
    return True


def _refuse_twice(items: Sequence[Question | Repeat]) -> None:
    seen: set[str] = set()
    for item in items:
        for one in item.questions if isinstance(item, Repeat) else (item,):
            if one.semantic in seen:
                raise FormNotShowable(f"data#{one.pointer}", "semantic_twice")
            if one.semantic:
                seen.add(one.semantic)
