"""What a page image is looked at for before it is sent: its true type, its size, and whether a clerk could read it."""

from io import BytesIO
from typing import TYPE_CHECKING, Literal

from kiosk.value import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

FileType = Literal["jpeg", "png", "pdf"]

LIMIT_BYTES = 8 * 1024 * 1024
_MOST_PIXELS = 60_000_000
_SHORT_SIDE_PX = 600
_LOOKED_AT_PX = 1000
_DARK = 95.0
_FLAT = 25.0
_SHARP = 0.30


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. code: `image.…`, the phrase says what to do. must: it cannot be sent as it is; else it is only
    advice.
    """

    code: str
    must: bool


def file_type(data: bytes) -> FileType | None:
    """What the bytes are by their first ones, whatever a name says. None: nothing that may be sent."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"%PDF-"):
        return "pdf"
    return None


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a JPEG or PNG file, by its head alone. Raises ValueError when it is neither, or
    broken.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise ValueError("not a picture") from None


def check_image(data: bytes, limit_bytes: int = LIMIT_BYTES) -> tuple[Finding, ...]:
    """All that is wrong with a page, the gravest first; () when it is fine. A PDF is checked by type and size only.

    Codes: must: `image.wrong_type`, `image.too_large`, `image.broken`; advice: `image.small`, `image.dark`,
    `image.blank`, `image.blurred`.
    """
    kind = file_type(data)
    if kind is None:
        return (Finding("image.wrong_type", must=True),)
    if len(data) > limit_bytes:
        return (Finding("image.too_large", must=True),)
    if kind == "pdf":
        return ()
    return _look(data)


def _look(data: bytes) -> tuple[Finding, ...]:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return (Finding("image.too_large", must=True),)
            short_side = min(picture.size)
            grey = _grey(picture)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return (Finding("image.broken", must=True),)
    found = []
    if short_side < _SHORT_SIDE_PX:
        found.append(Finding("image.small", must=False))
    light, contrast, sharpness = measures(grey)
    if light < _DARK:
        found.append(Finding("image.dark", must=False))
    elif contrast < _FLAT:
        found.append(Finding("image.blank", must=False))
    if contrast >= _FLAT and sharpness < _SHARP:
        found.append(Finding("image.blurred", must=False))
    return tuple(found)


def _grey(picture: "Image.Image") -> "NDArray[np.float32]":
    import numpy as np

    small = picture.convert("L")
    small.thumbnail((_LOOKED_AT_PX, _LOOKED_AT_PX))
    return np.asarray(small, dtype=np.float32)


def measures(grey: "NDArray[np.float32]") -> tuple[float, float, float]:
    """Light of the paper and contrast of what is on it (0–255 each), and sharpness (the steepest steps, 0–1 of the
    contrast).
    """
    import numpy as np

    dark, light = (float(value) for value in np.percentile(grey, (0.5, 95)))
    contrast = light - dark
    across = np.abs(np.diff(grey, axis=1))
    down = np.abs(np.diff(grey, axis=0))
    steps = np.concatenate([across.ravel(), down.ravel()])
    steepest = float(np.percentile(steps, 99.7))
    return light, contrast, steepest / contrast if contrast > 0 else 0.0
