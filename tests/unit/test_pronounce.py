"""The pronunciation table, the rules behind it, and that they cover every text of the product."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice.pack import UNSPOKEN
from voice.pronounce import sentences, speakable, uncovered
from voice.pronounce.mandarin import folded
from voice.pronounce.sentences import _spoken_size

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "tests" / "data" / "pronounce.tsv"
ENGLISH_TABLE = ROOT / "tests" / "data" / "pronounce_en.tsv"
SPOKEN = ("zh", "yue", "en")
PHRASES = sorted(
    path for path in (ROOT / "assets" / "phrases").rglob("*.toml") if re.split(r"[._-]", path.stem)[0] in SPOKEN
)
SERVICES = sorted((ROOT / "assets" / "sandbox").rglob("*.json"))
VOICE_FAILURES = "银行 重听 音乐 会计 便宜 长护险 着急 处理 ￥1,200.50 3.14 13812345678 10000 2024年 2个 8:30 -5℃ ① WiFi"


def _rows(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]  # type: ignore[misc]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(map(_strings, value.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_strings, value))


def _is_han(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


@pytest.mark.feature("F24")
@pytest.mark.parametrize(("text", "pinyin"), _rows(TABLE))
def test_a_text_is_said_as_the_table_says(text: str, pinyin: str) -> None:
    assert speakable(text).pinyin == pinyin


@pytest.mark.feature("F24")
@pytest.mark.parametrize(("text", "said"), _rows(ENGLISH_TABLE))
def test_an_english_text_is_said_as_the_table_says(text: str, said: str) -> None:
    spoken = speakable(text, "en")
    assert (spoken.characters, spoken.pinyin) == (said, "")


def test_the_table_is_large_and_has_every_failure_that_was_heard() -> None:
    texts = [text for text, _ in _rows(TABLE)]
    assert len(texts) >= 300
    assert not set(VOICE_FAILURES.split()) - set(texts)
    assert len(texts) == len(set(texts)), "a text stands twice"


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("￥1,200.50", "一千二百元五角"),
        ("2024年", "二零二四年"),
        ("8:30", "八点三十分"),
        ("13812345678", "幺三八，幺二三四，五六七八"),
        ("2位", "两位"),
        ("-5℃", "零下五摄氏度"),
        ("如果都对，请按“提交申请”，或者说：提交", "如果都对，请按，提交申请，或者说：提交"),
        ("连接 WiFi", "连接WiFi"),
        ("单先生（80岁）", "单先生，八十岁"),
        ("第 1 步\n放好身份证", "第一步。放好身份证"),
        ("", ""),
        ("（）", ""),
    ],
)
def test_the_characters_are_what_is_said(text: str, characters: str) -> None:
    assert speakable(text).characters == characters


@pytest.mark.parametrize("text", [text for text, _ in _rows(TABLE)])
def test_what_is_said_has_nothing_left_to_spell_out(text: str) -> None:
    said = speakable(text)
    assert not any(character.isdigit() for character in said.characters)
    assert all(syllable.rstrip(",.?!")[-1] in "12345" for syllable in said.pinyin.split())
    assert all(character.isascii() for character in said.pinyin)


def test_a_language_without_rules_is_refused() -> None:
    with pytest.raises(ValueError, match="ug"):
        speakable("سالام", "ug")


def test_cantonese_gets_characters_only() -> None:
    spoken = speakable("￥20", "yue")
    assert (spoken.characters, spoken.pinyin) == ("二十元", "")
    assert "幺" not in speakable("手机13812345671", "yue").characters and "幺" in speakable("手机13812345671").characters


def test_what_no_rule_covers_is_named() -> None:
    gaps = uncovered(["请按☃键", "打开Frobnicator", "第{n}题", "好的"])
    assert gaps == {"请按☃键": ("U+2603 SNOWMAN",), "打开Frobnicator": ("Frobnicator",)}
    assert uncovered(["Press ☃", "Press {name}"], "en") == {"Press ☃": ("U+2603 SNOWMAN",)}


def test_the_product_has_texts_to_cover() -> None:
    assert PHRASES
    assert SERVICES


@pytest.mark.feature("F24")
@pytest.mark.parametrize("path", PHRASES, ids=lambda path: path.stem)
def test_every_phrase_can_be_said(path: Path) -> None:
    language = re.split(r"[._-]", path.stem)[0]
    phrases = tomllib.loads(path.read_text(encoding="utf-8"))
    spoken = {key: entry for key, entry in phrases.items() if not key.startswith(UNSPOKEN)}
    texts = [text for text in _strings(spoken) if language != "zh" or _is_han(text)]
    assert texts
    assert not uncovered(texts, language)


@pytest.mark.feature("F24")
@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_every_text_of_the_sandbox_catalogue_can_be_said(path: Path) -> None:
    texts = [text for text in _strings(json.loads(path.read_text(encoding="utf-8"))) if _is_han(text)]
    assert not uncovered(texts)


LEGAL = (
    "申请人应当如实填写本人及共同生活家庭成员的收入和财产状况并授权民政部门通过信息核对平台查询银行存款、不动产登记、"
    "车辆登记、社会保险缴纳等信息；提供虚假材料骗取最低生活保障待遇的，由县级以上人民政府民政部门决定停止发放，"
    "责令退回非法获取的最低生活保障款物，可以处非法获取款额或者物资价值1倍以上3倍以下的罚款。咨询电话：12345，"
    "办公时间为8:30~11:30。"
)


def _bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.feature("F24")
@pytest.mark.parametrize("limit", [8, 12, 20, 30])
def test_a_legal_text_is_split_and_never_shortened(limit: int) -> None:
    split = sentences(LEGAL, limit)
    assert _bare("".join(split)) == _bare(LEGAL)
    assert all(_spoken_size(sentence, True) <= limit for sentence in split if "电话" not in sentence)


def test_a_written_form_is_never_cut() -> None:
    split = sentences("您这个月的高龄津贴一共是￥1,200.50，已经在2026-03-08 09:05打到尾号5678的社保卡上了", 12)
    assert any("￥1,200.50" in s for s in split) or any("¥1,200.50" in s for s in split)
    assert any("2026-03-08" in sentence for sentence in split)
    assert sentences("11010519491231002X", 8) == ("11010519491231002X",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("您还在吗？还要办，请按一下。不按，就会自动退出。", ("您还在吗？", "还要办，请按一下。", "不按，就会自动退出。")),
        ("要用您的健康情况。只用来评定等级。", ("要用您的健康情况。", "只用来评定等级。")),
        ("如果都对，请按“提交申请”，或者说：提交", ("如果都对，请按“提交申请”，或者说：提交",)),
        ("他问：“好了吗？”请等一等。", ("他问：“好了吗？”", "请等一等。")),
        ("", ()),
        ("。", ()),
    ],
)
def test_sentences_end_where_the_text_rests(text: str, expected: tuple[str, ...]) -> None:
    assert sentences(text) == expected


def test_a_traditional_text_keeps_its_characters_when_it_is_cut() -> None:
    text = "申請人應當如實填寫本人及共同生活家庭成員的收入和財產狀況並授權民政部門查詢銀行存款"
    split = sentences(text)
    assert "".join(split) == text
    assert all(len(sentence) <= 20 for sentence in split)


def test_a_number_keeps_the_words_that_name_it() -> None:
    split = sentences("您的身份证号码是11010519491231002X，对不对？")
    assert split == ("您的身份证号码是11010519491231002X，对不对？",)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.text(st.sampled_from(sorted(set(LEGAL + "￥$%℃①-~/.:：*+ \n0123456789ABXabx（）“”、幺〇两"))), max_size=60))
def test_any_text_is_said_and_split_without_loss(text: str) -> None:
    spoken = speakable(text)
    assert not any(character.isdigit() for character in spoken.characters)
    assert all(re.fullmatch(r"[a-z]+[1-5][,.?!]?", syllable) for syllable in spoken.pinyin.split())
    assert _bare("".join(sentences(text))) in _bare(folded(text))
    speakable(text, "en")


def test_english_is_split_at_twelve_words() -> None:
    text = (
        "The applicant must provide an identity card and a household register, and must tell the office about any change "
        "of address within 30 days. Version 1.2 costs 3.50 yuan."
    )
    split = sentences(text)
    assert " ".join(split).split() == text.split()
    assert all(_spoken_size(sentence, False) <= 12 for sentence in split)


def test_a_name_in_han_leaves_an_english_sentence_english() -> None:
    text = "Please check whether the name on the card, 王小芳, is the same as on your identity card"
    split = sentences(text)
    assert " ".join(split) == text
    assert len(split) == 2
    assert speakable("Ms. 王芳, 80", "en").characters == "Ms. Wang Fang, eighty"


def test_a_limit_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="at least"):
        sentences("好", 1)


def test_importing_loads_no_dictionary() -> None:
    program = "import sys, voice.pronounce; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
