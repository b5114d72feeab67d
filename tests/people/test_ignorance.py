"""The people know their senses and hands and nothing of the product: what they can do, anyone can who has them."""

import ast
from pathlib import Path

FOLDER = Path(__file__).parent
PRODUCT = {"kiosk", "ui", "voice", "assets", "PySide6", "shiboken6"}


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
            assert node.level == 0, path.name
    return found


def test_people_import_nothing_of_the_product_nor_of_the_stage() -> None:
    for path in FOLDER.glob("**/*.py"):
        for name in _imports(path):
            first, _, rest = name.partition(".")
            assert first not in PRODUCT, f"{path.name} imports {name}"
            assert first != "tests" or rest.startswith("people"), f"{path.name} imports {name}"


def test_people_reach_into_nothing_by_name() -> None:
    for path in FOLDER.glob("**/*.py"):
        if path.name == Path(__file__).name:
            continue
        names = {node.id for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Name)}
        assert not names & {"__import__", "importlib", "getattr", "eval", "exec", "open"}, path.name
