"""Icons in the colour of the text beside them (Tabler, assets/icons). Never shown without a word."""

from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

_PICTURES: dict[tuple[str, int, str], QPixmap] = {}
_MOST = 400


@cache
def _folder() -> Traversable:
    """Looked for once: that takes as long as reading an icon."""
    return files("assets") / "icons"


@cache
def names() -> frozenset[str]:
    """All icons that are shipped."""
    return frozenset(entry.name.removesuffix(".svg") for entry in _folder().iterdir() if entry.name.endswith(".svg"))


@lru_cache(maxsize=256)
def known(name: str) -> bool:
    """Whether an icon of this name is shipped: names also come from portals, which may know others."""
    if not name or not name.replace("-", "").isalnum():
        return False
    return (_folder() / f"{name}.svg").is_file()


@cache
def _drawing(name: str) -> str:
    return (_folder() / f"{name}.svg").read_text("utf-8")


def paint(painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
    """Paints the icon into a square box. Raises FileNotFoundError for an icon that is not shipped."""
    ratio = painter.device().devicePixelRatioF()
    size = round(box.width() * ratio)
    key = (name, size, colour.name())
    picture = _PICTURES.get(key)
    if picture is None:
        if len(_PICTURES) >= _MOST:
            _PICTURES.clear()
        picture = _PICTURES[key] = _render(name, size, colour)
    painter.drawPixmap(box, picture, QRectF(picture.rect()))


def _render(name: str, size: int, colour: QColor) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # only when the first icon is painted: the library is loaded from disk then

    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    brush = QPainter(picture)
    QSvgRenderer(_drawing(name).replace("currentColor", colour.name()).encode()).render(brush)
    brush.end()
    return picture
