"""What the program remembers from one person to the next by itself: nothing that is a person's."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
OF_NOBODY = {
    "kiosk/forms/patterns.py:_compiled",
    "kiosk/own_words.py:learn",
    "kiosk/phrases.py:load",
    "kiosk/sandbox/words.py:words",
    "kiosk/slips.py:_neighbours",
    "ui/fonts.py:_load",
    "ui/icons.py:_drawing",
    "ui/icons.py:known",
    "ui/qr.py:modules",
    "ui/words.py:_beginning",  # asked for one character alone
    "voice/pronounce/lexicon.py:columns",
    "voice/pronounce/lexicon.py:table",
}
"""Functions that keep answers, each for what stands in our own files or a portal's catalogue; the code of a slip is forgotten with the slip."""


def _keeping(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and any(
            ast.unparse(mark).partition("(")[0].rpartition(".")[2] in ("cache", "lru_cache") for mark in node.decorator_list
        ):
            given = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args) if argument.arg != "cls"]
            found |= {f"{path.relative_to(ROOT).as_posix()}:{node.name}"} if given else set()
    return found


def test_no_function_keeps_its_answers_for_what_a_person_may_have_said() -> None:
    """A cache outlives a session: whoever adds one says here that what it is asked for is nobody's."""
    paths = [path for folder in ("kiosk", "ui", "voice") for path in (ROOT / folder).rglob("*.py")]
    found = set().union(*map(_keeping, paths))
    assert found <= OF_NOBODY
