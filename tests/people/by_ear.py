"""Sees nothing: hears what is read, moves with the arrows of nine keys, hears what one has come to, and takes it.

What was heard once is not heard to its end again. Whoever cannot sign has a member of staff witness it, who sees the screen and touches it.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from pypinyin import lazy_pinyin

from tests.people import pace
from tests.people.body import Body, Key, Stuck
from tests.people.errand import Errand, Known
from tests.people.hearing import PLACE, Heard, bare, sounds_like
from tests.people.mind import (
    TITLES,
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
from tests.people.sighted import HAN, MORE, MOST_STEPS, TOOLS, Effort, Sighted

ROUND = 120
"""Steps within which whatever is on a screen comes up."""
ROWS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"), ("123", "456", "789", "0")
NEVER_NEXT = {*TOOLS, "再看几个", "改一改", MORE}
"""What is known not to be the next step."""


@dataclass
class ByEar:
    """Ears, and keys."""

    name: ClassVar[str] = "by ear"
    needs: ClassVar[frozenset[str]] = frozenset({"pad"})

    body: Body
    errand: Errand
    effort: Effort = field(default_factory=Effort)
    heard: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.mind = Mind(self.errand)
        self.titles = (*TITLES, *self.errand.answers, self.errand.door, self.errand.service)
        self.screen = Heard([])
        self.moved = self.gone = False

    # --- the visit

    def visit(self) -> None:
        """From the first screen until it stands again. Raises Stuck."""
        self.wake()
        for _ in range(MOST_STEPS):
            intention = self.mind.decide(self.screen)
            if isinstance(intention, Gone):
                return
            self.act(intention)
            if self.gone:
                return
        raise Stuck(f"no end: {self.mind.history[-6:]}")

    def wake(self) -> None:
        """An idle machine is silent: any key, and it speaks."""
        self.key("repeat")
        self.attend()

    def act(self, intention: Intention) -> None:
        """Does it, and hears what becomes of it. Raises Stuck."""
        match intention:
            case Press(words, _, otherwise):
                self.take(words, otherwise)
            case Onward():
                self.onward()
            case Give(known):
                self.give(known)
            case ChooseFirst() | First():
                self.key("down")
                self.listen_once()
                self.select()
            case Fill(texts):
                self.fill(texts)
            case Sign():
                self.witnessed()
            case LayCard():
                self.rest(pace.THINK + pace.CARD)
                self.effort.actions += 1
                self.body.card(True)
                self.attend()
            case TakeCard():
                self.rest(pace.CARD)
                self.effort.actions += 1
                self.body.card(False)
                self.gone = True
            case Wait():
                self.rest(1.0)
                self.attend()

    # --- ears

    def attend(self) -> None:
        """Hears a screen: all of it the first time, afterwards as much as tells which one it is."""
        sentences: list[str] = []
        while (sound := self.body.listen()) is not None:
            sentences.append(sound.text)
            if sound.text in self.heard:
                break
        if sentences:
            self.heard.add(next((one for one in sentences if not PLACE.match(one)), ""))
            self.screen = Heard(sentences, self.titles)
            self.moved = False

    def listen_once(self) -> str:
        """The next sentence: the name of what one has come to."""
        sound = self.body.listen()
        return sound.text if sound is not None else ""

    # --- keys

    def rest(self, seconds: float) -> None:
        """Time passes."""
        self.body.wait(seconds)

    def key(self, key: Key) -> None:
        """One key of the nine; what sounded is cut short."""
        self.rest(pace.KEY)
        self.effort.actions += 1
        self.body.key(key)

    def select(self) -> None:
        """Takes what one has come to, and hears what follows."""
        self.rest(pace.THINK)
        self.key("select")
        self.attend()

    def step(self, key: Key) -> str:
        """Moves, and hears where one is."""
        self.key(key)
        self.moved = True
        return self.listen_once()

    def seek(self, words: str, key: Key = "down") -> bool:
        """Moves until that is heard; at most once round."""
        first = ""
        for _ in range(ROUND):
            here = self.step(key)
            if sounds_like(here, words):
                return True
            if here and here == first:
                return False
            first = first or here
        return False

    def take(self, words: str, otherwise: str = "") -> None:
        """What is called so, else the other. Raises Stuck."""
        way: Key = "up" if words in TOOLS else "down"
        if not self.seek(words, way) and not (otherwise and self.seek(otherwise, way)):
            raise Stuck(f"“{words}” is never heard after “{self.screen.title}”")
        self.select()

    def onward(self) -> None:
        """The next step: the last thing there is, or what comes after where one is. Raises Stuck."""
        title = self.screen.title
        options = self.screen.options()
        for _ in range(8):
            here = self.step("right" if self.moved else "up")
            if here and bare(here) not in map(bare, (*NEVER_NEXT, *options)):
                self.select()
                return
        raise Stuck(f"no next step is heard after “{title}”")

    # --- answers

    def give(self, known: Known) -> None:
        """Answers what is asked."""
        title = self.screen
        match known.kind:
            case "choose":
                for words in known.words:
                    if not any(self.seek(name) for name in known.names(words)):
                        raise Stuck(f"“{words}” is never heard after “{title.title}”")
                    self.rest(pace.THINK)
                    self.key("select")
                    self.listen_once()
            case "write":
                self.write(known.words[0])
            case "date":
                self.write("".join(known.words))
        self.screen, self.moved = title, True

    def fill(self, texts: tuple[tuple[str, str], ...]) -> None:
        """Several lines, each by its name."""
        title = self.screen
        for label, text in texts:
            if not self.seek(label):
                raise Stuck(f"“{label}” is never heard after “{title.title}”")
            self.write(text)
        self.screen, self.moved = title, True

    def write(self, text: str) -> None:
        """Key by key; ideographs by their sound, and the first that sounds right."""
        place = 0
        while place < len(text):
            if ord(text[place]) in HAN:
                self.layout("拼音")
                for letter in lazy_pinyin(text[place])[0]:
                    self.letter(letter.upper())
                if not self.seek(text[place], "up"):
                    raise Stuck(f"a character is never heard after “{self.screen.title}”")
                self.press_key()
            else:
                self.letter(text[place].upper())
            place += 1

    def letter(self, wanted: str) -> None:
        """Walks over the keys by the rows one knows by heart. Raises Stuck."""
        rows = next(rows for rows in ROWS if any(wanted in row for row in rows))
        here = self.where(rows)
        for _ in range(ROUND):
            if here == wanted:
                self.press_key()
                return
            here = self.step(_toward(rows, here, wanted)) if here else self.step("down")
            if not any(here in row for row in rows):
                here = ""
        raise Stuck(f"the key “{wanted}” is never heard after “{self.screen.title}”")

    def where(self, rows: tuple[str, ...]) -> str:
        """On which key one is, if on any."""
        return ""

    def layout(self, name: str) -> None:
        """The keyboard that has the letters."""

    def press_key(self) -> None:
        """A key of the keyboard."""
        self.key("select")

    def witnessed(self) -> None:
        """“我写不了字”: a member of staff comes, sees and touches."""
        self.take("我写不了字")
        clerk = Sighted(self.body, self.errand)
        clerk.look()
        clerk.fill(self.errand.clerk)
        clerk.onward()
        self.effort.actions += clerk.effort.actions
        self.attend()


def _toward(rows: tuple[str, ...], here: str, wanted: str) -> Key:
    """The arrow that leads nearer."""
    row = next(n for n, letters in enumerate(rows) if here in letters)
    goal = next(n for n, letters in enumerate(rows) if wanted in letters)
    if row != goal:
        return "down" if goal > row else "up"
    return "right" if rows[goal].index(wanted) > rows[row].index(here) else "left"
