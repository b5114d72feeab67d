"""Refuses forms whose questions wait for each other in a ring: none of them could ever be shown."""

from kiosk.forms.guard import FormNotShowable
from kiosk.forms.model import Form
from kiosk.forms.visibility import nodes, spoken_of


def refuse_rings(form: Form) -> None:
    """Raises FormNotShowable(path, "condition_ring")."""
    known = nodes(form)
    waits = {
        pointer: {other for condition in node.when for other in spoken_of(condition, known)}
        | ({repeat.pointer} if repeat else set())
        for pointer, (node, repeat) in known.items()
    }
    done: set[str] = set()
    for pointer in waits:
        _visit(pointer, waits, (), done)


def _visit(pointer: str, waits: dict[str, set[str]], under_way: tuple[str, ...], done: set[str]) -> None:
    if pointer in under_way:
        raise FormNotShowable(f"data#{pointer}", "condition_ring")
    if pointer in done:
        return
    for other in sorted(waits[pointer]):
        _visit(other, waits, (*under_way, pointer), done)
    done.add(pointer)
