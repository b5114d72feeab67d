"""Sees nothing: hears what is read, moves with the arrows of nine keys, hears what one has come to, and takes it.

What was heard once is not heard to its end again. Whoever cannot sign has a member of staff witness it, who sees the screen and touches it.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from pypinyin import lazy_pinyin

from tests.people import pace
from tests.people.body import Body, Key, Stuck
from tests.people.errand import Errand, Known
from tests.people.hearing import ASKED, PLACE, Heard, bare, sounds_like
from tests.people.helped import witness
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
from tests.people.sighted import HAN, MORE, MOST_STEPS, TOOLS
from tests.people.visitor import Effort

ROUND = 120
"""Steps within which whatever is on a screen comes up."""
LETTERS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
DIGITS = ("123", "456", "789", "X0")
LAYOUTS = ("拼音", "手写", "字母", "数字")
LAST_ROW = (*LAYOUTS, "大写", "小写", "空格", "清空")
NEVER_NEXT = {*TOOLS, *LAYOUTS, "下一格", "删除", "清空", "空格",  "再看几个", "改一改", MORE}
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
        self.titles = (*TITLES, *self.errand.answers, self.errand.door, self.errand.service, *self.errand.told.values())
        self.screen = Heard([])
        self.moved = self.gone = False
        self.at = self.field = ""
        self.letters = False

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
        first, names = "", (words, self.errand.told.get(words, words))
        for _ in range(ROUND):
            here = self.step(key)
            if any(sounds_like(here, name) for name in names) or words in ASKED.findall(here):
                return True
            if here and here == first:
                return False
            first = first or here
        return False

    def take(self, words: str, otherwise: str = "") -> None:
        """What is called so, else the other. Raises Stuck."""
        way: Key = "up" if words in TOOLS else "down"
        before = self.screen
        found = self.seek(words, way)
        if not found and not (otherwise and self.seek(otherwise, way)):
            raise Stuck(f"“{words}” is never heard after “{self.screen.title}”")
        self.select()
        if not found and self.screen.title not in self.titles:
            self.screen, self.moved = before, True  # more of the same

    def onward(self) -> None:
        """The next step, by the name it was told with; else the last thing there is, or what comes after where one is. Raises Stuck."""
        title = self.screen.title
        told = [name for sentence in self.screen.sentences for name in ASKED.findall(sentence)]
        if self.moved and told:
            self.take(told[-1])
            return
        options = self.screen.options()
        for _ in range(8):
            here = self.step("right" if self.moved else "up")
            aside = here.startswith("打印") and not here.startswith("打印单子")
            if here and not aside and bare(here) not in map(bare, (*NEVER_NEXT, *options)):
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
            self.write(text, label)
            self.moved = True
        self.screen, self.moved = title, True

    def write(self, text: str, name: str = "") -> None:
        """Taking the field leads to the keys. Key by key; ideographs by their sound, and the first that sounds right."""
        if self.moved and not self.seek(name or self.screen.title):
            raise Stuck(f"the field is never heard again after “{self.screen.title}”")
        self.field = name or self.screen.title
        self.at = _key(self.step("select"))
        for character in text:
            if ord(character) in HAN:
                for letter in lazy_pinyin(character)[0]:
                    self.letter(letter.upper(), "拼音")
                self.candidate(character)
            else:
                self.letter(character.upper(), "数字" if character.isdigit() else "字母")

    def letter(self, wanted: str, layout: str) -> None:
        """Walks over the keys by the rows one knows by heart. Raises Stuck."""
        if wanted == "X" and self.at.isdigit() and self._beside_nought():
            self.key("select")
            return
        rows = DIGITS if layout == "数字" else LETTERS
        self.to_the_keys()
        for _ in range(3):
            stray = self.at == "X" and rows is DIGITS and self.letters
            if not stray and any(self.at in row for row in rows if self.at):
                break
            self.layout(layout)
            self.to_the_keys()
        else:
            raise Stuck(f"the keys for “{layout}” never come after “{self.screen.title}”")
        self.letter_reached(wanted, rows)
        self.letters = rows is LETTERS
        self.key("select")

    def letter_reached(self, wanted: str, rows: tuple[str, ...] = DIGITS) -> None:
        """Moves until this key is heard. Raises Stuck."""
        for _ in range(ROUND):
            if self.at == wanted:
                return
            here = self.step(_toward(rows, self.at, wanted)).upper()
            if any(here in row for row in rows if here):
                self.at = here
            else:
                self.at = ""
                self.to_the_keys()
        raise Stuck(f"the key “{wanted}” is never heard after “{self.screen.title}”")

    def _beside_nought(self) -> bool:
        """Pads for identity numbers have an X there."""
        self.letter_reached("0")
        if self.step("left").upper() == "X":
            self.at = "X"
            return True
        self.at = ""
        return False

    def layout(self, name: str) -> None:
        """The names of the keyboards stand in a row below the keys. Raises Stuck."""
        here = ""
        for _ in range(6):
            if here in LAST_ROW:
                break
            here = self.step("down")
        along: list[Key] = ["right"] * 9 + ["left"] * 12
        for key in along:
            if here == name:
                self.key("select")
                self.at = _key(self.step("up"))
                if not self.at and self.seek(self.field):
                    self.at = _key(self.step("select"))
                return
            if key == "right" and here not in LAST_ROW:
                continue  # beyond the end of the row
            here = self.step(key)
        raise Stuck(f"“{name}” is never heard after “{self.screen.title}”")

    def to_the_keys(self) -> None:
        """From wherever one is, as far as the keys go."""
        for _ in range(16):
            if self.at:
                return
            here = self.step("down")
            self.at = _key(here)
            if here in LAST_ROW:
                return

    def candidate(self, wanted: str) -> None:
        """Above the keys stand the characters; one walks along them both ways. What is not among them, another of its sound must do for.

        Raises Stuck.
        """
        for sure in (True, False):
            ways: tuple[Key, ...] = ("left", "right")
            for way in ways:
                here = self._among_candidates()
                while here:
                    if is_it(here, wanted) or (not sure and sounds_like(here.partition("，")[0], wanted)):
                        self.key("select")
                        self.at = ""
                        return
                    here = _candidate(self.step(way))
        raise Stuck(f"a character is never heard after “{self.screen.title}”")

    def _among_candidates(self) -> str:
        """Up from the keys, or down from above, to one of the characters: its name. Nothing when there are none."""
        for key in ("up", "up", "up", "up", "down", "down", "down", "up"):
            here = self.step(key)  # type: ignore[arg-type]
            if _candidate(here):
                return here
        return ""

    def witnessed(self) -> None:
        """“我写不了字”: a member of staff comes, sees and touches."""
        self.take("我写不了字")
        witness(self)
        self.attend()


def is_it(heard: str, wanted: str) -> bool:
    """Whether a candidate is the character one wants: a word it stands in tells for certain, else its sound must do."""
    name, explained, _ = heard.partition("，")
    if explained:
        return name == wanted
    return not heard.isascii() and sounds_like(heard, wanted) and len(bare(heard)) == 1


def _candidate(heard: str) -> str:
    """What was heard, if it is one character, perhaps with a word it stands in."""
    return heard if not heard.isascii() and len(bare(heard.partition("，")[0])) == 1 else ""


def _key(heard: str) -> str:
    """The letter or figure of a key; nothing for whatever else is heard."""
    return heard.upper() if len(heard) == 1 and heard.isascii() and heard.isalnum() else ""


def _toward(rows: tuple[str, ...], here: str, wanted: str) -> Key:
    """The arrow that leads nearer."""
    row = next(n for n, letters in enumerate(rows) if here in letters)
    goal = next(n for n, letters in enumerate(rows) if wanted in letters)
    if row != goal:
        return "down" if goal > row else "up"
    return "right" if rows[goal].index(wanted) > rows[row].index(here) else "left"
