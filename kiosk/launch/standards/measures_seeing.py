"""What the eye needs: contrast in pixels, height of characters, distance of lines, nothing clipped, every character there."""

import math
from collections.abc import Iterator
from itertools import combinations, pairwise

from PySide6.QtCore import QAbstractAnimation, QRect
from PySide6.QtGui import QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QAbstractSlider, QLabel, QLineEdit, QPlainTextEdit, QWidget

from kiosk.launch.standards.records import Reading
from kiosk.launch.standards.sight import TARGETS, Sight, contrast, cut
from ui import fonts
from ui.blocks.heading import ParagraphWidget
from ui.keys import Key
from ui.labels import Label
from ui.panels import Panel
from ui.theme import TextRole
from ui.typeset import Typeset
from ui.widgets import Button, CheckCard, RadioCard
from ui.words import inside, line_end

CONTRAST = {"day": "contrast_day", "black_on_white": "contrast_high", "white_on_black": "contrast_high", "dim": "contrast_dim"}
DISTANCE_MM = 600
LEAST_BOX = 8
"""Pixels: below, nothing is written there."""
LARGEST = 3
SMALLEST, DEFAULT = 0, 2
ROUNDING_PX = 2
CARDS = (Button, RadioCard, CheckCard)


def seeing(sight: Sight) -> Iterator[Reading]:
    """All that depends on places and sizes alone; `colours` is the rest."""
    yield from characters(sight)
    yield from lines(sight)
    yield from clipping(sight)
    yield from moving(sight)


# --- colours ---------------------------------------------------------------------------------------------------------


def colours(sight: Sight) -> Iterator[Reading]:
    """A-01, CN-3: text against what it stands on; A-02: borders; CN-4: the mark of what is chosen."""
    measure = CONTRAST[sight.theme.look.theme]
    for widget in sight.widgets:
        box = text_box(sight, widget)
        if box is None or box.width() < LEAST_BOX or box.height() < LEAST_BOX:
            continue
        figure = contrast(cut(sight.pixels, box))
        yield sight.read(measure, figure, widget)
        yield sight.read("contrast", figure, widget)
    for widget in sight.targets:
        border = border_contrast(sight, widget)
        if border is not None:
            yield sight.read("border_contrast", border, widget)
        if isinstance(widget, RadioCard | CheckCard) and widget.isChecked():
            mark = mark_box(sight, widget)
            if sight.seen(widget).contains(mark):
                yield sight.read("mark_contrast", contrast(cut(sight.pixels, mark)), widget)


def text_box(sight: Sight, widget: QWidget) -> QRect | None:
    """Where the words of a widget stand in the window; None when it has none in sight."""
    if isinstance(widget, Label):
        return sight.seen(widget) if widget.text() and whole_lines(widget) else None
    if isinstance(widget, QLabel | QLineEdit):
        return sight.seen(widget) if widget.text() else None
    if isinstance(widget, QPlainTextEdit):
        return sight.seen(widget) if widget.toPlainText() else None
    if isinstance(widget, CARDS):
        inner = widget.text_box().toAlignedRect()
    elif isinstance(widget, Key):
        inner = widget.ink().toAlignedRect()
    else:
        return None
    return inner.translated(sight.box(widget).topLeft()) & sight.seen(widget)


def whole_lines(label: Label) -> bool:
    """Whether any line of it is in sight."""
    part = label.visibleRegion().boundingRect()
    return any(part.top() <= top + 1 and bottom <= part.bottom() + 2 for top, bottom in label.atoms())


def border_contrast(sight: Sight, widget: QWidget) -> float | None:
    """What shows that it can be pressed: the border, by a strip across two sides; of a tool its icon (WCAG 1.4.11 asks for one).

    None where a side is out of sight.
    """
    box, seen = sight.box(widget), sight.seen(widget)
    reach = max(3, sight.theme.mm("line_strong") + 2)
    if seen.size() != box.size():
        return None
    if isinstance(widget, Button) and widget.face.kind in ("tool", "small"):
        return contrast(cut(sight.pixels, box.adjusted(reach, reach, -reach, -reach)))
    strips = (
        QRect(box.center().x(), box.top() - 2, 1, reach + 2),
        QRect(box.left() - 2, box.center().y(), reach + 2, 1),
    )
    return max(contrast(cut(sight.pixels, strip)) for strip in strips)


def mark_box(sight: Sight, card: RadioCard | CheckCard) -> QRect:
    """The circle or square of a card."""
    side, words = sight.theme.mm("mark"), card.text_box()
    room = side + sight.theme.mm("gap_small")
    if card.face.icon:
        room += sight.theme.mm("icon") + sight.theme.mm("gap_small")
    return QRect(round(words.x() - room), (card.height() - side) // 2, side, side).translated(sight.box(card).topLeft())


# --- characters ------------------------------------------------------------------------------------------------------


def role_of(widget: QWidget) -> tuple[TextRole, bool] | None:
    """The text role and weight of what is written on a widget; None when it has no words."""
    if isinstance(widget, Label):
        return (widget.role, widget.bold) if widget.text() else None
    if isinstance(widget, CARDS):
        small = widget.face.kind in ("tool", "turn", "small") or bool(widget.face.hint)
        return "small" if small else "body", False
    return None


def characters(sight: Sight) -> Iterator[Reading]:
    """CN-1, A-03, A-04, A-06: the typeface, its size in millimetres, and whether it has every character."""
    theme, size = sight.theme, sight.theme.look.size
    missing: list[QWidget] = []
    strange: list[QWidget] = []
    for widget in sight.widgets:
        found = role_of(widget)
        words = words_of(widget)
        if words and fonts.missing_characters(words):
            missing.append(widget)
        if found is None:
            continue
        font = theme.font(*found)
        if QFontInfo(font).family() != fonts.FAMILY:
            strange.append(widget)
        cap = theme.to_mm(QFontMetricsF(font).capHeight())
        em = theme.to_mm(font.pixelSize())
        yield sight.read("em", em, widget)
        if size > SMALLEST:
            yield sight.read("cap", cap, widget)
        if size == LARGEST:
            yield sight.read("angle", 180 * cap / (math.pi * DISTANCE_MM), widget)
        if found[0] == "body":
            if size == LARGEST:
                yield sight.read("em_largest", em, widget)
            if size == DEFAULT:
                yield sight.read("cap_default_low", cap, widget)
                yield sight.read("cap_default_high", cap, widget)
    yield sight.count("tofu", missing)
    yield sight.read("family", 0 if strange else 1, strange[0] if strange else None)


def words_of(widget: QWidget) -> str:
    """What is written on a widget."""
    if isinstance(widget, CARDS):
        return widget.face.words + widget.face.hint
    if isinstance(widget, Key):
        return widget.words()
    return widget.text() if isinstance(widget, QLabel | QLineEdit) else ""


# --- lines -----------------------------------------------------------------------------------------------------------


def lines(sight: Sight) -> Iterator[Reading]:
    """CN-2, A-05: distance of lines and paragraphs, characters in a line."""
    for widget in sight.widgets:
        if isinstance(widget, Label) and widget.text():
            words = set_words(widget)
            yield sight.read("line_characters", longest(words, widget.text()), widget)
            if words.lines > 1:
                distance = words.setting.line_height / words.setting.font.pixelSize()
                yield sight.read("line_distance", distance, widget)
                yield sight.read("line_spacing", distance, widget)
        elif isinstance(widget, CARDS) and widget.face.words:
            words = widget._typeset(widget.width(), widget._bold())[0]
            if words.lines > 1:
                yield sight.read("line_distance", words.setting.line_height / words.setting.font.pixelSize(), widget)
    paragraphs = [widget for widget in sight.widgets if isinstance(widget, ParagraphWidget)]
    for above, below in pairwise(paragraphs):
        line = sight.theme.line_height()
        gap = sight.box(below).top() - (sight.box(above).top() + above.height())
        yield sight.read("paragraph_distance", (gap + line) / line, below)
        yield sight.read("paragraph_spacing", (gap + line) / line, below)


def set_words(label: Label) -> Typeset:
    """A label's text as it is set now."""
    return label.typeset(max(1, label.width() - 2 * label.pad))


def longest(words: Typeset, text: str) -> float:
    """Ideographs in the longest line; of a text that is not mostly ideographs two characters count as one."""
    ideographs = sum(1 for character in text if "\u4e00" <= character <= "\u9fff")
    return words.longest_line() / (1 if ideographs > len(text) * 0.7 else 2)


# --- clipping --------------------------------------------------------------------------------------------------------


def clipping(sight: Sight) -> Iterator[Reading]:
    """A-05: nothing cut, nothing wider than its place, nothing beside the window."""
    view = sight.view
    sideways: list[QWidget] = []
    clipped: list[QWidget] = []
    cut_lines: list[QWidget] = []
    for widget in sight.widgets:
        box = sight.box(widget)
        if box.left() < 0 or box.right() >= view.width():
            sideways.append(widget)
        if _clipped(sight, widget):
            clipped.append(widget)
        if isinstance(widget, Label) and _cut_line(widget):
            cut_lines.append(widget)
    yield sight.count("overlaid", overlaid(sight))
    yield sight.count("broken_words", (w for w in sight.widgets if breaks_a_word(w)))
    yield sight.count("sideways", sideways)
    yield sight.count("clipped", clipped)
    yield sight.count("line_cut", cut_lines)


def overlaid(sight: Sight) -> list[QWidget]:
    """Words that lie over other words."""
    boxes = [(widget, box) for widget in sight.widgets if (box := text_box(sight, widget)) is not None and not box.isEmpty()]
    found = []
    for (one, a), (other, b) in combinations(boxes, 2):
        both = a & b
        if min(both.width(), both.height()) > ROUNDING_PX and not one.isAncestorOf(other) and not other.isAncestorOf(one):
            found.append(one)
    return found


def breaks_a_word(widget: QWidget) -> bool:
    """Whether a line ends in the midst of a word, of Latin letters or Chinese; a Chinese one that is longer than its line may be broken."""
    if isinstance(widget, Label):
        words = set_words(widget) if widget.text() else None
    else:
        words = widget._typeset(widget.width(), widget._bold())[0] if isinstance(widget, CARDS) else None
    for layout, _ in words._layouts if words is not None else ():
        text = layout.text()
        for number in range(layout.lineCount() - 1):
            line = layout.lineAt(number)
            end = line.textStart() + line.textLength()
            if text[end - 1 : end + 1].isascii() and text[end - 1 : end + 1].isalpha():
                return True
            if line_end(text, line.textStart(), end, inside(text)) < end:
                return True
    return False


def _clipped(sight: Sight, widget: QWidget) -> bool:
    if isinstance(widget, Label):
        words = set_words(widget)
        if words.widest > widget.width() + 1 or words.height > widget.height():
            return True
    if isinstance(widget, CARDS):
        text = widget.text_box()
        if text.left() < 0 or text.right() > widget.width() or text.top() < 0 or text.bottom() > widget.height() + 1:
            return True
    if isinstance(widget, Key):
        ink = widget.ink()
        if ink.left() < 1 or ink.right() > widget.width() - 1 or ink.top() < 1 or ink.bottom() > widget.height() - 1:
            return True
    page = sight.view.page
    if isinstance(widget, TARGETS) and page.sheet.isAncestorOf(widget) and widget.height() <= page.height():
        return widget.visibleRegion().boundingRect().size() != widget.size()
    return False


def _cut_line(label: Label) -> bool:
    part = label.visibleRegion().boundingRect()
    return any(  # a pixel is rounding
        top < part.top() < bottom - 1 or top + 1 < part.bottom() + 1 < bottom - 1 for top, bottom in label.atoms()
    )


# --- what moves, what must be dragged, what is told by colour --------------------------------------------------------


def moving(sight: Sight) -> Iterator[Reading]:
    """A-28: nothing moves by itself; A-09: nothing must be dragged; CN-4: every notice has the word of its kind."""
    running = [a for a in sight.view.findChildren(QAbstractAnimation) if a.state() == QAbstractAnimation.State.Running]
    yield sight.read("animations", len(running))
    yield sight.count("drag_only", (w for w in sight.widgets if isinstance(w, QAbstractSlider)))
    panels = [w for w in sight.widgets if isinstance(w, Panel)]
    yield sight.count("tone_words", (p for p in panels if not p.label.text() and not p.title.text()))
