"""One file a family of blocks, imported when the first block of it is drawn: the first picture waits for none that it does not show."""

from importlib import import_module

FAMILIES: dict[str, tuple[str, ...]] = {
    "heading": ("Heading", "Paragraph"),
    "notice": ("Notice", "Countdown"),
    "choices": ("Choices",),
    "menu": ("Menu", "Action"),
    "text_field": ("TextField",),
    "caption": ("Caption",),
    "progress": ("Progress",),
    "toolbar": ("ToolBar",),
    "keyboard": ("Keyboard",),
    "date_field": ("DateField",),
    "table": ("Table",),
    "timeline": ("Timeline",),
    "slip": ("Slip",),
    "picture": ("Picture",),
    "meter": ("Meter",),
    "signature": ("SignaturePad",),
    "sign_video": ("SignVideo",),
    "bank_card": ("BankCard",),
}


def load(block_type: str | None = None) -> None:
    """Imports the family of this block type (by its class name), or every family, so that its drawers are registered."""
    for family, types in FAMILIES.items():
        if block_type is None or block_type in types:
            import_module(f"ui.blocks.{family}")
