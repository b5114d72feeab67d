"""A document as a PDF page: large letters, one field a line, the issuer's seal, and plainly marked as a demonstration."""

import io
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.units import mm  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from kiosk.portal.cases import Document
from kiosk.sandbox.words import WordBook

_WIDTH, _HEIGHT = A4
_MARGIN: Final = 20 * mm
_LINE: Final = 10 * mm
_BOTTOM: Final = 65 * mm
_TEXT_PT: Final = 14
_TITLE_PT: Final = 26
_SEAL_RED: Final = (0.8, 0.1, 0.1)
_PALE: Final = (0.9, 0.9, 0.9)


def document_pdf(document: Document, words: WordBook) -> bytes:
    """The PDF's bytes; the same document gives the same bytes."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    canvas.setTitle(document.title)
    canvas.setAuthor(document.issuer)
    height = _begin(canvas, document, words)
    for field in document.fields:
        if height < _BOTTOM:
            canvas.showPage()
            height = _begin(canvas, document, words)
        canvas.setFont(_font(), _TEXT_PT)
        canvas.drawString(_MARGIN, height, field.label)
        canvas.drawRightString(_WIDTH - _MARGIN, height, field.value)
        canvas.line(_MARGIN, height - 3 * mm, _WIDTH - _MARGIN, height - 3 * mm)
        height -= _LINE
    _foot(canvas, document, words)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _begin(canvas: Canvas, document: Document, words: WordBook) -> float:
    """A new page's watermark and title; where the first line stands."""
    canvas.saveState()
    canvas.setFillColorRGB(*_PALE)
    canvas.setFont(_font(), 60)
    canvas.translate(_WIDTH / 2, _HEIGHT / 2)
    canvas.rotate(45)
    canvas.drawCentredString(0, 0, words("document.watermark"))
    canvas.restoreState()
    canvas.setStrokeColorRGB(*_PALE)
    canvas.setFont(_font(), _TITLE_PT)
    canvas.drawCentredString(_WIDTH / 2, _HEIGHT - 30 * mm, document.title)
    return float(_HEIGHT - 50 * mm)


def _foot(canvas: Canvas, document: Document, words: WordBook) -> None:
    lines = [
        (words("document.issuer"), document.issuer),
        (words("document.issued_at"), document.issued_at[:10]),
        (words("document.valid_until"), document.valid_until),
        (words("document.verify"), document.verify_code),
    ]
    canvas.setFont(_font(), _TEXT_PT)
    for place, (label, value) in enumerate(pair for pair in lines if pair[1]):
        canvas.drawString(_MARGIN, 50 * mm - place * 8 * mm, f"{label}  {value}")
    canvas.setStrokeColorRGB(*_SEAL_RED)
    canvas.setFillColorRGB(*_SEAL_RED)
    centre_x, centre_y = _WIDTH - 45 * mm, 38 * mm
    canvas.setLineWidth(2)
    canvas.circle(centre_x, centre_y, 20 * mm)
    canvas.setFont(_font(), 10)
    canvas.drawCentredString(centre_x, centre_y + 2 * mm, document.issuer[:10])
    canvas.drawCentredString(centre_x, centre_y - 6 * mm, words("document.watermark").split(" ")[0])


@cache
def _font() -> str:
    """The bundled Chinese font, embedded in parts; a reader's own Song type where none is bundled."""
    bundled = sorted(Path(str(files("assets"))).joinpath("fonts").glob("*Medium.ttf"))
    if bundled:
        pdfmetrics.registerFont(TTFont("Yinling", str(bundled[0])))
        return "Yinling"
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return "STSong-Light"
