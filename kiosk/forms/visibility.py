"""Which questions are shown for given answers.

The answer of a hidden question counts as none, wherever it is looked at.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.forms import conditions
from kiosk.forms.model import Answers, Condition, Form, Question, Repeat
from kiosk.forms.pointers import MISSING, at, general, get, index_in, put

Node = Question | Repeat


def nodes(form: Form) -> dict[str, tuple[Node, Repeat | None]]:
    """Every question and repeat by its general pointer, with the repeat it is in."""
    found: dict[str, tuple[Node, Repeat | None]] = {}
    for item in form.items:
        found[item.pointer] = (item, None)
        if isinstance(item, Repeat):
            found |= {question.pointer: (question, item) for question in item.questions}
    return found


def spoken_of(condition: Condition, known: Mapping[str, Any]) -> frozenset[str]:
    """The general pointers of the questions and repeats that a condition looks at."""
    return frozenset(_walk(condition.schema, condition.pointer, known))


def _walk(schema: Mapping[str, Any], pointer: str, known: Mapping[str, Any]) -> Iterator[str]:
    if pointer in known:
        yield pointer
        return
    for name in {*schema.get("properties", ()), *schema.get("required", ())}:
        yield from _walk(schema.get("properties", {}).get(name, {}), f"{pointer}/{name}", known)
    for word in ("allOf", "anyOf"):
        for sub in schema.get(word, ()):
            yield from _walk(sub, pointer, known)
    if "not" in schema:
        yield from _walk(schema["not"], pointer, known)


class Visibility:
    """What is shown for one form and one set of answers; remembers, so ask one object many times.

    Pointers have numbers.
    """

    def __init__(self, form: Form, answers: Answers) -> None:
        self._answers = answers
        self._nodes = nodes(form)
        self._known: dict[str, bool] = {}

    def items(self, repeat: Repeat) -> int:
        """How many items are asked for: those there are, and the least there must be."""
        there = get(self._answers, repeat.pointer)
        return max(len(there) if isinstance(there, list | tuple) else 0, repeat.minimum)

    def shown(self, pointer: str) -> bool:
        """Whether the question, the repeat or the item of a repeat is asked.

        False for what the form does not have.
        """
        if pointer not in self._known:
            self._known[pointer] = self._shown(pointer)
        return self._known[pointer]

    def _shown(self, pointer: str) -> bool:
        name = general(pointer)
        if name.endswith("/*"):
            node = self._nodes.get(name[:-2], (None, None))[0]
            return isinstance(node, Repeat) and self.shown(node.pointer) and index_in(pointer) < node.maximum
        node, repeat = self._nodes.get(name, (None, None))
        if node is None:
            return False
        if repeat and not (self.shown(repeat.pointer) and index_in(pointer) < self.items(repeat)):
            return False
        return all(self._met(condition, index_in(pointer)) for condition in node.when)

    def _met(self, condition: Condition, index: int) -> bool:
        value = self._value(condition, at(condition.pointer, index), index)
        return value is not MISSING and conditions.holds(condition.schema, value)

    def _value(self, condition: Condition, pointer: str, index: int) -> Any:
        """What a condition looks at, without what is hidden."""
        if condition.pointer in self._nodes:
            return self._answer(pointer)
        found: dict[str, Any] = {}
        for name in spoken_of(condition, self._nodes):
            value = self._answer(at(name, index))
            if value is not MISSING:
                found = put(found, name.removeprefix(condition.pointer), value)
        return found

    def _answer(self, pointer: str) -> Any:
        if not self.shown(pointer):
            return MISSING
        value = get(self._answers, pointer)
        node = self._nodes[general(pointer)][0]
        if not isinstance(node, Repeat) or not isinstance(value, list | tuple):
            return value
        items: list[dict[str, Any]] = [{} for _ in value]
        for question in node.questions:
            for index in range(len(value)):
                answer = self._answer(at(question.pointer, index))
                if answer is not MISSING:
                    inner = question.pointer.removeprefix(f"{node.pointer}/*")
                    items[index] = put(items[index], inner, answer)
        return items


def without_hidden(form: Form, answers: Answers) -> dict[str, Any]:
    """The answers without those of hidden questions and repeats. Nothing else changes."""
    seen = Visibility(form, answers)
    kept = dict(answers)
    for name, (node, repeat) in nodes(form).items():
        if repeat is None:
            if get(answers, name) is not MISSING and not seen.shown(name):
                kept = put(kept, name, MISSING)
            continue
        if not isinstance(get(kept, repeat.pointer), list | tuple):
            continue
        for index in range(len(get(kept, repeat.pointer))):
            pointer = at(node.pointer, index)
            if get(kept, pointer) is not MISSING and not seen.shown(pointer):
                kept = put(kept, pointer, MISSING)
    return kept
