"""Faults on demand, for tests: what a bad line, a proxy or a crash does to a request. Rules are in memory, a restart forgets them."""

import re
from typing import Literal

import msgspec

Kind = Literal[
    "lose_answer",
    "drop",
    "delay",
    "status_500",
    "status_500_after",
    "status_429",
    "status_503",
    "cut_upload",
    "html",
    "kill_before_commit",
    "kill_after_commit",
]
"""lose_answer: the work is done and committed, then the connection is cut without an answer. drop: cut before any work.
status_500: before any work; status_500_after: after the commit. cut_upload: half the body (or `bytes`) arrives, then the line is cut.
html: a page instead of JSON, as a portal behind a broken proxy answers. kill_*: the process kills itself (SIGKILL) within the request.
"""


class Rule(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One fault. path: a regular expression searched in the path. after: so many fitting requests pass first; times: then so many fail."""

    kind: Kind
    method: str = ""
    path: str = ""
    times: int = 1
    after: int = 0
    seconds: float = 1.0
    bytes: int = -1

    def fits(self, method: str, path: str) -> bool:
        """Whether a request is meant."""
        return (not self.method or self.method.upper() == method) and re.search(self.path, path) is not None


class Faults:
    """The rules in force, in their order."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []
        self.struck: list[str] = []

    def add(self, rules: list[Rule]) -> None:
        """Puts rules in force. Raises re.error for a bad path."""
        for rule in rules:
            re.compile(rule.path)
        self._rules += rules

    def clear(self) -> None:
        """Takes all rules away."""
        self._rules.clear()

    def strike(self, method: str, path: str) -> Rule | None:
        """The rule that hits this request, used up by one; None when it goes through."""
        for rule in self._rules:
            if rule.times > 0 and rule.fits(method, path):
                if rule.after > 0:
                    rule.after -= 1
                    continue
                rule.times -= 1
                self.struck.append(f"{rule.kind} {method} {path}")
                return rule
        return None

    def left(self) -> list[Rule]:
        """The rules that still have something to do."""
        return [rule for rule in self._rules if rule.times > 0]
