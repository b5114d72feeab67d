"""TOML as our own files are written: tables, and a name with its value on one line.

Whatever is written in another way goes to tomllib, which takes 2 ms to load and 70 ms for all our words: the first picture waits for neither.
"""

import json
from typing import Any

_decode = json.JSONDecoder().raw_decode
"""Numbers, words in double quotes and lists of them are the same in JSON."""


def loads(text: str) -> dict[str, Any]:
    """The tables of a text. Raises tomllib.TOMLDecodeError when it is no TOML."""
    try:
        return _plain(text)
    except ValueError:
        import tomllib

        return tomllib.loads(text)


def _plain(text: str) -> dict[str, Any]:
    """Raises ValueError for what is not plain."""
    whole: dict[str, Any] = {}
    table, headers = whole, set()
    for line in text.splitlines():
        if not line or line[0] == "#":
            continue
        if line[0] == "[":
            name, closed, rest = line[1:].partition("]")
            if not closed or rest or name in headers or not name.replace(".", "").isidentifier():
                raise ValueError(line)
            headers.add(name)
            table = whole
            for part in name.split("."):
                table = table.setdefault(part, {})
            continue
        name, equals, written = line.partition(" = ")
        name = name.rstrip()
        if not equals or name in table or not name.isidentifier():
            raise ValueError(line)
        value, end = _decode(written)
        if value is None or written[end:].strip()[:1] not in ("", "#"):
            raise ValueError(line)
        table[name] = value
    return whole
