"""Which phrase keys the code asks for, read from its source: literals and families (f-strings) where a text for people stands."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEY = re.compile(r"[a-z_]+(\.[a-z_0-9]+)+")
TEXTS: dict[str, tuple[int, ...]] = {
    "phrase": (0,),
    "Phrase": (0,),
    "Heading": (0, 1, 2),
    "Paragraph": (0, 1),
    "Notice": (0,),
    "Action": (0, 4),
    "Option": (1, 2),
    "Choices": (1,),
    "Menu": (1,),
    "TextField": (1,),
    "DateField": (1,),
    "Row": (1, 2, 3),
    "Table": (1,),
    "Entry": (0, 1),
    "Timeline": (1,),
    "Slip": (1, 2, 4),
    "Picture": (1,),
    "Meter": (1,),
    "SignaturePad": (1,),
    "SignVideo": (1,),
    "BankCard": (1,),
    "Countdown": (0,),
}
"""Where texts stand in what screens are made of."""
NAMED = frozenset(
    {
        "text",
        "title",
        "help",
        "example",
        "hint",
        "label",
        "value",
        "source",
        "unit",
        "error",
        "part",
        "when",
        "qr_label",
    }
)
METHODS = {"show": (0,), "say": (0, 1), "words": (0,), "phrase": (1,), "announce": (0,), "append": (0,)}
"""Methods that take a text, or a line of texts."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A key, or a family of keys with {} for what is filled in; where it stands."""

    key: str
    place: str


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """The product's modules. The reference portal has words of its own."""
    for package in ("kiosk", "ui", "voice"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "sandbox" not in path.relative_to(ROOT).parts:
                yield path, _parsed(path)


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def wanted() -> tuple[Wanted, ...]:
    """Every key and family where a text for people stands."""
    return tuple(
        Wanted(key, f"{path.relative_to(ROOT)}:{node.lineno}")
        for path, module in modules()
        for node in _texts(module)
        if (key := _key(node)) is not None
    )


@cache
def literals() -> frozenset[str]:
    """Every string of the product, the reference portal's codes with them."""
    paths = [path for package in ("kiosk", "ui", "voice") for path in (ROOT / package).rglob("*.py")]
    return frozenset(
        node.value
        for path in paths
        for node in ast.walk(_parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def family(node: ast.JoinedStr) -> str:
    """An f-string with {} for each place."""
    return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)


def _key(node: ast.expr) -> str | None:
    if isinstance(node, ast.JoinedStr):
        return found if "." in (found := family(node)) else None
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
        return node.value
    return None


def _texts(module: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in TEXTS:
                yield from _given(node, TEXTS[name])
            case ast.Call(func=ast.Attribute(attr=name)) if name in METHODS:
                yield from _given(node, METHODS[name])
            case ast.FunctionDef(returns=ast.expr() as returns) if "Text" in ast.unparse(returns):
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Return) and inner.value is not None:
                        yield from _ends(inner.value)
            case ast.AnnAssign(annotation=annotation, value=ast.expr() as value) if "Text" in ast.unparse(annotation):
                yield from _ends(value)


def _given(call: ast.Call, places: tuple[int, ...]) -> Iterator[ast.expr]:
    for place in places:
        if place < len(call.args):
            yield from _ends(call.args[place])
    for keyword in call.keywords:
        if keyword.arg in NAMED:
            yield from _ends(keyword.value)


def _ends(node: ast.expr) -> Iterator[ast.expr]:
    """What an expression can come to, without what is inside of calls."""
    match node:
        case ast.IfExp(body=body, orelse=orelse):
            yield from _ends(body)
            yield from _ends(orelse)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _ends(value)
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            for element in elements:
                yield from _ends(element)
        case ast.Constant() | ast.JoinedStr():
            yield node
