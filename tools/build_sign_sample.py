"""Draws the sandbox's sample for the sign-language slot (assets/sandbox/services/media/sample.webm): `python tools/build_sign_sample.py`.

It is no sign language and says so in every picture: two plain hands that move up and down, so that fetching and playing can be tried. Nothing in
it flashes; VP9 in WebM, without sound.
"""

import math
import sys
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "assets" / "sandbox" / "services" / "media" / "sample.webm"
FONT = next((ROOT / "assets" / "fonts").glob("*Medium.ttf"))
SIZE = 400, 300
A_SECOND, SECONDS = 12, 4
MARK = "演示样片，不是手语"
GROUND, INK, SKIN = (238, 236, 230), (40, 46, 58), (196, 152, 118)
FINGERS = ((-26, -62), (-9, -72), (9, -70), (26, -58))
MOST_BYTES = 60_000


def hand(pen: ImageDraw.ImageDraw, x: float, y: float, side: int) -> None:
    """A palm, four fingers and a thumb on the inner side (side: 1 to the right, -1 to the left)."""
    pen.rounded_rectangle((x - 36, y - 30, x + 36, y + 44), 22, fill=SKIN, outline=INK, width=3)
    for across, up in FINGERS:
        pen.rounded_rectangle((x + across - 8, y + up, x + across + 8, y - 12), 8, fill=SKIN, outline=INK, width=3)
    inner = x + side * 42
    pen.rounded_rectangle((inner - 14, y - 12, inner + 14, y + 8), 9, fill=SKIN, outline=INK, width=3)


def picture(number: int) -> Image.Image:
    """One picture of the film."""
    image = Image.new("RGB", SIZE, GROUND)
    pen = ImageDraw.Draw(image)
    turn = 2 * math.pi * number / (A_SECOND * 2)
    hand(pen, 130, 150 + 30 * math.sin(turn), 1)
    hand(pen, 270, 150 - 30 * math.sin(turn), -1)
    pen.text((SIZE[0] / 2, 268), MARK, font=ImageFont.truetype(str(FONT), 28), fill=INK, anchor="mm")
    return image


def main() -> int:
    """Writes the film. 1 when it cannot be encoded here, or is too large to ship."""
    SAMPLE.parent.mkdir(exist_ok=True)
    film = cv2.VideoWriter(str(SAMPLE), cv2.VideoWriter.fourcc(*"VP90"), A_SECOND, SIZE)
    if not film.isOpened():
        return 1
    for number in range(A_SECOND * SECONDS):
        film.write(cv2.cvtColor(np.asarray(picture(number)), cv2.COLOR_RGB2BGR))
    film.release()
    return 0 if 0 < SAMPLE.stat().st_size <= MOST_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
