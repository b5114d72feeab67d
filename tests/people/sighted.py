"""A person who sees and touches: the measure for all others. Reads what is painted, taps with one finger, pace of an older adult."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from pypinyin import lazy_pinyin

from tests.people import pace
from tests.people.body import Body, Box, Stuck
from tests.people.errand import Errand, Known
from tests.people.looking import Card, View, understood
from tests.people.mind import (
    ChooseFirst,
    Fill,
    First,
    Give,
    Gone,
    Intention,
    LayCard,
    Mind,
    Onward,
    Press,
    Sign,
    TakeCard,
    Wait,
)
from tests.people.visitor import Effort

MOST_STEPS = 250
MOST_PAGES = 12
DOWN, UP, MORE = "往下看", "往上看", "更多"
TOOLS = ("上一步", "再听一遍", "声音", "叫人帮忙", "离开", "大小颜色", "放低", "放回去", UP, DOWN)
HAN = range(0x3400, 0x9FFF)


@dataclass(slots=True)
class Eyed:
    """A View with what was read on the pages before."""

    view: View
    read: str

    @property
    def title(self) -> str:
        """See Perceived."""
        return self.view.title

    def says(self, words: str) -> bool:
        """See Perceived."""
        return words in self.read


@dataclass
class Sighted:
    """Sees all that is painted with enough contrast. `look` is the only sense, a finger the only hand."""

    name: ClassVar[str] = "sighted"
    needs: ClassVar[frozenset[str]] = frozenset()
    """What must be plugged in: microphone, pad, switch."""

    body: Body
    errand: Errand
    effort: Effort = field(default_factory=Effort)
    known: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.mind = Mind(self.errand)
        self.view: View = self.seen()

    # --- the visit

    def visit(self) -> None:
        """From the first screen until it stands again. Raises Stuck."""
        self.prepare()
        for _ in range(MOST_STEPS):
            self.look()
            self.to_the_question()
            intention = self.mind.decide(Eyed(self.view, self.read_on()))
            if isinstance(intention, Gone):
                return
            self.act(intention)
        raise Stuck(f"no end: {self.mind.history[-6:]}")

    def prepare(self) -> None:
        """Makes the machine fit, before anything else."""

    def read_on(self) -> str:
        """All that can be read here; turns no page by itself."""
        return self.view.words + "\n" + "\n".join(card.label + card.rest for card in self.view.cards)

    def act(self, intention: Intention) -> None:
        """Does it. Raises Stuck when the eye does not find what is needed."""
        match intention:
            case Press(words, hint, otherwise):
                self.press(words, hint, otherwise)
            case Onward():
                self.onward()
            case Give(known):
                self.give(known)
            case ChooseFirst():
                self.tap(self.find("a choice", lambda view: next(iter(view.marked()), None)).box)
            case First():
                self.tap(self.find("anything", self._first).box)
            case Fill(texts):
                self.fill(texts)
            case Sign():
                self.sign()
            case LayCard():
                self.rest(pace.THINK + pace.CARD)
                self.body.card(True)
                self.effort.actions += 1
            case TakeCard():
                self.rest(pace.CARD)
                self.body.card(False)
                self.effort.actions += 1
            case Wait():
                self.rest(1.0)

    # --- eyes

    def seen(self) -> View:
        """What the eye makes of what is painted."""
        return understood(self.body.sight())

    def look(self) -> View:
        """Looks again; new words take their time to be read."""
        self.view = self.seen()
        lines = [line.text for line in self.view.lines] + [card.label + card.rest for card in self.view.cards]
        new = [line for line in lines if line not in TOOLS and len(line) > 1 and not self._was_read(line)]
        self.known.update(new)
        count = sum(map(len, new))
        self.effort.read += count
        self.rest(pace.LOOK + count * pace.READ)
        return self.view

    def _was_read(self, line: str) -> bool:
        """By itself, or within a card that stood as one before the page was turned: a slip, half below the edge, then whole."""
        return any(line in known for known in self.known)

    def to_the_question(self) -> None:
        """Where a page stands without its question, one looks above it."""
        for _ in range(MOST_PAGES):
            above = self.view.card(UP)
            if self.view.heading or above is None:
                return
            self.tap(above.box)
            self.look()

    def find(self, what: str, fits: Callable[[View], Card | None]) -> Card:
        """On this page, on those below and above. Raises Stuck."""
        found = self.seek(fits)
        if found is None:
            raise Stuck(f"{what} is not to be seen on “{self.view.title}”: {[card.label for card in self.view.cards]}")
        return found

    def seek(self, fits: Callable[[View], Card | None]) -> Card | None:
        """Turns pages until it is there; None when it is on none."""
        for turn in (DOWN, UP):
            for _ in range(MOST_PAGES):
                found = fits(self.view)
                if found is not None:
                    return found
                further = self.view.card(turn)
                if further is None:
                    break
                self.tap(further.box)
                self.look()
        return None

    # --- finger

    def rest(self, seconds: float) -> None:
        """Time passes."""
        self.body.wait(seconds)

    def tap(self, box: Box, thinking: bool = True) -> None:
        """One touch in the middle."""
        self.rest((pace.THINK if thinking else 0.0) + pace.TAP)
        self.effort.actions += 1
        self.touch(box)

    def touch(self, box: Box) -> None:
        """What the finger really does."""
        self.body.down(*box.middle)
        self.body.up()

    def press(self, words: str, hint: str = "", otherwise: str = "") -> None:
        """What is called so, else the other."""
        found = self.seek(lambda view: view.card(words, hint)) or self._folded(words, hint)
        if found is None and otherwise:
            found = self.find(otherwise, lambda view: view.card(otherwise))
        if found is None:
            raise Stuck(f"“{words}” is not to be seen on “{self.view.title}”: {[card.label for card in self.view.cards]}")
        self.tap(found.box)

    def _folded(self, words: str, hint: str) -> Card | None:
        """In what the bar has folded away."""
        more = self.view.card(MORE)
        if more is None:
            return None
        self.tap(more.box)
        self.look()
        return self.view.card(words, hint)

    def onward(self) -> None:
        """The next step. Raises Stuck."""
        self.tap(self.find("the next step", lambda view: view.main()).box)

    def _first(self, view: View) -> Card | None:
        """The first card that is no tool."""
        below = max((line.box.bottom for line in view.heading), default=0.0)
        cards = [c for c in view.cards if c.label not in TOOLS and not c.faint and not c.dark and c.box.y > below]
        return min(cards, key=lambda c: (c.box.y, c.box.x), default=None)

    # --- answers

    def give(self, known: Known) -> None:
        """Answers what is asked."""
        match known.kind:
            case "choose":
                self.choose(known.words)
            case "write":
                self.write(known.words[0])
            case "date":
                self.date(known.words)

    def choose(self, wanted: tuple[str, ...]) -> None:
        """Exactly these. Looks whether the mark came."""
        for words in wanted:
            for _ in range(3):
                card = self.find(words, lambda view, words=words: _choice(view, words))  # type: ignore[misc]
                if card.chosen:
                    break
                self.tap(card.box)
                self.look()
            else:
                raise Stuck(f"“{words}” does not let itself be chosen on “{self.view.title}”")
        for card in [card for card in self.view.marked() if card.chosen and card.label not in wanted]:
            self.tap(card.box)
            self.look()

    def fill(self, texts: tuple[tuple[str, str], ...]) -> None:
        """Several lines, each by the words above it or before it."""
        for number, (label, text) in enumerate(texts):
            if number:  # in the first one stands already
                self.tap(self._line_of(label))
                self.look()
            self.letters(text)

    def _line_of(self, label: str) -> Box:
        """The line to write on below these words or behind them, on whichever page. Raises Stuck."""
        passed = False
        for turn in (UP, DOWN):
            for _ in range(MOST_PAGES):
                words = next((line.box for line in self.view.lines if line.text == label), None)
                below = [b for b in self._blanks() if (b.y + b.high > words.y + words.high if words is not None else passed)]
                if below:
                    return below[0]
                passed = passed or words is not None
                further = self.view.card(turn)
                if further is None:
                    break
                self.tap(further.box)
                self.look()
        raise Stuck(f"no line to write on for “{label}” on “{self.view.title}”")

    def _blanks(self) -> list[Box]:
        """Where something can be written, from top to bottom."""
        return sorted((box for box in self.view.blanks if box.high > 12), key=lambda box: (round(box.y), box.x))

    def lines_to_write_on(self, count: int) -> None:
        """Turns to where so many are. Raises Stuck."""
        title = self.view.title
        for turn in (DOWN, UP):
            for _ in range(MOST_PAGES):
                if len(self._blanks()) >= count:
                    return
                further = self.view.card(turn)
                if further is None:
                    break
                self.tap(further.box)
                self.look()
        raise Stuck(f"no line to write on on “{title}”")

    def write(self, text: str) -> None:
        """One line."""
        if not self.stands(text):
            self.lines_to_write_on(1)
            self.letters(text)

    def date(self, parts: tuple[str, ...]) -> None:
        """Year, month, day: a full cell leads on to the next by itself."""
        if all(self.stands(part) for part in parts):
            return
        self.lines_to_write_on(len(parts))
        for part in parts:
            for digit in part:
                self.tap(self.key(digit).box, thinking=False)

    def stands(self, text: str) -> bool:
        """Whether these words stand in a line of their own."""
        return any(card.label + card.rest == text and card.box.y < self.view.high / 2 for card in self.view.cards)

    def letters(self, text: str) -> None:
        """By the keys on the screen: digits, letters, and pinyin with its candidates."""
        place = 0
        while place < len(text):
            han = ""
            while place + len(han) < len(text) and ord(text[place + len(han)]) in HAN:
                han += text[place + len(han)]
            if han:
                self.pinyin(han)
                place += len(han)
            else:
                self.tap(self.key(text[place]).box, thinking=False)
                place += 1

    def key(self, letter: str) -> Card:
        """The key of a letter or digit, under whichever of the keyboards it is."""
        wanted = letter.upper() if letter.isalpha() else letter
        for layout in ("", "数字" if letter.isdigit() else "字母", "大写"):
            if layout:
                name = self.view.card(layout)
                if name is None:
                    continue
                self.tap(name.box)
                self.look()
            keys = [card for card in self.view.cards if card.label == wanted]
            if keys:
                return max(keys, key=lambda card: card.box.y)
        raise Stuck(f"no key “{letter}” on “{self.view.title}”: {[card.label for card in self.view.cards]}")

    def pinyin(self, text: str) -> None:
        """Ideographs by their sound, a few at a time, picked by their shape. Raises Stuck when one never comes."""
        while text:
            chunk = text[:2]
            self._layout("拼音")
            for letter in "".join(lazy_pinyin(chunk)):
                self.tap(self.key(letter).box, thinking=False)
            left = chunk
            while left:
                card = self._candidate(left)
                self.tap(card.box)
                left = left[len(card.label) :]
                self.look()
            text = text[len(chunk) :]

    def _layout(self, name: str) -> None:
        card = self.view.card(name)
        if card is not None and self.view.card("Q") is None:
            self.tap(card.box)
            self.look()

    def _candidate(self, wanted: str) -> Card:
        for _ in range(MOST_PAGES):
            self.look()
            fitting = [c for c in self.view.cards if c.label and wanted.startswith(c.label) and not c.marked]
            if fitting:
                return max(fitting, key=lambda c: len(c.label))
            more = [c for c in self.view.cards if c.label == MORE]
            if not more:
                break
            self.tap(min(more, key=lambda c: c.box.y).box)
        raise Stuck(f"a character is never offered on “{self.view.title}”")

    def sign(self) -> None:
        """Two strokes on the ground that says so."""
        pad = self.pad()
        self.rest(pace.THINK + pace.SIGN)
        self.effort.actions += 1
        for stroke in (((0.2, 0.3), (0.4, 0.5), (0.3, 0.7)), ((0.5, 0.3), (0.7, 0.6), (0.8, 0.4))):
            points = [(pad.x + x * pad.wide, pad.y + y * pad.high) for x, y in stroke]
            self.body.down(*points[0])
            for point in points[1:]:
                self.body.move(*point)
            self.body.up()

    def pad(self) -> Box:
        """The largest empty box. Raises Stuck."""
        for turn in (DOWN, UP):
            for _ in range(MOST_PAGES):
                large = [box for box in self.view.blanks if box.high > 30]
                if large:
                    return max(large, key=lambda box: box.high)
                further = self.view.card(turn)
                if further is None:
                    break
                self.tap(further.box)
                self.look()
        raise Stuck(f"nowhere to sign on “{self.view.title}”")


def _choice(view: View, words: str) -> Card | None:
    """The card with a mark and this name."""
    return next((card for card in view.marked() if card.label == words), None)
