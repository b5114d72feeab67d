"""Names of services are read as people say them, and the phrase files are read the same way by both readers."""

import tomllib
from importlib.resources import files

import pytest

from kiosk import phrases
from kiosk.writing.titles import TitleReader

READ = {
    "高龄津贴": "gao ling jin tie",
    "长期护理保险": "chang qi hu li bao xian",
    "重度残疾人": "zhong du can ji ren",
    "重新申请": "chong xin shen qing",
    "银行卡": "yin hang ka",
    "音乐": "yin yue",
    "参保证明": "can bao zheng ming",
    "旅游": "lv you",
    "a6号": "a 6 hao",
}


@pytest.mark.feature("F06")
@pytest.mark.parametrize("title", READ)
def test_a_title_is_read_as_it_is_said_and_letters_stay(title: str):
    with TitleReader() as reader:
        assert " ".join(reader.read(title)) == READ[title]


@pytest.mark.parametrize("language", phrases.languages())
def test_the_quick_reader_of_phrases_finds_what_toml_says(language: str):
    text = (files("assets") / "phrases" / f"{language}.toml").read_text("utf-8")
    assert phrases._plain(text) == tomllib.loads(text)


@pytest.mark.parametrize("text", ['["a"]\nshow = "x\\ny"\n', "[a]\nshow = 'x'\n", '["a"]\nshow = """\nx"""\n', '["a"]\nhear = [\n"b"]\n'])
def test_a_phrase_file_written_in_another_way_is_left_to_toml(text: str):
    assert phrases._plain(text) is None
