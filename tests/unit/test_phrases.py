"""The words: whole in every language, asked for by the code and by nothing else, short, plain, without blame, and true to the buttons."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, get_args

import pytest

from kiosk import display, phrases
from kiosk.blocks import FilmState, Layout, Tone
from kiosk.events import Reason
from kiosk.forms.fault_words import OF_KIND, key_of
from kiosk.journeys import adjusting, notice, sign_in, ways
from kiosk.journeys.entitled import Verdict
from kiosk.keyplan import BELOW, LOW, PLANS
from kiosk.launch.words import PARTS, REST
from kiosk.portal.cases import State
from kiosk.portal.services import MaterialMode
from kiosk.problems import Remedy
from kiosk.profiles import PROFILES
from tests import phrase_keys

LANGUAGES = phrases.languages()
FOLDER = phrase_keys.ROOT / "assets" / "phrases"
PLACE = re.compile(r"\{(\w+)\}")
QUOTED = re.compile(r"“([^”{]+)”|(?<!\w)'([^'{]+)'(?!\w)")

LAYOUTS = get_args(Layout)
PLANNED = {cell.token for plan in (*PLANS.values(), *LOW.values()) for cell in plan.cells if cell.role == "word"}
KEYS_OF_KEYBOARD = (PLANNED | {token for tokens in BELOW.values() for token in tokens}) - {"shift", "switch"}
OUTCOMES = ("receipt", "in_doubt", "queued")
SCANNED = ("image.blurred", "image.dark", "image.small", "image.blank")

ON_OFF = ("hands.low", "hands.swab", "switches.back", "switches.aloud")

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "display.theme.{}": display.THEMES,
    "hands.hold.{}": ways.HOLDS,
    "hands.pause.{}": ways.PAUSES,
    "hands.pointer.{}": ways.POINTERS,
    "switches.rounds.{}": ways.ROUNDS,
    "switches.scan.{}": ways.SWITCHES,
    "film.state.{}": get_args(FilmState),
    "film.trouble.{}": ("lost", "cannot"),
    "guide.condition.{}": get_args(Verdict),
    "guide.limit.{}": ("workday", "day"),
    "hearing.missed.several.{}": ("2", "3"),
    "keyboard.explained.{}": ("1", "2"),
    "hearing.missed.{}": ("nothing", "no_microphone", "lost", "unknown", "service", "lunar", "wrong"),
    "hearing.{}": get_args(Reason),
    "hearing.{}.right": ("grave", "calendar"),
    "keyboard.{}": (*LAYOUTS, *sorted(KEYS_OF_KEYBOARD)),
    "language.{}": display.LANGUAGES,
    "material.mode.{}": get_args(MaterialMode),
    "material.warning.{}": SCANNED,
    "material.way.{}": get_args(MaterialMode),
    "material.way.{}.hint": get_args(MaterialMode),
    "notice.{}": notice.ITEMS,
    "notice.{}.title": notice.ITEMS,
    "print.{}": ("running", "done"),
    "problem.{}": tuple(remedy.value for remedy in Remedy),
    "sign_in.by.{}": sign_in.OFFERED,
    "sign_in.by.{}.hint": sign_in.OFFERED,
    "sign_in.{}.help": ("phone", "code"),
    "sign_in.{}.label": ("phone", "code"),
    "sign_in.{}.send": ("phone", "code"),
    "sign_in.{}.title": ("phone", "code"),
    "staff.{}": ("staff", "pin"),
    "state.{}": get_args(State),
    "track.{}": ("case_no", "query_code"),
    "ui.tone.{}": tuple(tone.value for tone in Tone),
    "voice.step.{}": ("done", "now", "next"),
    "voice.step.{}.when": ("done", "now", "next"),
    "voice.tone.{}": ("warning", "error"),
    "welcome.size.{}": adjusting.SIZES,
    "words.part.{}": (*PARTS, REST, "doors", "office"),
    "words.{}": ("show", "say", "hear"),
    "{}.help": OUTCOMES,
    "{}.notice": OUTCOMES,
    "{}.off": ("welcome.sound", "sound.headphones", "sound.explore", *ON_OFF),
    "{}.on": ("welcome.sound", "sound.headphones", "sound.explore", *ON_OFF),
    "{}.title": OUTCOMES,
}
"""Keys that the code puts together, with all that is filled in. A new family must be named here."""

SAMPLES: Mapping[str, str] = {
    "address": "样例路1号",
    "day": "28",
    "item": "家人",
    "label": "身份证号码",
    "month": "12",
    "year": "1938",
    "legal": "30",
    "limit": "20",
    "n": "12",
    "name": "样本甲",
    "phone": "12345",
    "promised": "20",
    "source": "公安局",
    "state": "还差东西，等您补",
    "step": "12",
    "title": "户口所在的地方",
    "total": "24",
}
"""What stands in a place when a sentence is measured; other places have three characters."""
WHOLE_DATE = "2026年12月28日"
OF_A_DATE = {"fault.too_early": "limit", "fault.too_late": "limit", "track.": "day", "supplement.": "day"}
"""Keys, or how they begin, with the place that holds a whole date."""

FOR_TECHNICIANS = ("app.", "cli.", "settings.", "tour.", "words.", "problem.sandbox_failed", "problem.vault.")
LONGEST_SENTENCE, MOST_WORDS = 20, 12

JARGON = (
    "系统 登录 登陆 账户 账号 异常 错误 失败 无效 非法 超时 接口 服务器 令牌 会话 加载 缓存 校验 核验 数据 "
    "上传 下载 附件 字段 选项 点击 网络 权限 格式 提交失败 操作失败 验证失败 登录态 用户 终端 补正 受理条件 "
    "申请人 经办人 经办机构 相关 予以 请知悉 钥匙串 token Token ID APP"
).split()
BLAME = "填错 输错 写错 选错 搞错 弄错 有误 不正确 不合法 必须 不得 禁止 严禁 您没有 您忘 您未 应当".split()
ENGLISH_JARGON = (
    r"\b(?:error|invalid|illegal|failed|failure|timeout|server|token|session|submit failed|system|login|"
    r"user|upload|download|interface|database|must not|forbidden)\b"
)

HAPPENED, KEPT, ACT = 0, 1, 2
PROBLEM = {
    "zh": (
        re.compile("[。，]"),
        re.compile("填好的都在|都还在|保存好了|都在屏幕上|什么都没有(?:送出去|丢)|已经留着|还没有交|关掉就没有了"),
        re.compile("请(?:[^。]*)(?:再|按|叫|去|到|换|放|看|填|等|问|抄|更新|一次办|先别|重新|技术人员)"),
    ),
    "en": (
        re.compile(r"[.,]"),
        re.compile(r"\bkept\b|Nothing (?:was sent|is lost)|gone when you close"),
        re.compile(r"[Pp]lease \w+"),
    ),
}
"""What every problem tells: what happened (first of all), what was kept or, truly, that it was not, what to do now."""


MOST_OF_A_PROBLEM = {"zh": 42, "en": 86}
"""Characters of a notice that stand on one page of 1024 × 768 at the largest size, under the title."""


def raw(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def people(language: str) -> Iterator[tuple[str, phrases.Entry]]:
    """What people meet: without what only a technician reads on a terminal."""
    for key, entry in phrases.load(language).entries.items():
        if not key.startswith(FOR_TECHNICIANS):
            yield key, entry


def filled(key: str, text: str) -> str:
    dated = next((place for start, place in OF_A_DATE.items() if key.startswith(start)), "")
    return PLACE.sub(lambda place: WHOLE_DATE if place[1] == dated else SAMPLES.get(place[1], "三个字"), text)


def expanded(found: str) -> tuple[str, ...]:
    return tuple(found.replace("{}", value) for value in FAMILIES.get(found, ()))


def test_mandarin_and_english_are_shipped_and_every_language_that_is_can_be_chosen() -> None:
    assert LANGUAGES[:1] == ("zh",) and "en" in LANGUAGES
    assert set(LANGUAGES) == set(display.LANGUAGES)


@pytest.mark.feature("F60")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_phrase_and_no_other(language: str) -> None:
    keys, ours = set(phrases.load("zh").entries), set(phrases.load(language).entries)
    assert (sorted(keys - ours), sorted(ours - keys)) == ([], [])


@pytest.mark.feature("F60")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fills_the_same_places(language: str) -> None:
    def places(entry: phrases.Entry) -> set[str]:
        return set(PLACE.findall(entry.show + entry.say))

    other = phrases.load(language).entries
    different = {
        key: (places(entry), places(other[key]))
        for key, entry in phrases.load("zh").entries.items()
        if places(entry) != places(other[key])
    }
    assert not different


@pytest.mark.feature("F60")
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_can_be_commanded_can_be_commanded_in_every_language(language: str) -> None:
    other = phrases.load(language).entries
    assert not [key for key, entry in phrases.load("zh").entries.items() if bool(entry.hear) != bool(other[key].hear)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entry_says_nothing_twice_and_has_only_what_is_read(language: str) -> None:
    for key, table in raw(language).items():
        assert set(table) <= {"show", "say", "hear"}, key
        assert table.get("say") != table["show"], key
        assert len(set(table.get("hear", ()))) == len(table.get("hear", ())), key
        assert all(text == text.strip() for text in (table["show"], table.get("say", ""))) or key == "ui.join", key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_not_mixed_with_another(language: str) -> None:
    def foreign(text: str) -> bool:
        return bool(re.search("[\u3400-\u9fff]", text)) == (language != "zh") and bool(re.search(r"\w{3}", text))

    known = {"ui.join", *(f"language.{one}" for one in display.LANGUAGES)}
    found = [
        key
        for key, entry in phrases.load(language).entries.items()
        if key not in known and foreign(PLACE.sub("", entry.show))
    ]
    assert not found


def test_every_phrase_that_the_code_asks_for_is_there() -> None:
    keys = phrases.load("zh").entries
    missing = [
        f"{place.place} {key}"
        for place in phrase_keys.wanted()
        for key in (expanded(place.key) if "{}" in place.key else (place.key,))
        if key not in keys and not (place.key.startswith("fault.") and "{}" in place.key)
    ]
    assert not missing


def test_every_family_of_keys_is_known_here() -> None:
    found = {place.key: place.place for place in phrase_keys.wanted() if "{}" in place.key}
    assert not {key: place for key, place in found.items() if key not in FAMILIES and key != "fault.{}"}


def test_the_search_for_keys_finds_those_of_every_kind_of_block() -> None:
    found = {place.key for place in phrase_keys.wanted()}
    assert len(found) > 300
    assert {"welcome.title", "receipt.legal", "voice.pages", "print.page", "problem.{}", "action.next"} <= found


WHOLE_KEYS = ("collecting.py", "sign.py")
"""Journeys that keep the key of what went wrong; the others keep its code, which the view puts behind `problem.`."""


def problem_of_a_journey() -> Iterator[tuple[str, str]]:
    """The key behind each `problem="…"` that a journey sets by itself, and where."""
    for path, module in phrase_keys.modules():
        shown = {phrase_keys.family(node) for node in ast.walk(module) if isinstance(node, ast.JoinedStr)}
        by_code = "problem.{}" in shown or path.parent.name in ("apply", "supplement")
        prefix = "problem." if by_code and path.name not in WHOLE_KEYS else ""
        for node in ast.walk(module):
            if (
                isinstance(node, ast.keyword)
                and node.arg in ("problem", "field_error")
                and isinstance(node.value, ast.Constant)
                and node.value.value
            ):
                before = prefix if node.arg == "problem" else ""
                yield before + str(node.value.value), f"{path.relative_to(phrase_keys.ROOT)}:{node.value.lineno}"


@pytest.mark.feature("F50")
def test_every_problem_that_a_journey_finds_itself_has_words() -> None:
    found = list(problem_of_a_journey())
    assert len(found) >= 6
    assert not [(key, place) for key, place in found if key not in phrases.load("zh").entries]


def asked_for() -> set[str]:
    """Every key that something asks for."""
    known = phrase_keys.literals()
    keys = {key for found in FAMILIES for key in expanded(found)}
    keys |= {key_of(code, kind) for code, kind in OF_KIND}
    return keys | {
        key
        for key in phrases.load("zh").entries
        if key in known
        or (key.startswith("fault.") and key.removeprefix("fault.") in known)
        or (key.startswith("problem.") and key.removeprefix("problem.") in known)
    }


def test_no_phrase_is_left_that_nothing_asks_for() -> None:
    assert not sorted(set(phrases.load("zh").entries) - asked_for())


@pytest.mark.feature("F21")
def test_no_spoken_sentence_is_longer_than_can_be_followed_by_ear() -> None:
    long = [
        (key, sentence)
        for key, entry in people("zh")
        for sentence in re.split("[。？！；\n]+", filled(key, entry.say))
        if len(sentence) > LONGEST_SENTENCE
    ]
    assert not long


@pytest.mark.feature("F60")
def test_no_spoken_english_sentence_is_longer_than_twelve_words() -> None:
    long = [
        (key, sentence)
        for key, entry in people("en")
        for sentence in re.split(r"[.?!;:\n]+", PLACE.sub("it", entry.say))
        if len(sentence.split()) > MOST_WORDS
    ]
    assert not long


def test_no_word_of_offices_or_computers_is_shown_or_said() -> None:
    found = [
        (key, word)
        for key, entry in people("zh")
        for word in JARGON
        if word in PLACE.sub("", entry.show + "。" + entry.say)
    ]
    assert not found
    english = [
        (key, entry.show) for key, entry in people("en") if re.search(ENGLISH_JARGON, entry.show + entry.say, re.I)
    ]
    assert not english


def test_nobody_is_blamed_ordered_or_addressed_without_respect() -> None:
    found = [(key, word) for key, entry in people("zh") for word in (*BLAME, "你") if word in entry.show + entry.say]
    assert not found


@pytest.mark.feature("F50")
@pytest.mark.parametrize("language", sorted(PROBLEM))
def test_every_problem_says_what_happened_what_is_kept_and_what_to_do(language: str) -> None:
    parts = PROBLEM[language]
    problems = {key: entry for key, entry in people(language) if key.startswith("problem.")}
    assert len(problems) > 40
    for key, entry in problems.items():
        for text in (entry.show, entry.say):
            happened = parts[HAPPENED].split(text)[0]
            assert not parts[KEPT].search(happened) and not parts[ACT].search(happened), (key, text)
            assert parts[KEPT].search(text), (key, text)
            assert parts[ACT].search(text), (key, text)


def quoted(text: str) -> list[str]:
    return [zh or en for zh, en in QUOTED.findall(text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_that_a_sentence_names_is_written_like_that(language: str) -> None:
    entries = phrases.load(language).entries
    captions = [
        entry.show for entry in entries.values() if not quoted(entry.show) and not re.search("[。.]$", entry.show)
    ]
    assert sum(len(quoted(entry.show + entry.say)) for entry in entries.values()) > 60
    for key, entry in entries.items():
        for name in quoted(entry.show):
            assert any(name in caption for caption in captions), (key, name)
        for name in quoted(entry.say):
            named = [entry.show] if entry.hear else captions
            assert any(name.casefold() in caption.casefold() for caption in named), (key, name)


@pytest.mark.feature("F28")
def test_a_problem_fits_the_smallest_window_at_the_largest_size() -> None:
    for language, most in MOST_OF_A_PROBLEM.items():
        long = [
            (key, entry.show)
            for key, entry in people(language)
            if key.startswith("problem.") and len(entry.show) > most
        ]
        assert not long


@pytest.mark.feature("F43")
def test_the_first_screen_tells_when_it_ends_by_itself() -> None:
    for language, limit in (("zh", "三分钟"), ("en", "three minutes")):
        for key in ("welcome.help_card", "welcome.help_idle"):
            entry = phrases.load(language).entries[key]
            assert limit in entry.show and limit in entry.say
    for profile in PROFILES.values():
        if profile.idle_s is not None:
            assert profile.idle_s + profile.warning_s >= 180


def test_things_have_one_name() -> None:
    """The slip, its number and its code, the counter: not called otherwise anywhere."""
    others = {
        "回执": "单子",
        "凭条": "单子",
        "办件编号": "编号",
        "受理号": "编号",
        "查验码": "查询码",
        "柜台": "窗口",
        "前台": "窗口",
    }
    found = [
        (key, other, name)
        for key, entry in people("zh")
        for other, name in others.items()
        if other in entry.show + entry.say
    ]
    assert not found


HEARD_OF_THE_OFFICE = ("state", "decision", "remedy", "fault")
"""What the reference portal says that reaches a person; its refusals have words of ours (`problem.…`)."""


def of_the_office(language: str) -> dict[str, Any]:
    path = phrase_keys.ROOT / "assets" / "sandbox" / "words" / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8"))


@pytest.mark.feature("F60")
def test_the_office_says_the_same_in_both_languages() -> None:
    def keys(value: Any, path: str = "") -> set[str]:
        if not isinstance(value, dict):
            return {path}
        return {key for name, part in value.items() for key in keys(part, f"{path}/{name}")}

    assert keys(of_the_office("zh")) == keys(of_the_office("en"))


def test_what_the_office_says_is_short_plain_and_without_blame_too() -> None:
    own = {key: text for part in HEARD_OF_THE_OFFICE for key, text in of_the_office("zh")[part].items()}
    for key, text in own.items():
        assert all(len(sentence) <= LONGEST_SENTENCE for sentence in re.split("[。？！；]", text)), key
        assert not [word for word in (*JARGON, *BLAME, "你") if word in text] or key == "cursor", key
    english = {key: text for part in HEARD_OF_THE_OFFICE for key, text in of_the_office("en")[part].items()}
    for key, text in english.items():
        assert all(len(sentence.split()) <= MOST_WORDS for sentence in re.split("[.?!;:]", text)), key
        assert not re.search(ENGLISH_JARGON, text, re.I), key
