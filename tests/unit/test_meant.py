"""Own words in the session: the service is opened, asked about, or not understood and said so; by speech and by typing."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk import loop, phrases
from kiosk.blocks import Menu
from kiosk.editing import Field, begin
from kiosk.events import Answer, CanListen, Event, GoBack, Heard, Talk, Trouble
from kiosk.journeys import find, hearing, home, meant, routes
from kiosk.own_words import learn
from kiosk.problems import Problem, Remedy
from kiosk.requests import LearnOwnWords
from kiosk.results import Catalogue
from kiosk.screen import Screen
from kiosk.search import build
from tests.own_words import services
from tests.visit import Visit
from voice.understand.grammar import grammar
from voice.understand.meaning import Do, Unknown, actions_of, meaning

ZH = phrases.load("zh")
TODAY = date(2026, 5, 20)
ALLOWANCE = "YL0000000101"
MIXED = "家里困难，老伴又瘫在床上，想领补助"


class Visitor(Visit):
    """Somebody before the doors of the catalogue, at a device that listens."""

    def __init__(self, route: routes.Route) -> None:
        super().__init__(can_listen=False)
        session = replace(self.session, catalogue=Catalogue(build(services()), ()))
        self.session, effects = loop._settle(session.to(route), (), self.stamp())
        (self.asked,) = (effect.request for effect in effects if hasattr(effect, "request"))
        self.send(CanListen(True))

    def learns(self) -> "Visitor":
        assert isinstance(self.asked, LearnOwnWords)
        self.send(Answer(meant.LEARNT, learn(self.asked.services)))
        return self

    def says(self, text: str, sure: float = 0.9) -> Screen:
        self.send(Talk())
        assert meaning(text, self.screen, ZH, TODAY) == Unknown()
        return self.send(Heard(text, sure))


def choices(shown: Screen) -> list[Event]:
    return [item.event for block in shown.blocks if isinstance(block, Menu) for item in block.items]


@pytest.mark.feature("F07")
@pytest.mark.parametrize("route", [routes.Home(), routes.Find()])
def test_who_tells_what_for_is_taken_there_and_sees_what_was_heard(route: routes.Route) -> None:
    visitor = Visitor(route).learns()
    visitor.says("我八十了，听说有钱领")
    assert visitor.screen.name.startswith("apply") and isinstance(visitor.session.hearing, hearing.Did)
    assert "听到的是：我八十了，听说有钱领" in visitor.words()


@pytest.mark.feature("F07")
def test_when_the_ear_is_not_sure_one_is_asked_and_nothing_opens_by_itself() -> None:
    visitor = Visitor(routes.Home()).learns()
    shown = visitor.says("我八十了，听说有钱领", 0.5)
    assert shown.name == "hearing.meant" and "您是想办“高龄津贴”吗？" in visitor.words()
    yes = meaning("对的", shown, ZH, TODAY)
    assert isinstance(yes, Do) and yes.event == home.Open(routes.Apply(ALLOWANCE))
    visitor.send(Talk(), Heard("对的", 0.9, yes.event))
    assert visitor.screen.name.startswith("apply") and visitor.session.hearing is None


@pytest.mark.feature("F07")
def test_what_may_be_one_of_several_is_asked_and_answered_by_number_or_none() -> None:
    visitor = Visitor(routes.Find()).learns()
    shown = visitor.says(MIXED)
    assert shown.name == "hearing.meant" and 2 <= len(choices(shown)) <= 3
    second = meaning("第二个", shown, ZH, TODAY)
    assert isinstance(second, Do) and second.event == choices(shown)[1]
    visitor.send(Talk(), Heard("嗯啊", 0.9))
    assert visitor.screen.name == "hearing.meant" and "没听清" in visitor.words()
    visitor.send(Talk(), Heard("都不是", 0.9, hearing.Wrong()))
    assert visitor.session.hearing == hearing.Missed("wrong") and isinstance(visitor.session.journey, find.State)
    visitor.says(MIXED)
    visitor.send(Talk(), Heard("第二个", 0.9, choices(shown)[1]))
    assert visitor.screen.name.startswith("apply") and visitor.session.hearing is None


def test_back_leads_out_of_the_question() -> None:
    visitor = Visitor(routes.Home()).learns()
    visitor.says(MIXED)
    visitor.send(GoBack())
    assert isinstance(visitor.session.journey, home.State) and visitor.session.hearing == hearing.Missed("wrong")


@pytest.mark.feature("F07")
@pytest.mark.parametrize(("text", "sure"), [("今天天气怎么样", 0.9), ("我八十了，听说有钱领", 0.2)])
def test_what_is_not_understood_is_said_honestly_with_two_other_ways(text: str, sure: float) -> None:
    visitor = Visitor(routes.Home()).learns()
    visitor.says(text, sure)
    assert isinstance(visitor.session.journey, home.State)
    assert f"我听到“{text}”，还不知道您要办哪件事" in visitor.words()
    assert "一类一类地找" in visitor.words() and "叫人帮忙" in visitor.words()


def test_before_anything_was_learnt_or_when_it_cannot_be_one_is_told_so() -> None:
    visitor = Visitor(routes.Home())
    visitor.send(Trouble(meant.LEARNT, Problem(Remedy.ASK_STAFF, "pinyin_data_unreadable")))
    visitor.says("我八十了，听说有钱领")
    assert isinstance(visitor.session.journey, home.State) and "还不知道您要办哪件事" in visitor.words()


def test_what_was_learnt_stays_for_the_next_person_and_is_not_asked_for_again() -> None:
    visitor = Visitor(routes.Home()).learns()
    following, _ = loop.begin(visitor.session.start, visitor.stamp(), visitor.session)
    assert following.own_words is visitor.session.own_words and meant.learning(following) == ()
    other = replace(following, catalogue=Catalogue(build(services()[:3]), ()))
    assert len(meant.learning(other)) == 1


@pytest.mark.feature("F07")
def test_the_same_words_typed_show_the_service() -> None:
    visitor = Visitor(routes.Find(typing=True)).learns()
    for typed, shown in (("我八十了听说有钱领", True), ("今天天气怎么样", False), ("八十", True)):
        visitor.session = replace(visitor.session, editing=begin(search=Field("search", typed, limit=30)))
        assert (home.Open(routes.Apply(ALLOWANCE)) in choices(visitor.screen)) is shown, typed


@pytest.mark.parametrize("said", ["我的银行卡丢了要挂失", "火车票年审怎么弄"])
def test_a_name_that_is_a_small_part_of_something_else_opens_nothing(said: str) -> None:
    visitor = Visitor(routes.Home()).learns()
    visitor.says(said)
    assert isinstance(visitor.session.journey, home.State)


def test_a_model_that_takes_free_speech_listens_to_anything_where_services_can_be_asked_for() -> None:
    shown = Visitor(routes.Find()).screen
    assert grammar(shown, ZH, free=True) is None
    closed = grammar(shown, ZH)
    assert closed is not None and "高龄津贴" in closed
    assert all(isinstance(action.event, Event) for action in actions_of(shown))
