"""All of them. The first is the measure for the others."""

from tests.people.deaf import Deaf
from tests.people.low_vision import LowVision
from tests.people.sighted import Sighted
from tests.people.tremor import Tremor

EVERYONE: tuple[type[Sighted], ...] = (Sighted, Deaf, LowVision, Tremor)
