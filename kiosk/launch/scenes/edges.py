"""What the tour does not meet: what lies over a screen, other ways in, refusals, faults, a line that fails, a hall that is closed."""

from collections.abc import Callable
from functools import partial

from kiosk.launch.scenes import after, applying, entering, films, reaching, speaking
from kiosk.launch.scenes.theatre import Theatre
from kiosk.launch.shared_sandbox import Sandbox
from kiosk.launch.tour_journeys import plans
from kiosk.settings import Settings
from kiosk.value import dataclass

Play = Callable[[Theatre, Sandbox], None]


@dataclass(frozen=True, slots=True)
class Edge:
    """One scene beyond the tour's."""

    name: str
    play: Play
    settings: Settings = Settings()
    embedded: bool = True
    """The program knows the sandbox as its own: it would start it again."""
    english: bool = False
    """Played once more in English, also where only some scenes are."""
    chinese: bool = False
    """Only in Chinese: no other language is listened for."""


def scenes() -> tuple[Edge, ...]:
    """All of them."""
    return (
        Edge("over", entering.what_lies_over, english=True),
        Edge("as one likes", entering.as_one_likes),
        Edge("measuring", reaching.measuring, english=True),
        Edge("by switch", reaching.by_switch, english=True),
        Edge("ways in", entering.ways_in, english=True),
        Edge("closed", entering.closed, Settings(open_from="9:00", open_until="17:00", now="2026-11-23T03:00:00+08:00")),
        Edge("find", entering.find, english=True),
        Edge("guides", entering.guides),
        *(Edge(f"careless {code}", partial(applying.careless, code), english=True) for code in sorted(plans())),
        Edge("household", applying.household, english=True),
        Edge("refused consent", applying.refused_consent),
        Edge("in sign language", films.in_sign_language, english=True),
        Edge("by voice", speaking.by_voice, chinese=True),
        Edge("dates by voice", speaking.dates_aloud, chinese=True),
        Edge("witness", applying.witness),
        Edge("materials", applying.materials, english=True),
        Edge("no service", applying.no_service),
        Edge("in doubt", applying.in_doubt),
        Edge("queued", applying.queued, embedded=False),
        Edge("wrong slip", after.wrong_slip),
        Edge("statements", after.statements, english=True),
        Edge("supplement unsure", after.supplement_unsure, english=True),
        Edge("supplement asks", after.supplement_asks),
        Edge("portal away", after.portal_away),
        Edge("defect", after.defect),
        Edge("clerk", after.clerk, Settings(profile="assisted")),
    )
