"""The real program as assistive tools meet it: a whole application over AT-SPI by actions alone, and what Orca says on the way."""

from collections.abc import Iterator

import psutil
import pytest
import requests

from tests.engines import desktop as desktops
from tests.engines.desktop import Desktop
from tests.engines.orca import Orca
from tests.engines.orca import installed as orca_installed
from tests.engines.tool_user import Node, ToolUser, has_heading, program

SPACE = 0x20
SERVICE = "高龄津贴"
QUESTION = "您是不是在别的城市领过高龄津贴？"
MISSING = "别处领过吗：还没有选。请按“是”或者“不是”。"
CLERK, PIN = "G0001", "246810"
UNNAMED_ARE_FINE = {"filler", "label", "panel"}

pytestmark = [
    pytest.mark.engine,
    pytest.mark.feature("F34"),
    pytest.mark.skipif(not desktops.installed(), reason="no X server or no AT-SPI: ./run test installs them"),
]


@pytest.fixture(scope="module")
def desktop() -> Iterator[Desktop]:
    with Desktop() as started:
        yield started


def to_the_first_question(user: ToolUser) -> None:
    """Welcome, notice, sign-in by a demonstration card, home, guide, consent, what is known."""
    user.at("您好，我帮您办事")
    user.press("开始", "您的信息，我们这样用")
    user.press("知道了", "先认一认您，用哪一样？")
    user.press("刷身份证", "请放上身份证")
    user.act("push button", "样本甲", "Press", lambda seen: any(node.name == SERVICE for node in seen))
    user.press(SERVICE, SERVICE)
    user.press("开始办", "能用一下您的银行卡号吗？")
    user.press("同意", "这些我们已经有了")
    user.press("都对", QUESTION)


def to_the_receipt(user: ToolUser) -> None:
    """From the answered question: review, signature by a witness, receipt."""
    user.press("下一步", "请您再看一遍")
    user.press("都对", "请您签个名")
    user.press("我写不了字", "请工作人员来见证")
    user.write("工号", CLERK)
    user.focus(user.find("password text", "密码"))
    user.type_secret("密码", PIN)
    user.press("我见证", "交上去了")


def applications(user: ToolUser) -> list[dict[str, object]]:
    """What the program's own sandbox keeps."""
    children = psutil.Process(user.program.pid).children()
    (sandbox,) = (child for child in children if "kiosk.sandbox" in child.cmdline())
    (port,) = {line.laddr.port for line in sandbox.net_connections("tcp") if line.status == psutil.CONN_LISTEN}
    answer = requests.get(f"http://127.0.0.1:{port}/sandbox/applications", timeout=60)
    found: list[dict[str, object]] = answer.json()["items"]
    return found


def assert_all_named(seen: list[Node]) -> None:
    """Whatever can be acted on has a name and a role; what is chosen can be told."""
    for node in seen:
        if node.role not in UNNAMED_ARE_FINE:
            assert node.name, node
        if node.actions:
            assert node.role in {"push button", "radio button", "check box"}, node
            assert "focusable" in node.states, node


def test_a_whole_application_is_made_by_accessible_actions_alone(desktop: Desktop):
    with program(desktop, "--profile", "kiosk") as user:
        first = user.at("您好，我帮您办事")
        assert first[0].role == "frame"
        assert first[0].name == "银龄"
        heading = user.find("heading", "您好，我帮您办事", first)
        assert "focused" in heading.states
        assert "看得清，就按“开始”" in heading.description
        assert "checked" in user.find("radio button", "大字", first).states
        group = next(node for node in first if node.id == user.find("radio button", "大字", first).parent)
        assert (group.role, group.name) == ("panel", "字的大小")
        assert_all_named(first)
        user.told()

        to_the_first_question(user)
        told = user.told()
        assert any(one.kind == "object:state-changed:focused" and one.name == QUESTION and one.detail for one in told)

        asked = user.at(QUESTION)
        assert_all_named(asked)
        assert "没领过就选" in user.find("heading", QUESTION, asked).description
        assert user.find("label", "第 1 题，共 1 题", asked)
        cards = [user.find("radio button", name, asked) for name in ("是", "不是")]
        assert not any("checked" in card.states for card in cards)

        wrong = user.act("push button", "下一步", "Press", lambda seen: any(node.description == MISSING for node in seen))
        assert user.find("panel", QUESTION, wrong).description == MISSING
        assert user.find("notification", MISSING)

        chosen = user.choose("不是")
        assert "checked" not in user.find("radio button", "是", chosen).states
        assert user.find("panel", QUESTION, chosen).description == ""
        told = user.told()
        assert any(one.kind == "object:state-changed:checked" and one.name == "不是" and one.detail for one in told)

        to_the_receipt(user)
        slip = user.at("交上去了")
        assert_all_named(slip)
        assert any(node.role == "image" and node.name == "扫一扫，看办到哪一步" for node in slip)
        (case,) = applications(user)
        assert case["case_no"] in [node.name for node in slip]


def test_at_home_the_products_own_voice_is_silent_while_a_screen_reader_speaks(desktop: Desktop):
    with program(desktop, "--profile", "home") as user:
        user.wait("silence", lambda seen: any(node.name == "不念" and "checked" in node.states for node in seen))


@pytest.mark.skipif(not orca_installed(), reason="no Orca: ./run test installs it")
def test_orca_tells_the_question_the_choices_the_fields_and_the_errors(desktop: Desktop):
    orca = Orca(desktop)
    with program(desktop, "--profile", "kiosk") as user:
        orca.says("您好，我帮您办事 标题", "看得清，就按“开始”")
        user.tab()
        orca.says("字的大小 面板", "小字", "未选中 单选钮")
        user.press("开始", "您的信息，我们这样用")
        orca.says("您的信息，我们这样用", "只用来办您这一次要办的事。")
        user.press("知道了", "先认一认您，用哪一样？")
        orca.says("先认一认您，用哪一样？")
        user.press("刷身份证", "请放上身份证")
        orca.says("请放上身份证")
        user.act("push button", "样本甲", "Press", lambda seen: any(node.name == SERVICE for node in seen))
        orca.says("您想办什么？")
        user.press(SERVICE, SERVICE)
        orca.says(SERVICE, "满八十岁，每个月领一笔津贴")
        user.press("开始办", "能用一下您的银行卡号吗？")
        orca.says("能用一下您的银行卡号吗？", "发津贴要用，只给民政局和银行。")
        user.press("同意", "这些我们已经有了")
        orca.says("这些我们已经有了", "请看看对不对。")
        user.press("都对", QUESTION)
        orca.says(QUESTION, "没领过就选“不是”")
        user.act("push button", "下一步", "Press", lambda seen: any(node.description == MISSING for node in seen))
        orca.says(MISSING)
        user.tab()
        orca.says(f"{QUESTION} 面板", "是.", "未选中 单选钮")
        user.strike(SPACE, lambda seen: "checked" in user.find("radio button", "是", seen).states)
        orca.says("已选中")
        user.choose("不是")
        user.press("下一步", "请您再看一遍")
        orca.says("请您再看一遍", "哪一样不对，就按旁边的“改一改”。")
        user.press("都对", "请您签个名")
        orca.says("请您签个名")
        user.press("我写不了字", "请工作人员来见证")
        orca.says("请工作人员来见证", "工作人员先问您愿不愿意")
        user.tab()
        orca.says("工号")
        user.write("工号", CLERK)
        user.tab()
        orca.says("密码")
        user.type_secret("密码", PIN)
        assert {*orca.heard()} <= {f"已经填了{n}位" for n in range(1, len(PIN) + 1)}
        user.act("push button", "我见证", "Press", lambda seen: has_heading(seen, "交上去了"))
        orca.says("交上去了", str(applications(user)[-1]["case_no"]))
