"""Has no hand to use: hears what is read, speaks when it is asked, says once more what is asked for once more.

Somebody lays the card down and takes it; a signature is declared aloud.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from tests.people import pace
from tests.people.body import Body, Stuck
from tests.people.errand import Errand, Known
from tests.people.hearing import ASKED, Heard, bare
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
from tests.people.sighted import TOOLS, Sighted
from tests.people.visitor import Effort

MOST_TURNS = 300
MOST_TRIES, MOST_SENTENCES = 3, 200
FIGURES = dict(zip("0123456789X", "零一二三四五六七八九叉", strict=True))
LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWYZ",
        "诶 必 西 弟 鹅 艾弗 鸡 艾去 爱 杰 开 艾勒 艾姆 恩 欧 皮 秋 阿尔 艾斯 替 优 威 达不溜 歪 贼".split(),
        strict=True,
    )
)
"""As their names sound."""
USUAL = ("好了", "看办到哪一步", "下一步", "离开")
ASIDE = ("请注意", "我听到", "听到", "可以再说", "好这个不算", "选好了", "正在打印", "打印好了", "请说", "我没有听到", "拍好了", "一共")
"""How sentences begin that are said of a screen one is on already."""
DECLARED = "我声明属实"


@dataclass
class ByVoice:
    """Ears, and a mouth."""

    name: ClassVar[str] = "by voice"
    needs: ClassVar[frozenset[str]] = frozenset({"microphone", "no hands"})

    body: Body
    errand: Errand
    effort: Effort = field(default_factory=Effort)

    def __post_init__(self) -> None:
        self.mind = Mind(self.errand)
        self.titles = (*TITLES, *self.errand.answers, self.errand.door, self.errand.service)
        self.screen = Heard([])
        self.last: list[str] = []
        self.said: list[str] = []
        self.gone = False

    def visit(self) -> None:
        """From the first screen until it stands again. Nobody is listened to there: who comes along touches it. Raises Stuck."""
        if self.errand.goal == "slip":
            companion = Sighted(self.body, self.errand)
            companion.look()
            companion.press("凭单子查进度")
            self.effort.actions += companion.effort.actions
            self.attend()
        for _ in range(MOST_TURNS):
            self._agree()
            intention = self.mind.decide(self.screen) if self.screen.sentences else LayCard()
            if isinstance(intention, Gone):
                return
            self.act(intention)
            if self.gone:
                return
        raise Stuck(f"no end: {self.mind.history[-6:]}")

    def act(self, intention: Intention) -> None:
        """Says it, and hears what becomes of it. Raises Stuck."""
        match intention:
            case Press(words, _, otherwise):
                self.press(words, otherwise)
            case Onward():
                self.onward()
            case Give(known):
                self.give(known)
            case ChooseFirst() | First():
                self.say("第一个")
            case Fill(texts):
                for label, text in texts:
                    self.say(label)
                    self.say(aloud(text))
            case Sign():
                self.say(DECLARED)
            case LayCard():
                self.mind.laid = True
                self.body.wait(pace.THINK + pace.CARD)
                self.effort.actions += 1
                self.body.card(True)
                self.attend()
            case TakeCard():
                self.body.wait(pace.CARD)
                self.effort.actions += 1
                self.body.card(False)
                self.gone = True
            case Wait():
                self.body.wait(1.0)
                self.attend()

    def attend(self) -> None:
        """Hears everything until the machine is silent and listens."""
        heard = []
        while (sound := self.body.listen()) is not None:
            heard.append(sound.text)
            if len(heard) > MOST_SENTENCES:
                raise Stuck(f"it never falls silent: {heard[-6:]}")
        self.last = heard
        now = Heard(heard, self.titles)
        if heard and (now.title in self.titles or not bare(heard[0]).startswith(ASIDE)):
            self.screen, self.said = now, []
        elif heard:
            self.screen = Heard([*self.screen.sentences, *heard], self.titles)

    def say(self, words: str) -> None:
        """Speaks; what has to be said once more or agreed to is. Raises Stuck when it is not understood."""
        for _ in range(MOST_TRIES):
            self._speak(words)
            if not self.not_understood():
                break
        else:
            raise Stuck(f"“{words}” is not understood after “{self.screen.title}”: {self.last}")
        self._agree()

    def _agree(self) -> None:
        for _ in range(MOST_TRIES):
            again = self.agreement()
            if not again:
                return
            self._speak(again)

    def _speak(self, words: str) -> None:
        self.body.wait(pace.THINK + len(words) * pace.SPEAK)
        self.effort.actions += 1
        self.body.say(words)
        self.attend()

    def not_understood(self) -> bool:
        """Whether the machine says so, or nothing."""
        told = "".join(self.last)
        return "没听懂" in told or "没有听到" in told or "您要“" in told

    def agreement(self) -> str:
        """What the machine wants to hear now, when it asks whether it understood."""
        told = "".join(self.last)
        if "确定要办" in told:
            return "确定要办"
        if "用键盘填好吗" in told:
            return "我要说"
        if "公历，还是农历" in told:
            return "公历"
        return "对" if "请按“对”" in told else ""

    def offered(self, words: str) -> bool:
        """Whether it was counted off, or told to be pressed."""
        return any(bare(words) == bare(one)[: len(bare(words))] for one in (*self.screen.options(), *self.asked()))

    def asked(self) -> list[str]:
        """What was told to be pressed."""
        return [name for sentence in self.screen.sentences for name in ASKED.findall(sentence)]

    def press(self, words: str, otherwise: str) -> None:
        """What is called so; where it is not understood, the other."""
        if otherwise:
            self._speak(words)
            if not self.not_understood():
                self._agree()
                return
        self.say(otherwise or words)

    def onward(self) -> None:
        """The next step, by what it was called, or mostly is. Raises Stuck."""
        for _ in range(len(USUAL) + 1):
            words = self.next_step()
            self._speak(words)
            if not self.not_understood():
                self._agree()
                return
        raise Stuck(f"no next step is understood after “{self.screen.title}”: {self.last}")

    def next_step(self) -> str:
        """As it was told; else as it is mostly called."""
        names = [name for name in (*self.asked(), *USUAL) if name not in (*TOOLS, *self.said)]
        told = [name for name in names if name not in USUAL]
        self.said.append(told[-1] if told else names[0] if names else USUAL[0])
        return self.said[-1]

    def give(self, known: Known) -> None:
        """Answers what is asked, by the mouth."""
        screen = self.screen
        match known.kind:
            case "choose":
                for words in known.words:
                    self.say(next((name for name in known.names(words) if self.offered(name)), words))
            case "write":
                self.say(aloud(known.words[0]))
            case "date":
                self.say("".join(aloud(part) + unit for part, unit in zip(known.words, ("年", "月", "日"), strict=False)))
        if self.screen.title not in self.titles:
            self.screen = screen


def aloud(text: str) -> str:
    """As one says it: figures and letters one by one, numbers of months and days as numbers."""
    if len(text) <= 2 and text.isdigit():
        number = int(text)
        tens, ones = divmod(number, 10)
        return (("" if tens == 1 else FIGURES[str(tens)]) + "十" if tens else "") + (FIGURES[str(ones)] if ones or not tens else "")
    return "".join({**LETTERS, **FIGURES}.get(character, character) for character in text)
