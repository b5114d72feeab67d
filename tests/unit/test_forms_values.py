"""From typed text to values and back, as real old people have them."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk import phrases
from kiosk.forms import cards, dates, identity, money, names, phones
from kiosk.forms.importer import import_form
from kiosk.forms.model import Limits, Option, Question, QuestionKind
from kiosk.forms.rules import check_answer, check_warning
from kiosk.forms.values import FormatError, cells_of, example_text, from_cells, parse, shown, typed
from tests.forms_data import TODAY, form_of


def question(kind: QuestionKind, **more: object) -> Question:
    return Question("/q", kind, "问什么？", **more)  # type: ignore[arg-type]


ELDERS = [
    ("11010519491231002X", "1949-12-31", "an example of the standard"),
    ("440524188001010014", "1880-01-01", "an example of the standard, born in 1880"),
    ("370101190102039973", "1901-02-03", "a county code before it was founded"),
    ("330226194003080018", "1940-03-08", "Ninghai, whose code changed in 1983"),
    ("320502193803080023", "1938-03-08", "an abolished district"),
    ("110105192402290018", "1924-02-29", "a leap day"),
    ("999901193803080013", "1938-03-08", "a made-up region"),
    ("810000194901010015", "1949-01-01", "a residence permit of Hong Kong"),
]


def with_right_digit(number: str) -> str:
    return number[:17] + identity.check_digit(number[:17])


@pytest.mark.parametrize(("number", "birth", "why"), ELDERS)
def test_the_numbers_of_real_elders_are_taken(number: str, birth: str, why: str) -> None:
    number = with_right_digit(number)
    schema = {"type": "string", "x-kind": "id_number", "title": "身份证号码"}
    form = import_form(*form_of({"q": schema}, required=["q"]))
    assert check_answer(form, {"q": number}, "/q", TODAY) is None
    assert identity.birth(number) == datetime.date.fromisoformat(birth)


def test_the_examples_of_the_standard_have_the_standards_check_digits() -> None:
    assert with_right_digit("11010519491231002?") == "11010519491231002X"
    assert with_right_digit("44052418800101001?") == "440524188001010014"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("110105194912310021", "id_checksum"),
        ("110105194912310", "pattern"),
        ("1101051949123100200", "pattern"),
        (with_right_digit("110105194902300020"), "id_checksum"),
        (with_right_digit("110105187912310020"), "id_checksum"),
        (with_right_digit("110105203012310020"), "id_checksum"),
    ],
)
def test_a_number_that_cannot_be_is_refused(number: str, code: str) -> None:
    form = import_form(*form_of({"q": {"type": "string", "x-kind": "id_number", "title": "身份证号码"}}))
    fault = check_answer(form, {"q": number}, "/q", TODAY)
    assert fault and fault.code == code


def test_any_wrong_digit_is_seen() -> None:
    for place in range(17):
        for digit in "0123456789":
            changed = "11010519491231002X"
            changed = changed[:place] + digit + changed[place + 1 :]
            assert identity.is_right(changed, TODAY) is (changed == "11010519491231002X")


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002x",
        "110105 19491231 002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105-19491231-002X",
        "11010519491231002ｘ",
    ],
)
def test_a_number_is_taken_as_people_type_it(text: str) -> None:
    assert parse(question(QuestionKind.ID_NUMBER), text) == "11010519491231002X"


def test_an_unknown_region_and_a_card_without_luhn_only_warn() -> None:
    id_number = {"type": "string", "x-kind": "id_number", "title": "身份证号码"}
    card = {"type": "string", "x-kind": "card", "title": "卡号"}
    checks = [{"name": "region_known", "pointer": "/id"}, {"name": "luhn_warn", "pointer": "/card"}]
    form = import_form(*form_of({"id": id_number, "card": card}, **{"x-check": checks}))
    answers = {"id": "999901193803080013", "card": "6200000000000000011"}
    for pointer, code in (("/id", "region_known"), ("/card", "luhn_warn")):
        assert check_answer(form, answers, pointer, TODAY) is None
        warning = check_warning(form, answers, pointer, TODAY)
        assert warning and warning.code == code
    assert check_warning(form, {"id": "11010519491231002X"}, "/id", TODAY) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("13800138000", "+8613800138000"),
        ("138 0013 8000", "+8613800138000"),
        ("+86 138-0013-8000", "+8613800138000"),
        ("１３８００１３８０００", "+8613800138000"),
        ("14500138000", "+8614500138000"),
        ("16600138000", "+8616600138000"),
        ("17000138000", "+8617000138000"),
        ("19200138000", "+8619200138000"),
        ("021-62581234", "+862162581234"),
        ("(0991)2345678", "+869912345678"),
    ],
)
def test_mobile_and_landline_numbers_are_taken(text: str, value: str) -> None:
    assert parse(question(QuestionKind.PHONE), text) == value
    assert phones.is_right(value)
    assert parse(question(QuestionKind.PHONE), typed(question(QuestionKind.PHONE), value)) == value


@pytest.mark.parametrize(
    "text", ["12012345678", "1380013800", "62581234", "10086", "01012345", "电话", "", "+", "138001380001"]
)
def test_a_number_that_cannot_be_called_is_refused(text: str) -> None:
    with pytest.raises(FormatError) as caught:
        parse(question(QuestionKind.PHONE), text)
    assert caught.value.code == ("phone" if text else "required")


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1200.5", 120050),
        ("1200", 120000),
        ("0", 0),
        ("0.05", 5),
        ("1,200.50", 120050),
        ("１２００．５", 120050),
        ("¥3", 300),
        ("3元", 300),
    ],
)
def test_money_is_typed_in_yuan_and_kept_in_fen(text: str, fen: int) -> None:
    assert parse(question(QuestionKind.MONEY), text) == fen


@pytest.mark.parametrize("text", ["1.234", "一百", "1.2.3", ".5", "12e3", "--1", "1" * 13])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        parse(question(QuestionKind.MONEY), text)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.integers(-money.LARGEST + 1, money.LARGEST - 1))
def test_money_comes_back_as_it_was_typed(fen: int) -> None:
    assert money.fen(money.yuan(fen)) == fen


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1938-03-08", "1938-03-08"),
        ("1938年3月8日", "1938-03-08"),
        ("19380308", "1938-03-08"),
        ("1938/3/8", "1938-03-08"),
        ("1938.3.8", "1938-03-08"),
    ],
)
def test_dates_are_taken_as_people_write_them(text: str, value: str) -> None:
    assert parse(question(QuestionKind.DATE), text) == value


@pytest.mark.parametrize(
    "cells",
    [
        ("2026", "2", "31"),
        ("2025", "2", "29"),
        ("38", "3", "8"),
        ("1938", "13", "8"),
        ("1938", "3", ""),
        ("", "", ""),
        ("1938", "0", "1"),
        ("1938", "三", "8"),
    ],
)
def test_a_day_that_is_not_in_the_calendar_is_refused(cells: tuple[str, str, str]) -> None:
    with pytest.raises(FormatError) as caught:
        from_cells(question(QuestionKind.DATE), cells)
    assert caught.value.code == "not_a_date"


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.dates(datetime.date(1000, 1, 1)))
def test_a_date_comes_back_from_its_cells(day: datetime.date) -> None:
    if day.isoformat() != dates.LONG_TERM:
        assert from_cells(question(QuestionKind.DATE), cells_of(day.isoformat())) == day.isoformat()
        assert from_cells(question(QuestionKind.MONTH), cells_of(day.isoformat()[:7])) == day.isoformat()[:7]


def test_a_card_may_be_without_end() -> None:
    until = question(QuestionKind.DATE, long_term=True)
    assert parse(until, dates.LONG_TERM) == dates.LONG_TERM
    assert phrases.load("zh").show(shown(until, dates.LONG_TERM)) == "长期"
    assert cells_of(dates.LONG_TERM) == ("", "", "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (" 样本 甲 ", "样本甲"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉・买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉 · 买买提", "阿卜杜拉·买买提"),
        ("朱䶮", "朱䶮"),
        ("王𠮷", "王𠮷"),
        ("李㛃", "李㛃"),
        ("〇某", "〇某"),
        ("John  Smith", "John Smith"),
        ("Ｊｏｈｎ　Ｓｍｉｔｈ", "John Smith"),
        ("O'Neil-Wang J.", "O'Neil-Wang J."),
        ("José", "José"),
    ],
)
def test_names_are_taken_as_people_have_them(text: str, value: str) -> None:
    assert parse(question(QuestionKind.NAME), text) == value
    assert names.is_name(value)


@pytest.mark.parametrize("name", ["样本1", "样本！", "·样本", "样本·", "样@本", "<b>", "🙂甲", "-甲"])
def test_what_is_no_name_is_refused(name: str) -> None:
    assert not names.is_name(name)


@pytest.mark.parametrize("place", [0x20000, 0x2A700, 0x2CEB0, 0x30000, 0x31350, 0x9FA5, 0x4DAE, 0x3400])
def test_characters_of_every_plane_are_letters_of_a_name(place: int) -> None:
    assert names.is_name("王" + chr(place))


@pytest.mark.parametrize(("text", "value"), [("3", 3), ("３", 3), ("-3", -3), ("007", 7)])
def test_whole_numbers_are_taken(text: str, value: int) -> None:
    assert parse(question(QuestionKind.INTEGER), text) == value


@pytest.mark.parametrize("text", ["3.5", "三", "1e3", "9" * 16])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(FormatError) as caught:
        parse(question(QuestionKind.INTEGER), text)
    assert caught.value.code == "type"


def test_the_error_never_holds_what_was_typed() -> None:
    with pytest.raises(FormatError) as caught:
        parse(question(QuestionKind.PHONE), "1380013")
    assert "1380013" not in repr(caught.value)


@pytest.mark.parametrize("number", ["6222021234567890123", "6200000000000000"])
def test_cards_have_16_to_19_digits(number: str) -> None:
    assert cards.is_formed(number)
    assert not cards.is_formed(number + "0000")
    assert not cards.is_formed(number[:15])


def test_luhn_is_the_standards() -> None:
    assert cards.luhn("4111111111111111")
    assert not cards.luhn("4111111111111112")
    assert not cards.luhn("41111111１1111111")


OPTIONS = (Option("a", "送饭"), Option("b", "洗澡", say="洗个澡"))


@pytest.mark.parametrize(
    ("asked", "value", "seen"),
    [
        (question(QuestionKind.DATE), "1938-03-08", "1938年3月8日"),
        (question(QuestionKind.MONTH), "2026-08", "2026年8月"),
        (question(QuestionKind.MONEY), 120050, "1200.50元"),
        (question(QuestionKind.INTEGER, unit="岁"), 80, "80岁"),
        (question(QuestionKind.INTEGER), 80, "80"),
        (question(QuestionKind.YES_NO), True, "是"),
        (question(QuestionKind.YES_NO), False, "不是"),
        (question(QuestionKind.AGREE), True, "同意"),
        (question(QuestionKind.CHOICE, options=OPTIONS), "b", "洗澡"),
        (question(QuestionKind.CHOICE, options=OPTIONS), "gone", "gone"),
        (question(QuestionKind.CHOICES, options=OPTIONS), ["a", "b"], "送饭、洗澡"),
        (question(QuestionKind.CHOICES, options=OPTIONS), [], "都没有"),
        (question(QuestionKind.PHONE), "+8613800138000", "13800138000"),
        (question(QuestionKind.NAME), "朱䶮", "朱䶮"),
    ],
)
def test_values_are_shown_in_words(asked: Question, value: object, seen: str) -> None:
    assert phrases.load("zh").show(shown(asked, value)) == seen
    assert phrases.load("en").show(shown(asked, value))


def test_an_example_is_shown_in_words() -> None:
    zh = phrases.load("zh")
    for kind, example, seen in (
        (QuestionKind.DATE, "1938-03-08", "1938年3月8日"),
        (QuestionKind.MONEY, "120050", "1200.50"),
        (QuestionKind.PHONE, "+8613800138000", "13800138000"),
        (QuestionKind.TEXT, "样例街1号", "样例街1号"),
    ):
        text = example_text(question(kind, example=example))
        assert text is not None and zh.show(text) == seen
    assert example_text(question(QuestionKind.TEXT)) is None


@pytest.mark.parametrize(
    ("limit", "day"),
    [
        ("today", "2026-11-22"),
        ("today-80y", "1946-11-22"),
        ("today-183d", "2026-05-23"),
        ("today+6m", "2027-05-22"),
        ("2020-02-29", "2020-02-29"),
        ("today-99999y", "0001-01-22"),
    ],
)
def test_limits_are_relative_to_today(limit: str, day: str) -> None:
    assert dates.resolved(limit, TODAY).isoformat() == day


def test_months_end_where_the_calendar_does() -> None:
    first, last = datetime.date(1, 1, 15), datetime.date(9999, 12, 31)
    assert dates.shifted(datetime.date(1, 2, 15), -1) == first == dates.shifted(first, 0)
    assert dates.shifted(first, -1) == first == dates.shifted(TODAY.replace(day=15), -99_999_999)
    assert dates.shifted(datetime.date(9999, 11, 30), 1) == datetime.date(9999, 12, 30)
    assert dates.shifted(last, 1) == last == dates.shifted(datetime.date(9990, 1, 31), 99_999_999)
    assert dates.shifted(last, -1) == datetime.date(9999, 11, 30)


def test_a_limit_of_a_month_is_a_month_and_one_of_a_day_a_day() -> None:
    assert dates.is_limit("2026-08", month=True) and not dates.is_limit("2026-08")
    assert dates.is_limit("2026-08-31") and not dates.is_limit("2026-08-31", month=True)
    assert dates.is_limit("today-3m", month=True) and not dates.is_limit("2026-13", month=True)


def test_years_from_a_leap_day_stay_in_the_calendar() -> None:
    leap = datetime.date(2028, 2, 29)
    assert dates.resolved("today-1y", leap) == datetime.date(2027, 2, 28)
    assert dates.resolved("today+1m", datetime.date(2026, 1, 31)) == datetime.date(2026, 2, 28)
    assert dates.resolved("today-1m", leap, month=True) == datetime.date(2028, 1, 1)


def test_who_was_born_on_a_leap_day_is_a_year_older_on_the_first_of_march() -> None:
    born = datetime.date(1944, 2, 29)
    assert dates.age(born, datetime.date(2026, 2, 28)) == 81
    assert dates.age(born, datetime.date(2026, 3, 1)) == 82
    assert dates.age(born, datetime.date(2028, 2, 29)) == 84


def test_limits_of_a_question_are_left_to_its_check() -> None:
    assert parse(question(QuestionKind.TEXT, limits=Limits(max_length=1)), "两字") == "两字"
