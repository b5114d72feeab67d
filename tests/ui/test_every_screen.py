"""Every screen works at four sizes, in every theme, in every window and language, by touch and by keyboard."""

from collections import Counter, defaultdict
from itertools import combinations

import pytest
from walking import WINDOWS, Wall, call_place, every_way, measured, pairwise, tabbed_through, ways_for

from kiosk.launch.scenes.gallery import collected

UPRIGHT_FOLDED = (3, 3)
"""On an upright screen at the largest size the tools stand above a next step of two lines, 18 mm higher than above one of one line: a known
shortcoming. With a keyboard the bar of an upright screen stands above it."""

LOW_AND_LARGEST = {(1, 3), (2, 3)}
"""On windows 800 and 768 pixels high, at the largest size, a line of a long question or of an English notice may be cut where the page is
turned (it stands whole on the next page): a known shortcoming, told in CHANGELOG."""

pytestmark = [pytest.mark.widgets, pytest.mark.timeout(14_400)]


def test_sixteen_ways_hold_every_pair_of_values():
    for one, other in combinations(("window", "size", "theme", "language"), 2):
        pairs = {(getattr(way, one), getattr(way, other)) for way in pairwise()}
        assert pairs == {(getattr(way, one), getattr(way, other)) for way in every_way()}


@pytest.mark.feature("F31")
@pytest.mark.feature("F32")
@pytest.mark.feature("F33")
@pytest.mark.feature("F60")
@pytest.mark.parametrize("window", range(4), ids=["x".join(map(str, window[:2])) for window in WINDOWS])
def test_every_screen_is_whole_large_enough_and_readable(application, request, window):
    gallery, _ = collected()
    names: set[str] = set()
    found: Counter[str] = Counter()
    examples: dict[str, str] = {}
    places = defaultdict(set)
    wall, shown = Wall(window), 0
    try:
        for number, seen in enumerate(gallery):
            ways = every_way() if request.config.getoption("--all") else ways_for(number, seen, names)
            for way in (way for way in ways if way.window == window):
                screen = wall.hang(seen, way)
                shown += 1
                for finding in measured(wall, screen):
                    if finding.clause == "A-05 line cut" and (window, way.size) in LOW_AND_LARGEST:
                        continue
                    found[finding.clause] += 1
                    examples.setdefault(finding.clause, f"{seen.name} {way} {finding}")
                place = call_place(wall.view)
                if place is not None and not wall.view.dock and (window, way.size) != UPRIGHT_FOLDED:
                    places[seen.profile, way.size, screen.language].add(place)
    finally:
        wall.close()
    assert shown > len(names)
    assert not found, f"{dict(found)} of {shown}: {examples}"
    assert all(len(where) == 1 for where in places.values()), f"calling a person moves about (A-17): {places}"


@pytest.mark.feature("F35")
@pytest.mark.parametrize("size", [0, 3])
def test_tab_goes_once_round_every_screen_and_what_has_the_focus_is_in_sight(application, size):
    gallery, _ = collected()
    names: set[str] = set()
    found = []
    wall = Wall(1)
    try:
        for seen in gallery:
            if (name := f"{seen.profile} {seen.screen.name}") in names:
                continue
            names.add(name)
            way = next(way for way in pairwise() if way.size == size)
            wall.hang(seen, way)
            found += [(seen.name, finding) for finding in tabbed_through(wall.view)]
    finally:
        wall.close()
    assert not found, found[:10]
