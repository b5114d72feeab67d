"""What is said can be read as large as everything else: captions measured in what is painted, at the four sizes."""

import pytest
import samples
from desk import Bench
from PySide6.QtGui import QImage

from kiosk.blocks import Caption, Choices, Heading, Option
from kiosk.screen import Screen
from kiosk.text import Words
from ui.blocks.caption import CaptionWidget
from ui.theme import tokens

pytestmark = pytest.mark.widgets

SQUARE = "口口口"
LONGEST = "请把身份证放在下面亮着的框里，等灯变绿了再拿走"
"""As long as what is said at once may be."""
HEIGHTS = [round(height * tokens()["text"]["ratio"]["small"], 2) for height in tokens()["text"]["cap_height"]]


def saying(bench: Bench, said: str, size: int) -> CaptionWidget:
    bench.wear(size)
    question = Choices("card", Words("问"), (Option("x", Words("甲")), Option("y", Words("乙"))))
    bench.show(Screen(f"said {size}", (Heading(Words("问")), question, Caption(said), samples.BAR)))
    caption = bench.view.findChild(CaptionWidget)
    assert caption is not None and caption.isVisible()
    return caption


def ink(caption: CaptionWidget) -> tuple[int, int]:
    """The first and the last row of pixels of its words."""
    picture = caption.text.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    dark = [row for row in range(picture.height()) if any(picture.pixelColor(x, row).lightness() < 128 for x in range(picture.width()))]
    return dark[0], dark[-1]


@pytest.mark.feature("F22", "F31")
def test_a_caption_grows_and_shrinks_with_the_text_in_what_is_painted(bench: Bench):
    painted = []
    for size in range(4):
        first, last = ink(saying(bench, SQUARE, size))
        painted.append(bench.theme.to_mm(last - first + 1))
    assert painted == sorted(painted) and painted[3] > 1.9 * painted[0]
    shares = [height / wanted for height, wanted in zip(painted, HEIGHTS, strict=True)]
    assert max(shares) / min(shares) < 1.1, (painted, HEIGHTS)  # whole pixels


@pytest.mark.feature("F22", "F31")
@pytest.mark.parametrize("size", range(4))
@pytest.mark.parametrize("window", [(1280, 800), (800, 1280), (1024, 768)], ids=str)
def test_the_longest_sentence_is_read_whole_at_every_size(bench: Bench, size: int, window: tuple[int, int]):
    bench.resize(*window)
    caption = saying(bench, LONGEST, size)
    assert caption.text.text() == LONGEST and caption.text.height() >= caption.text.heightForWidth(caption.text.width())
    assert caption.rect().contains(caption.text.geometry()), "nothing is cut off"
    assert bench.view.rect().contains(caption.geometry()) and not caption.geometry().intersects(bench.view.bar.geometry())
