"""The bundled typeface: Noto Sans SC, 30,890 characters, so that no name is ever shown with a blank (GB 18030-2022, A-06)."""

from functools import cache
from importlib.resources import as_file, files

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

FAMILY = "Noto Sans SC"
BODY_WEIGHT = QFont.Weight.Medium
BOLD_WEIGHT = QFont.Weight.Bold
_FILES = ("NotoSansSC-Medium.ttf", "NotoSansSC-Bold.ttf")
_PROOF = "养"


class FontMissing(RuntimeError):
    """The typeface is not there, cannot be read, or holds no Chinese: without it every word would be an empty box. Holds the file's name."""


def load() -> None:
    """Loads the two weights once a process. Raises FontMissing. A QGuiApplication must exist."""
    for name in _FILES:
        _load(name)
    if missing_characters(_PROOF):
        raise FontMissing(_FILES[0])


@cache
def _load(name: str) -> int:
    with as_file(files("assets") / "fonts" / name) as path:
        number = QFontDatabase.addApplicationFont(str(path)) if path.is_file() else -1
    if number < 0 or FAMILY not in QFontDatabase.applicationFontFamilies(number):
        raise FontMissing(name)
    return number


@cache
def _raw() -> QRawFont:
    font = QFont(FAMILY)
    font.setPixelSize(32)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return QRawFont.fromFont(font, QFontDatabase.WritingSystem.SimplifiedChinese)


def missing_characters(text: str) -> str:
    """The characters of text that the bundled typeface cannot show, each once, in their order. Spaces and line ends never count."""
    raw = _raw()
    seen = dict.fromkeys(character for character in text if not character.isspace())
    return "".join(character for character in seen if not raw.supportsCharacter(ord(character)))
