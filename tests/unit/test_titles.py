"""Names of services are read as people say them."""

import pytest

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
