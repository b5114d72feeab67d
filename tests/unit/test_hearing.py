"""Speech in the session: listening, the question whether it is right, honesty; pure, without a microphone."""

from dataclasses import replace
from datetime import datetime

import pytest

from kiosk import editing, loop, phrases
from kiosk.blocks import Action, Choices, Meter, ToolBar
from kiosk.controller import ZONE
from kiosk.editing import Field
from kiosk.events import (
    CallPerson,
    CanListen,
    Chose,
    Event,
    FieldEntered,
    GoBack,
    Heard,
    HeardNothing,
    Level,
    OpenSound,
    ReadOut,
    Said,
    Speak,
    Stamp,
    Talk,
    Tick,
    Touched,
    Typed,
)
from kiosk.journeys import adjusting, hearing, hearing_screens, over, routes, sign_in, welcome
from kiosk.privacy import Kind
from kiosk.screen import Screen
from kiosk.session import Session
from kiosk.text import Secret, Words, phrase
from tests.visit import START, Visit
from voice.reading import read
from voice.understand.meaning import actions_of

ZH = phrases.load("zh")
SECRET = "110105194912310021"


def tools(screen: Screen) -> list[str]:
    return [tool.name for block in screen.blocks if isinstance(block, ToolBar) for tool in block.tools]


@pytest.mark.feature("F30")
def test_without_a_model_nobody_is_offered_to_speak() -> None:
    visit = Visit(can_listen=False)
    assert "talk" not in tools(visit.screen)
    before = visit.session
    visit.send(Talk())
    assert visit.session.hearing is None and visit.session.journey == before.journey


@pytest.mark.feature("F26")
def test_whoever_can_be_understood_is_offered_to_speak_on_every_screen_and_in_the_next_session() -> None:
    visit = Visit()
    assert "talk" in tools(visit.screen) and "talk" in tools(visit.send(OpenSound()))
    following, _ = loop.begin(START, Stamp(datetime(2026, 5, 20, tzinfo=ZONE), 1, "x"), visit.session)
    assert "talk" in tools(loop.view(following))
    visit.session = replace(visit.session, display=replace(visit.session.display, language="en"))
    assert "talk" not in tools(visit.screen)  # the model speaks Mandarin
    visit.session = replace(visit.session, display=replace(visit.session.display, language="zh"))
    assert "talk" not in tools(visit.send(CanListen(False)))


@pytest.mark.feature("F26")
def test_it_shows_that_it_listens_how_loud_it_is_and_what_it_heard_so_far() -> None:
    visit = Visit()
    before = visit.screen.id
    shown = visit.send(Talk(), Level(40, "高龄"))
    assert shown.id == before
    assert any(isinstance(block, Meter) and block.percent == 40 for block in shown.blocks)
    assert "我在听" in visit.words() and "高龄" in visit.words()
    visit.send(Talk())
    assert isinstance(visit.session.hearing, hearing.Listening) and visit.session.hearing.ending
    assert "听完了" in visit.words()


def test_what_the_machine_does_meanwhile_ends_no_listening_and_what_the_person_does_does() -> None:
    visit = Visit()
    visit.send(Talk(), Said("您好"), Tick())
    assert isinstance(visit.session.hearing, hearing.Listening)
    visit.send(OpenSound())
    assert visit.session.hearing is None and isinstance(visit.session.over, over.Over)


@pytest.mark.feature("F26")
def test_a_command_that_was_understood_is_done_at_once_and_what_was_heard_is_shown() -> None:
    visit = Visit()
    visit.send(Talk(), Heard("声音", 0.9, OpenSound()))
    assert visit.screen.name == "over.sound" and "听到的是：声音" in visit.words()
    visit.send(adjusting.Faster(1))
    assert "听到的是" not in visit.words()


def test_what_was_heard_when_nobody_listens_any_more_does_nothing() -> None:
    visit = Visit()
    visit.send(Heard("叫人", 1.0, CallPerson()), HeardNothing("lost"))
    assert visit.session.over is None and visit.session.hearing is None


@pytest.mark.feature("F16")
def test_a_number_counts_only_after_it_was_confirmed_and_the_field_takes_it_over() -> None:
    visit = Visit()
    visit.session = replace(visit.session, editing=editing.begin(number=Field("id_number", limit=18)))
    typed = Heard("幺幺零", 0.9, Typed("number", SECRET), "number", Secret(Kind.ID, SECRET, shown=True), False)
    shown = visit.send(Talk(), typed)
    assert shown.name == "hearing" and shown.modal and visit.session.editing.text("number") == ""
    assert "110105 19491231 0021" in visit.words() and "对不上" in visit.words(), "as it stands on the card"
    visit.send(hearing.Wrong())
    assert visit.session.editing.text("number") == "" and visit.screen.name != "hearing"
    visit.send(Talk(), typed, hearing.Right())
    field = visit.session.editing.fields["number"]
    assert (field.text, field.edition) == (SECRET, 1) and visit.session.hearing is None


@pytest.mark.feature("F24")
def test_a_private_number_is_confirmed_by_eye_unless_it_is_asked_for() -> None:
    visit = Visit()
    typed = Heard("幺", 0.9, Typed("number", SECRET), "number", Secret(Kind.ID, SECRET, shown=True))

    def spoken() -> str:
        return " ".join(one.text for one in read(visit.screen, ZH, private=False))

    visit.send(Talk(), typed)
    assert SECRET not in spoken() and "18" in spoken()
    visit.send(Speak(hearing_screens.VALUE))
    assert SECRET in spoken()


def test_submitting_takes_a_second_act_and_a_word_that_was_not_sure_is_none() -> None:
    visit = Visit()
    visit.send(Talk(), Heard("离开", 0.9, over.ReallyLeave(), "grave", Words("离开")))
    asked = visit.screen
    assert asked.name == "hearing" and "确定要办" in visit.words()
    visit.send(Talk(), Heard("确定要办", 0.5, hearing.Right(), "guess", Words("确定要办")))
    assert visit.screen.id == asked.id and "没听清" in visit.words()
    visit.send(Talk(), HeardNothing("nothing"))
    assert visit.screen.id == asked.id
    visit.send(Talk())
    assert visit.screen.id == asked.id
    visit.send(Heard("确定要办", 0.9, hearing.Right()))
    assert visit.screen.name != "hearing"


def test_back_and_calling_a_person_lead_out_of_the_question() -> None:
    heard = Heard("离开", 0.9, over.ReallyLeave(), "guess", Words("离开"))
    visit = Visit()
    visit.send(Talk(), heard, GoBack())
    assert visit.session.hearing == hearing.Missed("wrong")
    visit.send(Talk(), heard, CallPerson())
    assert visit.screen.name == "over.call" and visit.session.hearing is None


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("service", "办那个", "我听到“办那个”，还不知道您要办哪件事"),
        ("service", "", "我听到了，还不知道您要办哪件事"),
        ("unknown", "天上", "我听到“天上”，可是没听懂"),
        ("unknown", "", "我听到了，可是没听懂"),
        ("lunar", "二月三十", "这个农历日子，我换算不出来。请把年月日一起说，或者照身份证上的公历填"),
        ("wrong", "二月三十", ZH.show("hearing.missed.wrong")),
    ],
)
def test_what_was_missed_is_told_as_what_it_was_with_the_words_only_where_they_were_heard(code: str, text: str, words: str) -> None:
    visit = Visit()
    visit.session = replace(visit.session, hearing=hearing.Missed(code, text))
    assert words in visit.words().split("\n")
    assert "“”" not in visit.words()


def test_a_date_of_the_old_calendar_is_not_guessed() -> None:
    visit = Visit()
    visit.send(Talk(), Heard("三月初八", 0.9, Typed("d", "x"), "calendar", Words("1938-3-8")))
    events = [action.event for action in actions_of(visit.screen)]
    assert hearing.Lunar() in events and hearing.Right() in events
    visit.send(hearing.Lunar())
    assert "公历" in visit.words() and visit.session.hearing == hearing.Missed("lunar")
    both = phrase("hearing.both_dates", old=Words("1938年三月初八"), new=phrase("value.date", year=1938, month=4, day=8))
    old = Heard("三月初八", 0.9, Typed("d", "y"), "old_day", both)
    visit.send(Talk(), Heard("三月初八", 0.9, Typed("d", "x"), "calendar", Words("1938-3-8"), other=old), hearing.Lunar())
    assert "农历1938年三月初八，就是公历1938年4月8日" in visit.words()
    visit.send(hearing.Wrong())
    assert visit.session.hearing == hearing.Missed("wrong")


@pytest.mark.feature("F30")
@pytest.mark.parametrize(
    ("event", "told"),
    [
        (Heard("买菜", 0.9), "我听到“买菜”，可是没听懂"),
        (Heard("补贴", 0.9, names=("养老补贴", "残疾补贴")), "您要“养老补贴”，还是“残疾补贴”？"),
        (Heard("补贴", 0.9, names=("甲", "乙", "丙", "丁")), "您要“甲”“乙”，还是“丙”？"),
        (HeardNothing("nothing"), "我没有听到声音"),
        (HeardNothing("no_microphone"), "不是您的问题"),
        (HeardNothing("lost"), "不是您的问题"),
    ],
)
def test_what_was_not_understood_is_said_honestly_with_two_other_ways(event: Event, told: str) -> None:
    visit = Visit()
    visit.send(Talk(), event)
    assert told in visit.words() and "用手按" in visit.words() and "叫人帮忙" in visit.words()


def test_who_walks_away_from_the_question_is_warned_and_leaves_nothing() -> None:
    visit = Visit()
    visit.send(Talk(), Heard("幺", 0.9, Typed("n", SECRET), "number", Secret(Kind.ID, SECRET, shown=True)))
    visit.clock += 1_000
    assert visit.send(Tick()).name == "over.idle" and SECRET not in visit.words().replace(" ", "")
    visit.clock += 1_000
    visit.send(Tick())
    assert visit.ended


def test_services_can_be_asked_for_by_name_only_where_one_can_speak() -> None:
    def at_home(session: Session) -> Screen:
        return loop.view(
            loop._settle(session.to(routes.Find()), (), Stamp(datetime(2026, 5, 20, tzinfo=ZONE), 1, "x"))[0]
        )

    assert at_home(Visit(can_listen=False).session).sayable == ()
    assert not isinstance(Visit().session.journey, routes.Route) and isinstance(Visit().session.journey, welcome.State)
    assert all(isinstance(action, Action) for action in at_home(Visit().session).sayable)


# --- without a finger --------------------------------------------------------------------------------------------------


def hands_free() -> Visit:
    """Somebody at the sign-in, who can touch nothing."""
    visit = Visit()
    visit.session = replace(visit.session, display=replace(visit.session.display, hands_free=True), last_life=1.0)
    return visit


@pytest.mark.feature("F26")
def test_listening_begins_by_itself_when_the_guide_has_ended_only_for_whom_it_is_wanted() -> None:
    visit = Visit()
    visit.send(ReadOut())
    assert visit.session.hearing is None
    visit.send(OpenSound(), Chose("talk", "by_itself"))
    assert any(isinstance(block, Choices) and block.chosen == ("by_itself",) for block in visit.screen.blocks)
    visit.send(ReadOut())
    assert isinstance(visit.session.hearing, hearing.Listening)
    visit.send(ReadOut())
    assert isinstance(visit.session.hearing, hearing.Listening) and not visit.session.hearing.ending
    deaf = hands_free()
    deaf.send(CanListen(False), ReadOut())
    assert deaf.session.hearing is None


def test_an_idle_kiosk_has_no_open_microphone() -> None:
    visit = hands_free()
    visit.session = replace(visit.session, last_life=0.0)
    visit.send(ReadOut())
    assert visit.screen.silent and visit.session.hearing is None


def test_after_three_silences_the_microphone_stays_shut_until_something_happens() -> None:
    visit = hands_free()
    for misses in range(hearing.SILENT, hearing.MOST_MISSES + 1, hearing.SILENT):
        visit.send(ReadOut(), HeardNothing("nothing"))
        assert visit.session.hearing == hearing.Missed("nothing", misses=misses)
    visit.send(ReadOut())
    assert visit.session.hearing == hearing.Missed("nothing", misses=hearing.MOST_MISSES)
    visit.send(OpenSound(), ReadOut())
    assert isinstance(visit.session.hearing, hearing.Listening)


def test_a_question_is_listened_to_again_while_its_answer_is_not_clear_and_not_for_ever() -> None:
    visit = hands_free()
    visit.send(ReadOut(), Heard("离开", 0.9, over.ReallyLeave(), "grave", Words("离开")))
    question = visit.screen
    for _ in range(hearing.MOST_MISSES):
        visit.send(ReadOut())
        assert isinstance(visit.session.hearing, hearing.Listening)
        visit.send(Heard("嗯", 0.9))
        assert visit.screen.id == question.id and "没听清" in visit.words()
    visit.send(ReadOut())
    assert isinstance(visit.session.hearing, hearing.Asking) and not visit.ended


# --- keys first --------------------------------------------------------------------------------------------------------


def at_the_phone_number() -> Visit:
    """The screen that asks for a phone number."""
    visit = Visit()
    visit.session = replace(
        visit.session.to(sign_in.State(routes.Home(), stage="phone")),
        editing=editing.begin(phone=Field("phone", limit=13)),
    )
    assert visit.screen.name == "sign_in.phone" and hearing.private(visit.screen)
    return visit


@pytest.mark.feature("F23")
def test_before_something_private_is_dictated_keys_are_offered_first_and_once_a_screen() -> None:
    visit = at_the_phone_number()
    shown = visit.send(Talk())
    assert shown.name == "hearing.private" and not isinstance(visit.session.hearing, hearing.Listening)
    main = next(action for action in actions_of(shown) if action.main)
    assert main.event == hearing.ByKeys()
    assert visit.send(hearing.ByKeys()).name == "sign_in.phone" and visit.session.hearing is None
    visit.send(Talk())
    assert isinstance(visit.session.hearing, hearing.Listening) and visit.screen.name == "sign_in.phone"


@pytest.mark.feature("F23")
def test_whoever_says_that_they_want_to_say_it_aloud_is_listened_to_at_once() -> None:
    visit = at_the_phone_number()
    visit.send(Talk(), Talk(), Heard("我要说", 0.9, hearing.Aloud()))
    assert isinstance(visit.session.hearing, hearing.Listening) and visit.screen.name == "sign_in.phone"
    number = Heard("一三八", 0.9, Typed("phone", "138"), "number", Secret(Kind.PHONE, "138", shown=True))
    visit.send(number, hearing.Right())
    assert visit.session.editing.text("phone") == "138"


@pytest.mark.feature("F23")
def test_the_focus_that_comes_back_to_the_field_ends_no_listening() -> None:
    visit = at_the_phone_number()
    visit.send(Talk(), hearing.Aloud(), FieldEntered("phone"))
    assert isinstance(visit.session.hearing, hearing.Listening)
    visit.send(Typed("phone", "1"))
    assert visit.session.hearing is None


def test_an_unclear_answer_to_the_offer_is_asked_again_and_nothing_is_listened_for_meanwhile() -> None:
    visit = at_the_phone_number()
    visit.send(Talk(), Talk(), Heard("嗯", 0.9))
    assert visit.screen.name == "hearing.private" and "没听清" in visit.words()
    visit.send(Talk(), Heard("用键盘", 0.5, hearing.ByKeys(), "guess", Words("用键盘")))
    assert visit.screen.name == "hearing.private"
    visit.send(GoBack())
    assert visit.screen.name == "sign_in.phone" and visit.session.hearing is None


def test_a_finger_that_comes_down_neither_answers_a_question_nor_ends_listening() -> None:
    visit = Visit()
    visit.send(Touched(), Talk(), Touched(), Talk())
    assert isinstance(visit.session.hearing, hearing.Listening) and visit.session.hearing.ending
    visit.send(Heard("离开", 0.9, over.ReallyLeave(), "grave", Words("离开")), Touched())
    assert visit.screen.name == "hearing"
    visit.send(Touched(), hearing.Right())
    assert visit.session.hearing is None


@pytest.mark.feature("F30", "F38")
def test_a_microphone_pulled_out_in_mid_sentence_ends_listening_and_the_question_stands() -> None:
    visit = Visit()
    visit.send(Talk(), CanListen(False))
    assert visit.session.hearing == hearing.Missed("no_microphone") and "不是您的问题" in visit.words()
    visit.send(CanListen(True), Talk(), Heard("离开", 0.9, over.ReallyLeave(), "grave", Words("离开")), Talk(), CanListen(False))
    assert visit.screen.name == "hearing" and isinstance(visit.session.hearing, hearing.Asking)
    visit.send(hearing.Right())
    assert visit.session.hearing is None
