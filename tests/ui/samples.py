"""Screens made of every simple block, as journeys would make them, for the tests of the look."""

from kiosk.blocks import (
    Action,
    Block,
    Caption,
    Choices,
    Countdown,
    Heading,
    Menu,
    Notice,
    Only,
    Option,
    Paragraph,
    Progress,
    TextField,
    Tone,
    ToolBar,
)
from kiosk.events import CallPerson, CloseOver, Event, GoBack, Leave, OpenDisplay, OpenSound, ReadAgain, Touched
from kiosk.privacy import Kind
from kiosk.screen import Screen
from kiosk.text import Words

NEXT = Action(Words("下一步"), Touched(), key="next", main=True)


def w(text: str) -> Words:
    return Words(text)


BAR = ToolBar(
    Action(w("上一步"), GoBack(), key="back"),
    (
        Action(w("再听"), ReadAgain(), key="again", icon="repeat"),
        Action(w("声音"), OpenSound(), key="sound", icon="volume"),
        Action(w("点一下说话"), Touched(), key="talk", icon="microphone"),
        Action(w("叫人"), CallPerson(), key="call", icon="hand-stop"),
        Action(w("离开"), Leave(), key="leave", icon="door-exit"),
    ),
    Action(w("字大一点"), OpenDisplay(), key="display", icon="text-size"),
)


def made(name: str, *blocks: Block, where: str = "高龄津贴", modal: bool = False, back: Event | None = None) -> Screen:
    return Screen(name, blocks, where=w(where) if where else None, demo=True, modal=modal, back=back)


def all_screens() -> dict[str, Screen]:
    """By name."""
    screens = (welcome(), choose(), many(), field(), wrong(), long_text(), find(), idle(), over())
    return {screen.name: screen for screen in screens}


def welcome() -> Screen:
    return made(
        "welcome",
        Heading(w("您好，想办什么？"), w("按一下，或者说出来。不会用也没关系，按“叫人”。")),
        Menu(
            "kinds",
            w("您好，想办什么？"),
            (
                Action(w("养老和津贴"), Touched(), key="a", icon="coin", hint=w("高龄津贴、养老金、资格认证")),
                Action(w("看病和医保"), Touched(), key="b", icon="heart", hint=w("异地就医、长期护理、报销")),
                Action(w("社保卡和证件"), Touched(), key="c", icon="id", hint=w("补卡、换卡、居住证")),
                Action(w("查一查、打印"), Touched(), key="d", icon="printer", hint=w("办到哪儿了、养老金明细")),
            ),
        ),
        Caption("您好，想办什么？请按一下，或者说出来。"),
        ToolBar(None, BAR.tools, BAR.display),
        where="自助服务",
    )


def choose() -> Screen:
    return made(
        "choose",
        Progress(3, 8),
        Heading(w("津贴打到哪张卡上？"), w("要用您自己名字的卡。"), w("例如社保卡，背面有银行的名字")),
        Choices(
            "card",
            w("津贴打到哪张卡上？"),
            (Option("a", w("社保卡")), Option("b", w("银行卡")), Option("c", w("存折"))),
            ("a",),
        ),
        Caption("津贴打到哪张卡上？要用您自己名字的卡。"),
        BAR,
        NEXT,
    )


def many() -> Screen:
    options = (
        Option("a", w("自己能吃饭，不用人帮忙"), w("包括夹菜、喝汤"), "first-aid-kit"),
        Option("b", w("要别人帮一点，例如夹菜、端碗"), w("大部分自己来")),
        Option("c", w("要别人喂"), w("自己吃不了")),
        Option("d", w("说不清楚，想先问一问工作人员再回答"), w("可以先跳过，后面再补")),
    )
    return made(
        "many",
        Progress(17, 24, w("第二位家人，共三位")),
        Heading(w("吃饭这件事，平时是怎么样的？"), w("想一想最近一个星期，多数时候是哪一种。")),
        Choices(
            "eat",
            w("这些情况，有的都选上"),
            options,
            ("b", "d"),
            many=True,
            error=w("“吃饭”还没选。请选一个，例如：要别人帮一点。"),
        ),
        Caption(""),
        BAR,
        NEXT,
        where="长期护理保险失能评估",
    )


def field() -> Screen:
    return made(
        "field",
        Progress(5, 8),
        Heading(w("您的身份证号码是多少？"), w("和身份证上的一样，一共 18 位。"), w("最后一位是 X 的，也照着写")),
        TextField("id", w("身份证号码"), "id_number", "11010519380308", private=Kind.ID, limit=18),
        TextField("income", w("每个月的收入"), "money", "1200", unit=w("元一个月")),
        Action(w("念给我听"), Touched(), key="speak", icon="ear"),
        Action(w("遮起来"), Touched(), key="hide", icon="eye-off"),
        Caption("您的身份证号码是多少？"),
        BAR,
        NEXT,
    )


def wrong() -> Screen:
    return made(
        "wrong",
        Heading(w("您的手机号是多少？"), w("没有手机也能办，空着就行。")),
        TextField(
            "phone",
            w("手机号"),
            "phone",
            "1390000",
            error=w("手机号还差 4 位。手机号一共 11 位，例如 139 0000 0000。"),
            private=Kind.PHONE,
        ),
        Notice(w("手机号只用来告诉您办好了没有。"), Tone.INFO, live=False),
        Caption("手机号还差 4 位。"),
        BAR,
        NEXT,
    )


def long_text() -> Screen:
    text = "办高龄津贴，要用您的姓名、身份证号码、户口所在地和银行账号，用来核对年龄、发放津贴。这些信息由区民政局保管，办完后按规定保存五年。"
    return made(
        "long",
        Heading(w("办之前，先告诉您怎么用您的信息")),
        Paragraph(w(text * 2), w("用哪些，做什么")),
        Paragraph(w(text), w("谁来保管")),
        Notice(w("不同意也没关系，可以去窗口办，也可以打 12345。"), Tone.GOOD, live=False, key="n1"),
        Notice(w("网络不太好，您填的都保存着。"), Tone.WARNING, key="n2"),
        Notice(w("这次没有交上去，不是您的问题。"), Tone.ERROR, key="n3"),
        Paragraph(w(text * 3), w("您有哪些权利")),
        Only(ear=Paragraph(w("只有耳朵听得到的话"))),
        Only(eye=Paragraph(w("只有眼睛看得到的话"))),
        Action(w("不同意"), Touched(), key="no"),
        Action(w("想问问工作人员"), Touched(), key="ask", hint=w("他们会过来帮您")),
        Caption("办之前，先告诉您怎么用您的信息。"),
        BAR,
        Action(w("知道了，同意"), Touched(), key="yes", main=True),
    )


def find() -> Screen:
    items = (
        *("高龄津贴", "养老服务补贴", "养老待遇领取资格认证", "异地就医备案"),
        *("社保卡补换", "残疾人两项补贴", "长期护理保险失能评估", "最低生活保障"),
    )
    return made(
        "find",
        Heading(w("找到 8 件事，哪一件？")),
        TextField("q", w("想办的事"), "search", "补贴"),
        Menu("found", w("找到的"), tuple(Action(w(i), Touched(), key=i) for i in items)),
        Caption(""),
        ToolBar(BAR.back, BAR.tools, BAR.display),
        where="",
    )


def idle() -> Screen:
    return made(
        "idle",
        Heading(w("您还在吗？"), w("还要办，按一下就行。")),
        Countdown(w("秒后退出，没交的内容会清掉。"), 28),
        Action(w("我还在，接着办"), CloseOver(), key="stay", main=True),
        modal=True,
    )


def over() -> Screen:
    return made(
        "over",
        Heading(w("字要多大？")),
        Choices(
            "size", w("字的大小"), tuple(Option(str(n), w(t)) for n, t in enumerate(("小", "中", "大", "特大"))), ("2",)
        ),
        Choices(
            "theme",
            w("颜色"),
            tuple(Option(str(n), w(t)) for n, t in enumerate(("平常", "白底黑字", "黑底白字", "不刺眼"))),
            ("0",),
        ),
        BAR,
        Action(w("好了"), CloseOver(), key="ok", main=True, icon="check"),
        modal=True,
    )
