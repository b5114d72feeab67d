"""Millimetres, text sizes and colour roles of assets/tokens.toml, turned into pixels for one calibrated screen.

The only module that knows pixels and colours. A widget asks for what it needs whenever it measures or paints itself and stores nothing,
so that another size or theme needs no more than a new layout.
"""

import math
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QScreen
from PySide6.QtWidgets import QApplication

from kiosk import toml
from kiosk.display import Display
from kiosk.value import dataclass
from ui import fonts

DEFAULT_PX_PER_MM = 96 / 25.4
"""3.78: what a screen that does not say its size is taken for. A 1280 x 800 window is then a 16 inch kiosk, 1920 x 1080 one of 23 inch."""

_PLAUSIBLE = (2.0, 12.0)
"""Pixels a millimetre: a 46 inch full-HD wall and a 4K phone. A screen that claims something else is not believed: what a screen says
of its size is often made up."""

TextRole = Literal["title", "body", "small", "key"]


@cache
def tokens() -> dict[str, Any]:
    """assets/tokens.toml. Raises FileNotFoundError or tomllib.TOMLDecodeError when the installation is broken."""
    return toml.loads((files("assets") / "tokens.toml").read_text("utf-8"))


def themes() -> tuple[str, ...]:
    """The names of the themes, default first."""
    return tuple(tokens()["themes"])


def screen_scale(screen: QScreen | None, calibrated: float | None = None) -> float:
    """Pixels a millimetre: as calibrated in the settings, else as the screen says when that is plausible, else DEFAULT_PX_PER_MM.

    Raises ValueError for a calibration outside 2 to 12.
    """
    low, high = _PLAUSIBLE
    if calibrated is not None:
        if not low <= calibrated <= high:
            raise ValueError("px_per_mm must be between 2 and 12")
        return calibrated
    claimed = screen.physicalDotsPerInch() / 25.4 if screen is not None else 0.0
    return claimed if low <= claimed <= high else DEFAULT_PX_PER_MM


@dataclass(frozen=True, slots=True)
class Look:
    """What decides every length and colour: the text size (0 to 3) and the theme's name."""

    size: int
    theme: str


class Theme(QObject):
    """Lengths, fonts and colours now. `changed` is emitted after `apply` brought another size or theme."""

    changed = Signal()

    def __init__(self, px_per_mm: float = DEFAULT_PX_PER_MM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        fonts.load()
        self.px_per_mm = px_per_mm
        self._as_told = px_per_mm
        self.look = Look(tokens()["text"]["default"], themes()[0])
        self._lengths: dict[str, int] = {}
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self._metrics: dict[tuple[str, bool], QFontMetricsF] = {}
        self._colours: dict[str, QColor] = {}
        self._ems: dict[str, int] = {}
        self._leading = float(tokens()["text"]["leading"])
        self._cap_per_em = _cap_per_em()

    # --- lengths

    @property
    def growth(self) -> float:
        """How much larger than the default size the text is (0.6 to 1.3)."""
        heights = tokens()["text"]["cap_height"]
        return float(heights[self.look.size] / heights[tokens()["text"]["default"]])

    def mm(self, name: str) -> int:
        """A length of tokens.toml in pixels, rounded up (at least 1). Raises KeyError for a name that is not there."""
        if name not in self._lengths:
            table = tokens()
            if name in table["fixed"]:
                wanted = table["fixed"][name]
            elif name in table["growing"]:
                wanted = table["growing"][name] * max(1.0, self.growth)
            else:
                wanted = table["scaling"][name] * self.growth
            self._lengths[name] = self.px(wanted)
        return self._lengths[name]

    def px(self, millimetres: float) -> int:
        """Millimetres of the real screen in whole pixels, rounded up (at least 1)."""
        return max(1, math.ceil(millimetres * self.px_per_mm - 1e-6))

    def to_mm(self, pixels: float) -> float:
        """Pixels in millimetres of the real screen."""
        return pixels / self.px_per_mm

    # --- text

    def font(self, role: TextRole = "body", bold: bool = False) -> QFont:
        """The typeface at the cap height of this role. Treat it as read-only: it is shared."""
        found = self._fonts.get((role, bold))
        if found is None:
            text = tokens()["text"]
            cap = text["cap_height"][self.look.size] * text["ratio"][role]
            found = QFont(fonts.FAMILY)
            found.setPixelSize(max(8, round(cap * self.px_per_mm / self._cap_per_em)))
            found.setWeight(fonts.BOLD_WEIGHT if bold else fonts.BODY_WEIGHT)
            self._fonts[role, bold] = found
        return found

    def metrics(self, role: TextRole = "body", bold: bool = False) -> QFontMetricsF:
        """Metrics of `font(role, bold)`."""
        found = self._metrics.get((role, bold))
        if found is None:
            found = self._metrics[role, bold] = QFontMetricsF(self.font(role, bold))
        return found

    def em(self, role: TextRole = "body") -> int:
        """The width of one ideograph in pixels."""
        found = self._ems.get(role)
        if found is None:
            found = self._ems[role] = self.font(role).pixelSize()
        return found

    def line_height(self, role: TextRole = "body") -> int:
        """From one line of text to the next, in pixels (1.5 em, A-05): rounded up, or a line would fall short by a third of a pixel."""
        return math.ceil(self.em(role) * self._leading - 1e-6)

    def paragraph_gap(self) -> int:
        """Between two paragraphs, in pixels: from line to line 1.5 times the distance of lines (A-05, CN-2)."""
        return math.ceil(self.line_height() * (float(tokens()["text"]["paragraph"]) / self._leading - 1) - 1e-6)

    def column(self) -> int:
        """The widest a column of body text gets, in pixels (fewer than 40 ideographs, A-05)."""
        return self.em("body") * int(tokens()["text"]["glyphs"])

    def side(self, width: int) -> int:
        """Where the column begins in a window of this width, in pixels: wide windows do not crowd it against their edge."""
        return max(self.mm("margin"), (width - self.column()) // 5)

    # --- colours

    def colour(self, role: str) -> QColor:
        """A colour role of the theme. Raises KeyError for a role that is not there."""
        found = self._colours.get(role)
        if found is None:
            found = self._colours[role] = QColor(tokens()["themes"][self.look.theme][role])
        return found

    def fill(self, painter: QPainter, box: QRect, role: str) -> None:
        """Fills a box with a colour role. (`fillRect` also takes one of 169 ready-made gradients, and makes an enum of them at its first use.)"""
        painter.setBackground(self.colour(role))
        painter.eraseRect(box)

    # --- change

    def apply(self, display: Display) -> bool:
        """Takes over the person's size and theme; True when that changed anything. Raises KeyError for an unknown theme."""
        if display.theme not in tokens()["themes"]:
            raise KeyError(display.theme)
        size = min(max(display.size, 0), len(tokens()["text"]["cap_height"]) - 1)
        look, scale = Look(size, display.theme), display.px_per_mm or self._as_told
        if look == self.look and scale == self.px_per_mm:
            return False
        self.look, self.px_per_mm = look, scale
        for kept in (self._lengths, self._fonts, self._metrics, self._colours, self._ems):
            kept.clear()
        self.install()
        self.changed.emit()
        return True

    def install(self) -> None:
        """Makes this look the application's default font and palette, for whatever Qt draws by itself."""
        QApplication.setFont(self.font())
        QApplication.setPalette(self.palette())

    def palette(self) -> QPalette:
        """The colour roles as Qt names them."""
        roles = QPalette.ColorRole
        palette = QPalette()
        for role, name in (
            (roles.Window, "ground"),
            (roles.Base, "surface"),
            (roles.AlternateBase, "band"),
            (roles.Button, "surface"),
            (roles.WindowText, "ink"),
            (roles.Text, "ink"),
            (roles.ButtonText, "ink"),
            (roles.PlaceholderText, "soft"),
            (roles.Highlight, "accent"),
            (roles.HighlightedText, "accent_ink"),
        ):
            palette.setColor(role, self.colour(name))
        return palette


def _cap_per_em() -> float:
    """Cap height of the typeface in em, from its real metrics (0.733)."""
    font = QFont(fonts.FAMILY)
    font.setPixelSize(1000)
    font.setWeight(fonts.BODY_WEIGHT)
    return QFontMetricsF(font).capHeight() / 1000
