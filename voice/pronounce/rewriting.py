"""Written forms to spoken ones by a table of rules: at each place of a text the first rule that fits wins.

The rules are data (assets/lexicon/written_*.toml): a pattern with named groups, and what is said, with each group in a form
(`{y:digits}`). One scan over the text, so what a rule says is never rewritten by another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from string import Formatter
from typing import Any

from kiosk.value import dataclass

Form = Callable[[str], str]
HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_NAMED = re.compile(r"\(\?P(<|=)(\w+)")
_MACRO = re.compile(r"<<(\w+)>>")


@dataclass(frozen=True, slots=True)
class _Part:
    literal: str
    group: str | None
    form: Form | None


class Rewriting:
    """The compiled rules of one language. Raises KeyError for a form or a list a rule names and nobody gave."""

    def __init__(self, data: Mapping[str, Any], forms: Mapping[str, Form]) -> None:
        macros = {name: f"(?:{'|'.join(entries)})" for name, entries in data["lists"].items()}
        units = sorted(map(re.escape, data["units"]), key=len, reverse=True)
        macros |= {"unit": f"(?:{'|'.join(units)})", "n": NUMBER, "han": f"[{HAN}]"}
        patterns: list[str] = []
        self._says: dict[str, Sequence[_Part]] = {}
        for index, rule in enumerate(data["rule"]):
            mark = f"r{index}"
            # A group is named once in one pattern, so each rule's names get its mark.
            body = _NAMED.sub(rf"(?P\g<1>{mark}_\g<2>", _MACRO.sub(lambda m: macros[m[1]], rule["match"]))
            patterns.append(f"(?P<{mark}>{body})")
            self._says[mark] = tuple(
                _Part(literal, f"{mark}_{field}" if field != "0" else mark, forms[spec or "text"])
                if field is not None
                else _Part(literal, None, None)
                for literal, field, spec, _ in Formatter().parse(rule["say"])
            )
        self._pattern = re.compile("|".join(patterns))

    def spoken(self, text: str) -> str:
        """The text with every written form replaced by what is said."""
        return self._pattern.sub(self._say, text)

    def pieces(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Each written form: start, end, what is said for it. A text may not be cut inside one."""
        return ((*found.span(), self._say(found)) for found in self._pattern.finditer(text))

    def _say(self, found: re.Match[str]) -> str:
        said: list[str] = []
        for part in self._says[str(found.lastgroup)]:
            said.append(part.literal)
            if part.group is not None and part.form is not None and (value := found[part.group]) is not None:
                said.append(part.form(value))
        return "".join(said)
