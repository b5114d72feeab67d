"""What a person decides, whatever senses told it: by the question that stands or sounds, and what they came for."""

from dataclasses import dataclass, field
from typing import Protocol

from tests.people.body import Stuck
from tests.people.errand import Errand, Known

MOST_SAME = 8
"""So often may one question come back before it is no use."""
TITLES = (
    "您好，我帮您办事",
    "您想办什么？",
    "要离开吗？",
    "再见，请慢走",
    "交上去了",
    "补上了，接着办",
    "您要办哪一类的事？",
    "您办的事",
    "您要查哪一样？",
    "单子上的编号是多少？",
    "请您签个名",
)
"""The questions and names that one knows by heart."""
ALSO = {"您好，我来帮您办事": "您好，我帮您办事", "您好，您想办什么？": "您想办什么？", "您办的事都在这里": "您办的事"}
"""As they are told where that differs from how they are written."""


@dataclass(frozen=True, slots=True)
class Press:
    """What is called so. hint: also in its small words; otherwise: what to press when it is not there."""

    words: str
    hint: str = ""
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Onward:
    """The one next step, whatever it is called."""


@dataclass(frozen=True, slots=True)
class Give:
    """Answers a question."""

    known: Known


@dataclass(frozen=True, slots=True)
class ChooseFirst:
    """Any will do: the first."""


@dataclass(frozen=True, slots=True)
class First:
    """The first thing that is offered."""


@dataclass(frozen=True, slots=True)
class Fill:
    """Several lines, by the words above each."""

    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """Writes their name, or says that they cannot."""


@dataclass(frozen=True, slots=True)
class LayCard:
    """Lays the card down."""


@dataclass(frozen=True, slots=True)
class TakeCard:
    """Takes the card, and goes."""


@dataclass(frozen=True, slots=True)
class Wait:
    """The machine works."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The visit is over."""


Intention = Press | Onward | Give | ChooseFirst | First | Fill | Sign | LayCard | TakeCard | Wait | Gone


class Perceived(Protocol):
    """What any sense can tell."""

    @property
    def title(self) -> str:
        """The question or name of the screen."""

    def says(self, words: str) -> bool:
        """Whether these words stand or sound on it."""


@dataclass(slots=True)
class Mind:
    """One visit. reached: what they came for is done."""

    errand: Errand
    reached: bool = False
    laid: bool = False
    left: bool = False
    history: list[str] = field(default_factory=list)
    _given: str = ""
    _same: int = 0

    def decide(self, now: Perceived) -> Intention:
        """The next step. Raises Stuck when the same question comes again and again."""
        title = now.title
        self._same = self._same + 1 if self.history and self.history[-1] == title else 0
        if not self.history or self.history[-1] != title:
            self.history.append(title)
            self._given = ""
        if self._same > MOST_SAME:
            raise Stuck(f"“{title}” again and again")
        return self._decide(title, now)

    def _decide(self, title: str, now: Perceived) -> Intention:
        errand = self.errand
        if self.errand.goal == "query" and (now.says("打印好了") or now.says("正在打印")):
            self.reached = True
            return Press("离开")
        if title.rstrip("。").endswith("请等一下") or title.startswith("正在送："):
            self._same -= 1
            return Wait()
        if title in errand.answers:
            return self._answer(title, errand.answers[title])
        match title:
            case "您好，我帮您办事":
                return self._at_the_door()
            case _ if "您想办什么" in title:
                return self._at_home()
            case "要离开吗？":
                return Press("离开") if self.reached else Onward()
            case "再见，请慢走":
                if self.left and self._given == title:
                    return Gone()
                self.left, self._given = True, title
                return TakeCard()
            case "补上了，接着办" if self.reached:
                return Press("离开")
            case "交上去了" | "补上了，接着办":
                if not now.says("还没打印"):
                    self.reached = True
                return Onward()
            case "您要办哪一类的事？":
                return Press(errand.door)
            case _ if now.says("选您要办的那一件。"):
                if title != errand.door:
                    return Press("上一步")
                return Press(errand.service, otherwise="再看几个")
            case "您办的事":
                if errand.goal == "supplement":
                    return Press(errand.service, hint="还差东西")
                return First()
            case "您要查哪一样？":
                return First()
            case "单子上的编号是多少？":
                return self._once(title, Fill(errand.slip))
            case "请您签个名":
                return self._once(title, Sign())
            case _ if title.endswith("怎么交？"):
                return self._paper(title)
            case _ if title.startswith("请放上"):
                return Press("就用这个", otherwise="" if now.says("拍好了") else "拍一张")
            case _ if title.startswith("还有别的"):
                return self._once(title, Give(Known("choose", ("没有了",))))
            case _ if now.says("不同意会怎么样"):
                return Press("同意")
            case _ if now.says("走到哪一步了"):
                return self._in_the_case(title)
            case _ if errand.goal == "query" and now.says("号码和钱数先遮着"):
                return Press("打印出来")
        return Onward()

    def _at_the_door(self) -> Intention:
        if self.left:
            return Gone()
        if self.errand.goal == "slip" and not self.reached:
            return Press("凭单子查进度")
        if not self.laid:
            self.laid = True
            return LayCard()
        return Onward()

    def _at_home(self) -> Intention:
        if self.reached:
            return Press("离开")
        match self.errand.goal:
            case "apply":
                return Press(self.errand.service, otherwise="找别的事")
            case "track" | "supplement":
                return Press("我办的事")
            case "query":
                return Press("查询打印")
        return Onward()

    def _in_the_case(self, title: str) -> Intention:
        if self.errand.goal == "supplement" and not self.reached:
            return Press("现在补上")
        self.reached = True
        return Press("离开")

    def _answer(self, title: str, known: Known) -> Intention:
        if known.kind == "skip":
            return Press("跳过这一题")
        return self._once(title, Give(known))

    def _paper(self, title: str) -> Intention:
        way = self.errand.papers.get(title.removesuffix("，怎么交？"))
        return self._once(title, Give(Known("choose", (way,))) if way else ChooseFirst())

    def _once(self, title: str, intention: Intention) -> Intention:
        """This, then the next step; and where the same still stands, once more."""
        if self._given == title:
            self._given = ""
            return Onward()
        self._given = title
        return intention
