"""Finding a service by words, pinyin and initials, fast enough for every key."""


import pytest

from kiosk.portal.services import ServiceSummary
from kiosk.search import Index, build, folded, search


def summary(
    code: str, title: str, *aliases: str, rank: int = 100, text: str = "", events: tuple[str, ...] = ()
) -> ServiceSummary:
    return ServiceSummary(
        code=code, version=1, title=title, summary=text, kind="form", aliases=aliases, rank=rank, life_events=events
    )


@pytest.fixture(scope="module")
def index() -> Index:
    return build(
        [
            summary("A", "高龄津贴", "八十岁补贴", rank=10, text="满八十岁每月领钱", events=("money",)),
            summary("B", "养老待遇领取资格认证", "刷脸", "人脸认证", rank=1, events=("money", "card")),
            summary("C", "社保卡补换", "社会保障卡", rank=20, events=("card",)),
            summary("D", "ETC（电子）办理", rank=30),
        ]
    )


def found(index: Index, query: str) -> list[str]:
    return [service.code for service in search(index, query)]


@pytest.mark.feature("F04")
@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("高龄", "A"),
        ("津贴", "A"),
        ("八十岁", "A"),
        ("gljt", "A"),
        ("gaoling", "A"),
        ("GaoLing", "A"),
        ("gao ling", "A"),
        ("刷脸", "B"),
        ("rlrz", "B"),
        ("社会保障卡", "C"),
        ("sbk", "C"),
        ("etc", "D"),
        ("每月领钱", "A"),
        (" 高龄，津贴 ", "A"),
    ],
)
def test_a_service_is_found_as_people_call_it(index: Index, query: str, first: str) -> None:
    assert found(index, query)[0] == first


@pytest.mark.parametrize("query", ["", "  ", "，。", "没有这件事", "zzzz", "😀", "x" * 5000, "%", "\x00"])
def test_what_nobody_offers_finds_nothing(index: Index, query: str) -> None:
    assert found(index, query) == []


def test_a_name_comes_before_a_summary_and_rank_decides_between_equals(index: Index) -> None:
    again = build([summary("Z", "钱", rank=50), summary("Y", "钱", rank=5), summary("X", "别的", text="领钱的钱钱")])
    assert found(again, "钱") == ["Y", "Z"]
    assert [service.code for service in index.services] == ["B", "A", "C", "D"]


def test_a_door_opens_what_is_behind_it_by_rank(index: Index) -> None:
    assert [service.code for service in index.of_life_event("money")] == ["B", "A"]
    assert index.of_life_event("nothing") == () and index.service("no") is None
    assert index.service("C") == index.services[2]


def test_no_more_than_asked_for(index: Index) -> None:
    many = build([summary(f"M{number}", f"补贴{number}") for number in range(50)])
    assert len(search(many, "补贴")) == 8 and len(search(many, "补贴", 3)) == 3


def test_folding_keeps_letters_and_figures_alone() -> None:
    assert folded(" ETC（电子）·办理! ") == "etc电子办理"


@pytest.mark.feature("F04")
def test_five_thousand_services_are_searched_in_every_way_of_typing() -> None:
    words = ("高龄", "养老", "医保", "社保", "残疾", "护理", "低保", "居住", "公交", "证明")
    large = build(
        [
            summary(f"N{number}", f"{words[number % 10]}{words[number // 10 % 10]}{number}号办理")
            for number in range(5000)
        ]
    )
    found = {query: len(search(large, query)) for query in ("h", "高", "yl", "ylyb", "社保医保", "zzz", "gaoling")}
    assert found == {"h": 8, "高": 8, "yl": 8, "ylyb": 8, "社保医保": 8, "zzz": 0, "gaoling": 8}


def test_a_beginning_goes_before_a_middle_a_name_before_its_sound_and_all_by_rank():
    index = build(
        [
            summary("middle", "领取卡", rank=1),
            summary("begin.late", "卡补换", rank=9),
            summary("begin.early", "卡挂失", rank=3),
            summary("whole", "卡", rank=50),
            summary("told", "津贴", rank=0, text="领到卡里"),
        ]
    )
    assert found(index, "卡") == ["whole", "begin.early", "begin.late", "middle"]
    assert found(index, "领") == ["middle"]
    assert found(index, "到卡") == ["told"]
    assert [service.code for service in search(index, "卡", 2)] == ["whole", "begin.early"]


def test_a_name_that_says_it_twice_is_found_once():
    assert found(build([summary("A", "卡换卡", "卡")]), "卡") == ["A"]
