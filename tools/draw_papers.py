"""Draws the sandbox's made-up papers (assets/sandbox/papers/papers.toml) as JPEG files beside it: `python
tools/draw_papers.py`.
"""

import tomllib
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

ROOT = Path(__file__).parents[1]
PAPERS = ROOT / "assets" / "sandbox" / "papers"
FONT = next((ROOT / "assets" / "fonts").glob("*Medium.ttf"))
MARK = "样张"
INK, RULE, FAINT, PAPER, DESK = (
    (30, 34, 44),
    (150, 160, 176),
    (226, 206, 206),
    (250, 248, 242),
    (122, 112, 100),
)
MARGIN = 44


def draw(paper: dict[str, Any]) -> Image.Image:
    """One paper on a desk, a little turned as a hand lays it, with its effect."""
    width, height = paper["size"]
    sheet = Image.new("RGB", (width, height), PAPER)
    pen = ImageDraw.Draw(sheet)
    if paper["title"]:
        for y in range(height // 8, height, height // 4):
            for x in range(width // 10, width, width // 3):
                pen.text((x, y), MARK, font=ImageFont.truetype(str(FONT), 92), fill=FAINT)
        pen.rectangle((24, 24, width - 24, height - 24), outline=RULE, width=3)
        pen.text((70, 60), paper["title"], font=ImageFont.truetype(str(FONT), 54), fill=INK)
    step = (height - 220) // max(len(paper["lines"]), 6)
    for number, line in enumerate(paper["lines"]):
        pen.text((70, 180 + number * step), line, font=ImageFont.truetype(str(FONT), 40), fill=INK)
        pen.line((70, 180 + number * step + 62, width - 70, 180 + number * step + 62), fill=RULE, width=1)
    desk = Image.new("RGB", (width + 2 * MARGIN, height + 2 * MARGIN), DESK if paper["title"] else PAPER)
    turned = sheet.rotate(
        0.7, Image.Resampling.BICUBIC, expand=False, fillcolor=DESK if paper["title"] else PAPER
    )
    desk.paste(turned, (MARGIN, MARGIN))
    match paper.get("effect", ""):
        case "blurred":
            return desk.filter(ImageFilter.GaussianBlur(9))
        case "dark":
            return ImageEnhance.Brightness(desk).enhance(0.22)
        case _:
            return desk


def main() -> None:
    """Writes every paper."""
    for name, paper in tomllib.loads((PAPERS / "papers.toml").read_text("utf-8")).items():
        draw(paper).save(PAPERS / f"{name}.jpg", quality=72, optimize=True)


if __name__ == "__main__":
    main()
