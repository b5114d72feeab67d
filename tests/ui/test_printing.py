"""Receipts and screens on paper, judged by what a renderer makes of them: pixels, pages, fonts, and the code that a
camera reads.
"""

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import block_samples
import cv2
import numpy as np
import pytest
from block_samples import ID
from PIL import Image
from samples import w

from kiosk import phrases
from kiosk.blocks import Action, Paragraph, Slip, Table, Timeline
from kiosk.privacy import Kind
from kiosk.text import Phrase, Secret
from ui import fonts
from ui.devices import printing, sheet
from ui.devices.printing import receipt_pdf, screen_images, screen_pdf, slip_image

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F51"), pytest.mark.usefixtures("application")]

ZH = phrases.load("zh")
PAPERS = ("a4", "80mm")


@pytest.fixture(autouse=True)
def typeface(application) -> None:
    fonts.load()


def pixels(png: bytes) -> np.ndarray:
    with Image.open(BytesIO(png)) as picture:
        return np.asarray(picture.convert("L"))


def margins(grey: np.ndarray) -> tuple[int, int, int, int]:
    """White dots left, top, right and bottom of all ink."""
    rows, columns = np.where((grey < 160).any(axis=1))[0], np.where((grey < 160).any(axis=0))[0]
    return columns[0], rows[0], grey.shape[1] - 1 - columns[-1], grey.shape[0] - 1 - rows[-1]


def rendered(pdf: bytes, folder: Path, dpi: int = 200) -> list[np.ndarray]:
    """The pages as an independent renderer (poppler) sees them."""
    (folder / "paper.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-png", "paper.pdf", "page"], cwd=folder, check=True)
    return [np.asarray(Image.open(path).convert("L")) for path in sorted(folder.glob("page*.png"))]


def read_code(grey: np.ndarray) -> str:
    found, _, _ = cv2.QRCodeDetector().detectAndDecode(np.ascontiguousarray(grey))
    return found


def lines_of(grey: np.ndarray) -> list[tuple[int, int]]:
    """Top and bottom of each row of ink."""
    inked = (grey < 160).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], inked.astype(int), [0]])))
    return list(zip(edges[::2], edges[1::2], strict=True))


@pytest.mark.parametrize("large", [True, False])
@pytest.mark.parametrize("paper", PAPERS)
def test_a_receipt_carries_a_code_that_a_camera_reads(paper, large):
    picture = slip_image(block_samples.slip_block(), ZH, paper=paper, large=large)
    assert read_code(pixels(picture)) == block_samples.CONTENT


@pytest.mark.parametrize("large", [True, False])
@pytest.mark.parametrize("paper", PAPERS)
def test_no_word_reaches_into_the_margin(paper, large):
    sort = printing._paper(paper, large)
    grey = pixels(slip_image(block_samples.slip_block(), ZH, paper=paper, large=large))
    least = sort.margin * printing.THERMAL_DOTS
    left, top, right, bottom = margins(grey)
    assert min(left, top, right, bottom) >= least - 4


def test_a_roll_is_cut_where_the_words_end():
    grey = pixels(slip_image(block_samples.slip_block(), ZH, paper="80mm"))
    longer = block_samples.slip_block()
    longer = replace(longer, lines=longer.lines * 2)
    assert grey.shape[1] == 640
    assert pixels(slip_image(longer, ZH, paper="80mm")).shape[0] > grey.shape[0] * 1.3
    assert margins(grey)[3] < 16 * printing.THERMAL_DOTS


def test_large_print_is_large():
    """18 points: an ideograph of the body is at least 6.3 mm wide on A4."""
    assert sheet.A4_LARGE.em >= 18 * 25.4 / 72
    small, large = (
        lines_of(pixels(slip_image(block_samples.slip_block(""), ZH, paper="a4", large=size))) for size in (False, True)
    )
    assert large[-1][1] > 1.25 * small[-1][1]


def test_private_values_are_masked_on_paper_whatever_the_screen_shows():
    slip = block_samples.slip_block("")
    hidden = tuple((label, replace(v, shown=False) if isinstance(v, Secret) else v) for label, v in slip.lines)
    same = replace(slip, lines=hidden)
    assert slip_image(slip, ZH) == slip_image(same, ZH)
    words = printing._Printer(ZH, sheet.ROLL).words
    assert words(Secret(Kind.ID, ID, shown=True)) == "110105********002X"
    assert words(Secret(Kind.CASE, "SB1")) == "SB1"


def test_a_private_fact_inside_a_phrase_is_masked_too():
    words = printing._Printer(ZH, sheet.A4).words(
        Phrase("date.cell", (("label", Secret(Kind.NAME, "样张一", shown=True)), ("part", w("某人"))))
    )
    assert words == "样**，某人"


def test_a_character_that_the_typeface_lacks_is_marked_and_told():
    slip = Slip("s", w("收据"), ((w("申请人"), w("张\U000323b0")),))
    marked = Slip("s", w("收据"), ((w("申请人"), w(f"张{sheet.UNKNOWN}")),))
    to, plain = printing._Printer(ZH, sheet.ROLL), printing._Printer(ZH, sheet.ROLL)
    told, untold = list(printing._whole_slip(slip, to)), list(printing._whole_slip(marked, plain))
    assert to.lacking and not plain.lacking and len(told) > len(untold)
    assert sheet.shown("张\U000323b0") == f"张{sheet.UNKNOWN}" and sheet.UNKNOWN in ZH.show("print.lacking")


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler-utils is not installed")
@pytest.mark.parametrize("paper", PAPERS)
def test_an_independent_renderer_sees_the_same_paper(paper, tmp_path):
    ours = pixels(slip_image(block_samples.slip_block(), ZH, paper=paper, dots=200 / 25.4))
    [theirs] = rendered(receipt_pdf(block_samples.slip_block(), ZH, paper=paper), tmp_path)
    assert abs(theirs.shape[0] - ours.shape[0]) <= 2
    assert read_code(theirs) == block_samples.CONTENT
    same = lines_of(ours)
    other = lines_of(theirs)
    assert len(same) == len(other)
    assert all(abs(a[0] - b[0]) <= 3 and abs(a[1] - b[1]) <= 3 for a, b in zip(same, other, strict=True))
    high = min(len(ours), len(theirs))
    wide = min(ours.shape[1], theirs.shape[1])
    ink, ink_there = (ours < 128)[:high, :wide].mean(), (theirs < 128)[:high, :wide].mean()
    assert ink_there == pytest.approx(ink, rel=0.06)


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler-utils is not installed")
def test_the_typeface_is_inside_the_file_and_no_other(tmp_path):
    (tmp_path / "paper.pdf").write_bytes(receipt_pdf(block_samples.slip_block(), ZH))
    listing = subprocess.run(["pdffonts", "paper.pdf"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    fonts_used = listing.splitlines()[2:]
    assert fonts_used
    assert all("NotoSansSC" in line and re.search(r"\byes\b", line) for line in fonts_used)


def test_the_file_itself_names_nobody():
    pdf = receipt_pdf(block_samples.slip_block(), ZH)
    for words in (ID, "样张一", "样张一".encode("utf-16-be").decode("latin-1")):
        assert words.encode("utf-8", "replace") not in pdf


def guide() -> list:
    blocks = [
        block
        for screen in (block_samples.table(), block_samples.timeline())
        for block in screen.blocks
        if isinstance(block, Table | Timeline)
    ]
    paragraphs = [Paragraph(w("本地户口，年满八十岁的老人可以办。" * 12), w(f"第{n}段")) for n in range(6)]
    return [*paragraphs, *blocks, Action(w("下一步"), None), block_samples.slip_block()]


@pytest.mark.parametrize("paper", PAPERS)
def test_a_guide_goes_on_to_further_sheets_and_no_line_is_cut(paper, tmp_path):
    pages = [pixels(page) for page in screen_images(w("高龄津贴办事指南"), guide(), ZH, paper=paper)]
    assert (len(pages) > 1) == (paper == "a4")
    for grey in pages:
        assert min(margins(grey)) >= 3 * printing.THERMAL_DOTS
    if shutil.which("pdftoppm"):
        assert len(rendered(screen_pdf(w("高龄津贴办事指南"), guide(), ZH, paper=paper), tmp_path, 50)) == len(pages)


@pytest.mark.parametrize("language", phrases.languages())
@pytest.mark.parametrize("paper", PAPERS)
def test_each_sheet_of_a_demonstration_says_so_at_its_top_and_no_other_does(paper, language):
    words = phrases.load(language)
    plain = [lines_of(pixels(page)) for page in screen_images(w("指南"), guide(), words, paper=paper)]
    marked = [pixels(page) for page in screen_images(w("指南"), guide(), words, paper=paper, demo=True)]
    rows = lines_of(marked[0])[0]
    tops = [grey[: rows[1] + 4] for grey in marked]
    assert all(np.array_equal(top, tops[0]) for top in tops) and (tops[0] < 160).any()
    assert len(marked) >= len(plain)
    slip = [pixels(slip_image(block_samples.slip_block(), words, paper=paper, demo=demo)) for demo in (False, True)]
    assert np.array_equal(slip[1][: rows[1] + 4], tops[0])
    assert not np.array_equal(slip[0][: rows[1] + 4], tops[0])
    assert min(margins(slip[1])) >= 3 * printing.THERMAL_DOTS


def test_what_stands_at_the_top_of_each_sheet_moves_the_rest_down_and_no_line_is_cut():
    head = list(sheet.Lines("标", 6.4, 170).pieces())
    lines = sheet.Lines("一行字" * 400, 6.4, 170)
    pages = sheet.paginate(lines.pieces(), sheet.A4_LARGE, head)
    assert sum(len(page) - len(head) for page in pages) == round(lines.height / (6.4 * sheet.LEADING))
    for page in pages:
        assert [piece for piece, _ in page[: len(head)]] == head
        assert page[len(head)][1] >= sheet.A4_LARGE.margin + head[0].height
        assert all(top + piece.height <= 297 - sheet.A4_LARGE.margin for piece, top in page)


def test_every_line_of_a_long_text_stands_whole_on_some_sheet():
    lines = sheet.Lines("一行字" * 400, 6.4, 170)
    pages = sheet.paginate(lines.pieces(), sheet.A4_LARGE)
    total = sum(len(page) for page in pages)
    assert total == round(lines.height / (6.4 * sheet.LEADING))
    for page in pages:
        assert all(top + piece.height <= 297 - sheet.A4_LARGE.margin for piece, top in page)


def test_a_title_never_stands_alone_at_the_foot_of_a_sheet():
    filler = [sheet.space(10)] * 24
    title = list(sheet.Lines("标题", 6.4, 170, True).pieces(with_next=True))
    text = list(sheet.Lines("正文", 6.4, 170).pieces())
    pages = sheet.paginate([*filler, *title, *text], sheet.A4_LARGE)
    assert [len(page) for page in pages] == [24, 2]


def test_what_is_not_for_paper_is_left_out():
    plain = screen_images(w("指南"), [Paragraph(w("正文"))], ZH)
    with_button = screen_images(w("指南"), [Paragraph(w("正文")), Action(w("下一步"), None)], ZH)
    assert plain == with_button


@pytest.mark.parametrize("language", phrases.languages())
def test_it_prints_in_every_language(language):
    assert screen_pdf(w("Guide"), guide(), phrases.load(language)).startswith(b"%PDF-")
