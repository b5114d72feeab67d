"""All of them. The first is the measure for the others."""

from tests.people.by_ear import ByEar
from tests.people.by_voice import ByVoice
from tests.people.deaf import Deaf
from tests.people.low_reach import LowReach
from tests.people.low_vision import LowVision
from tests.people.one_switch import OneSwitch
from tests.people.sighted import Sighted
from tests.people.tremor import Tremor
from tests.people.visitor import Visitor

EVERYONE: tuple[type[Visitor], ...] = (Sighted, Deaf, LowVision, LowReach, Tremor, ByEar, OneSwitch, ByVoice)
