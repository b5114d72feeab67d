"""Every fault has words in every language: which question, what is wrong, how to mend it."""

import re

import pytest

from kiosk import phrases
from kiosk.forms.check_list import SHAPES
from kiosk.forms.fault_words import OF_KIND, WITH_EXAMPLE, fault_text, key_of
from kiosk.forms.json_schema import CODES
from kiosk.forms.rules import check_all, check_answer, question_at, refused
from kiosk.problems import Fault
from kiosk.text import Words
from tests.forms_data import TODAY, every_form, good_answers

ALL_CODES = sorted(
    {*SHAPES, *CODES.values(), "required", "too_early", "too_late", "hidden", "unknown", "choose_one"}
)
LONGEST_SENTENCE = 20
LANGUAGES = phrases.languages()


@pytest.mark.feature("F14")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_words(language: str) -> None:
    words = phrases.load(language)
    keys = {f"fault.{code}" for code in ALL_CODES} | {key_of(code, kind) for code, kind in OF_KIND}
    assert not {key for key in keys if not words.has(key)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_faults_have_no_words_for_what_cannot_happen(language: str) -> None:
    keys = (
        {f"fault.{code}" for code in ALL_CODES}
        | {key_of(code, kind) for code, kind in OF_KIND}
        | {"fault.with_example", "fault.this"}
    )
    assert {key for key in phrases.load(language).entries if key.startswith("fault.")} <= keys


def test_spoken_sentences_are_short() -> None:
    for key, entry in phrases.load("zh").entries.items():
        if key.startswith(("fault.", "value.")):
            for sentence in re.split("[。；！？]", re.sub(r"\{\w+\}", "", entry.say)):
                assert len(sentence) <= LONGEST_SENTENCE, (key, sentence)


@pytest.mark.feature("F14")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_of_a_form_is_told_with_its_question(language: str) -> None:
    words = phrases.load(language)
    for fault in check_all(every_form(), {}, TODAY):
        question = question_at(every_form(), fault.pointer)
        told = fault_text(fault, question)
        title = dict(fault.facts)["title"]
        assert title in words.show(told)
        assert title in words.say(told)
        assert question is None or "？：" not in words.show(told)


@pytest.mark.feature("F14")
def test_a_limit_is_told_in_words() -> None:
    answers = good_answers()
    answers["person"]["birth"] = "2027-01-01"
    answers["since"] = "2027-01"
    answers["carer"]["wage"] = 10_000_001
    told = {
        pointer: phrases.load("zh").show(fault_text(fault))
        for pointer in ("/person/birth", "/since", "/carer/wage")
        if (fault := check_answer(every_form(), answers, pointer, TODAY))
    }
    assert "2026年11月22日" in told["/person/birth"]
    assert "2026年11月。" in told["/since"]
    assert "100000元" in told["/carer/wage"]


def test_an_example_is_told_where_it_helps() -> None:
    question = question_at(every_form(), "/person/id_number")
    assert question and "id_checksum" in WITH_EXAMPLE
    fault = refused(question, "/person/id_number", "pattern")
    assert phrases.load("zh").show(fault_text(fault, question)).endswith("例如：11010519491231002X")
    assert "例如" not in phrases.load("zh").show(fault_text(fault))


def test_the_portals_own_message_comes_first() -> None:
    fault = Fault("/a", "same_as", (("title", "姓名"), ("message", "要用您自己名字的卡。")))
    assert fault_text(fault) == Words("要用您自己名字的卡。")


def test_a_fault_from_elsewhere_without_facts_still_has_words() -> None:
    for code in ALL_CODES:
        for language in LANGUAGES:
            told = phrases.load(language).show(fault_text(Fault("/a", code)))
            assert told and not told.startswith(("：", ":"))


def test_a_fault_of_the_portal_is_told_with_the_name_of_the_question() -> None:
    question = question_at(every_form(), "/person/name")
    told = phrases.load("zh").show(fault_text(Fault("/person/name", "required"), question))
    assert told.startswith("姓名：还没有填")
