"""Somebody who uses the real program through an assistive tool alone: meets names, roles and states, and acts by what AT-SPI offers."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.engines.desktop import PYTHON, Desktop, until

ROOT = Path(__file__).resolve().parents[2]
HANDS = Path(__file__).with_name("accessible_hands.py")
PATIENCE_S = 120.0
TAB = 0xFF09
STRUCK_AGAIN_S = 12.0
"""A key that is heeded has its effect long before, also on a busy machine: struck again too soon it would count twice."""


class NotThere(AssertionError):
    """What was looked for does not show. Names what does."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing that shows."""

    id: int
    parent: int
    role: str
    name: str
    description: str
    states: frozenset[str]
    actions: tuple[str, ...]
    text: str | None
    labelled_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One event: its type, of what, and its first detail."""

    kind: str
    role: str
    name: str
    detail: int
    text: str


class ToolUser:
    """`program`: the process that is used. Every look is fresh."""

    def __init__(self, desktop: Desktop, program: "subprocess.Popen[bytes]") -> None:
        self.program = program
        self._hands = desktop.run(
            PYTHON, "-I", str(HANDS), str(program.pid), out=subprocess.PIPE, feed=subprocess.PIPE
        )

    def _ask(self, **request: Any) -> Any:
        assert self._hands.stdin and self._hands.stdout
        self._hands.stdin.write(json.dumps(request).encode() + b"\n")
        self._hands.stdin.flush()
        line = self._hands.stdout.readline()
        assert line, "the hands are gone"
        answer = json.loads(line)
        if "error" in answer:
            raise NotThere(answer["error"])
        return answer["answer"]

    # --- meeting

    def look(self) -> list[Node]:
        """All that shows, top down."""
        return [
            Node(
                raw["id"],
                raw["parent"],
                raw["role"],
                raw["name"],
                raw["description"],
                frozenset(raw["states"]),
                tuple(raw["actions"]),
                raw["text"],
                tuple(raw["labelled_by"]),
            )
            for raw in self._ask(do="tree")
        ]

    def find(self, role: str, name: str, seen: list[Node] | None = None) -> Node:
        """The first of this role whose name is, else begins with, this. Raises NotThere."""
        seen = self.look() if seen is None else seen
        there = [node for node in seen if node.role == role]
        for node in there:
            if node.name == name:
                return node
        for node in there:
            if node.name.startswith(name):
                return node
        raise NotThere(f"{role} {name!r}; there is {[(node.role, node.name) for node in seen if node.name]}")

    def wait(self, what: str, condition: Callable[[list[Node]], Any], seconds: float = PATIENCE_S) -> list[Node]:
        """Looks until the condition holds; what is seen then. Raises NotThere with what was seen last."""
        seen: list[Node] = []

        def holds() -> bool:
            nonlocal seen
            assert self.program.poll() is None, "the program has ended"
            with contextlib.suppress(NotThere):  # it changed under the look
                seen = self.look()
                return bool(condition(seen))
            return False

        try:
            until(what, holds, seconds)
        except TimeoutError:
            raise NotThere(f"{what}; there is {[(node.role, node.name) for node in seen if node.name]}") from None
        return seen

    def at(self, heading: str) -> list[Node]:
        """Waits for the screen with this heading; all that shows on it."""
        return self.wait(heading, lambda seen: any(n.role == "heading" and n.name == heading for n in seen))

    def told(self) -> list[Told]:
        """The events since the last asking."""
        return [Told(*raw) for raw in self._ask(do="events")]

    # --- acting

    def act(self, role: str, name: str, action: str, after: Callable[[list[Node]], Any], seconds: float = PATIENCE_S) -> list[Node]:
        """Acts until it has had its effect: presses that come too soon after another are ignored by design.

        A thing that is just being taken away may offer nothing for a moment: it is looked at again, to the deadline.
        """
        self.wait(f"{role} {name}", lambda seen: any(n.role == role and n.name.startswith(name) for n in seen))
        seen: list[Node] = []
        lacks = ""

        def done() -> bool:
            nonlocal seen, lacks
            with contextlib.suppress(NotThere):  # it changed under the look
                seen = self.look()
                if after(seen):
                    return True
                node = self.find(role, name, seen)
                lacks = f"{node} offers no {action}" if action not in node.actions else ""
                if "sensitive" in node.states and not lacks:
                    self._ask(do="act", id=node.id, action=action)
            return False

        try:
            until(f"{action} {name} has no effect", done, seconds)
        except TimeoutError as error:
            raise AssertionError(lacks or str(error)) from None
        return seen

    def press(self, name: str, heading: str) -> list[Node]:
        """Presses the button; the screen with this heading follows."""
        return self.act("push button", name, "Press", lambda seen: has_heading(seen, heading)) and self.at(heading)

    def choose(self, name: str, role: str = "radio button") -> list[Node]:
        """Chooses a card."""

        def chosen(seen: list[Node]) -> bool:
            return any(n.role == role and n.name == name and "checked" in n.states for n in seen)

        return self.act(role, name, "Toggle", chosen)

    def write(self, name: str, text: str, role: str = "text") -> None:
        """Fills in the field of this name."""
        assert self._ask(do="write", id=self.find(role, name).id, text=text), f"{name} takes no text"

    def focus(self, node: Node) -> None:
        """Puts the focus there."""
        assert self._ask(do="focus", id=node.id), f"{node} takes no focus"

    def key(self, keysym: int) -> None:
        """A real key."""
        self._ask(do="key", keysym=keysym)

    def strike(self, keysym: int, after: Callable[[list[Node]], Any]) -> None:
        """A key, until it has had its effect: one that comes while AT-SPI is busy, or right after a press, is ignored."""
        for _ in range(4):
            self.key(keysym)
            with contextlib.suppress(NotThere):
                self.wait("an effect of the key", after, STRUCK_AGAIN_S)
                return
        raise NotThere(f"the key {keysym:#x} has no effect; the focus is on {self.focused()}")

    def type_secret(self, name: str, digits: str) -> None:
        """Strikes digits into a field that tells nothing but how many there are. It has the focus."""
        for number, digit in enumerate(digits, 1):
            self.strike(ord(digit), lambda seen, n=number: f"{n}位" in self.find("password text", name, seen).description)

    def tab(self) -> None:
        """The Tab key, until the focus has moved."""
        before = self.focused()
        self.strike(TAB, lambda seen: _focused(seen) not in ("", before))

    def focused(self) -> str:
        """The name of what has the focus."""
        return _focused(self.look())


def _focused(seen: list[Node]) -> str:
    return next((node.name for node in seen if "focused" in node.states), "")


def has_heading(seen: list[Node], heading: str) -> bool:
    """Whether this is the screen."""
    return any(node.role == "heading" and node.name == heading for node in seen)


@contextlib.contextmanager
def program(desktop: Desktop, *arguments: str, **environment: str) -> Iterator[ToolUser]:
    """The real program in a window, on its embedded sandbox, and somebody who uses it."""
    data = desktop.folder / "data"
    command = (sys.executable, "-P", "-m", "kiosk", "--windowed", "--data", str(data), *arguments)
    process = desktop.run(*command, PYTHONPATH=str(ROOT), QT_QPA_PLATFORM="xcb", **environment)
    user = ToolUser(desktop, process)
    try:
        yield user
    except BaseException as error:
        error.add_note(desktop.told(process))
        error.add_note(desktop.told(user._hands))
        raise
    finally:
        desktop.end(user._hands)
        desktop.end(process, 60.0)
