"""One file a family of blocks. `load()` registers every drawer."""

from importlib import import_module

FAMILIES: tuple[str, ...] = (
    "heading",
    "notice",
    "choices",
    "menu",
    "text_field",
    "caption",
    "progress",
    "toolbar",
    "keyboard",
    "date_field",
    "table",
    "timeline",
    "slip",
    "picture",
    "meter",
    "signature",
)


def load() -> None:
    """Imports every family, so that each block type has its drawer."""
    for family in FAMILIES:
        import_module(f"ui.blocks.{family}")
