"""A value is the frozen dataclass that the standard library would have made of it."""

import copy
import dataclasses
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Generic, TypeVar

import pytest

from kiosk import value
from kiosk.value import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Point(Generic[T]):
    """A value with everything that a value may have."""

    grave: ClassVar[bool] = False
    x: int
    name: str = dataclasses.field(repr=False)
    tags: tuple[str, ...] = ()
    more: Mapping[str, Any] = dataclasses.field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Deep(Point[int]):
    """A value that another one is the base of."""

    grave: ClassVar[bool] = True
    z: int = 7


@dataclasses.dataclass(frozen=True, slots=True)
class Foreign(Point[int]):
    """The standard library's, on top of ours."""

    z: int = 7


@dataclasses.dataclass(frozen=True, slots=True)
class Below:
    """The standard library's, below ours."""

    grave: ClassVar[bool] = False
    x: int


@dataclass(frozen=True, slots=True)
class Above(Below):
    """Ours, on top of the standard library's."""

    y: int = 2


@dataclass(frozen=True, slots=True)
class Nothing:
    """Without a field."""


def test_arguments_go_by_place_by_name_and_by_default() -> None:
    assert Point(1, "a") == Point(x=1, name="a", tags=()) == Point(1, name="a")
    assert Deep(1, "a", ("b",), {}, 3).z == 3
    assert (Deep(1, "a").z, Deep.grave, Point.grave) == (7, True, False)
    assert Point(1, "a").more == {} and Point(1, "a").more is not Point(1, "a").more


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Point(1),  # type: ignore[call-arg]
        lambda: Point(1, "a", (), {}, 5),  # type: ignore[call-arg]
        lambda: Point(1, "a", x=2),  # type: ignore[misc]
        lambda: Point(1, "a", colour="red"),  # type: ignore[call-arg]
        lambda: Nothing(1),  # type: ignore[call-arg]
    ],
)
def test_wrong_arguments_are_refused(wrong: Callable[[], object]) -> None:
    with pytest.raises(TypeError, match=r"Point|Nothing"):
        wrong()


def test_values_are_equal_when_they_are_of_one_class_and_hold_the_same() -> None:
    assert Point(1, "a") != Deep(1, "a") and Point(1, "a") != Point(2, "a") and Point(1, "a") != (1, "a")
    assert Point(1, "a", more={"b": 1}) == Point(1, "a")
    assert hash(Point(1, "a", more={"b": 1})) == hash(Point(1, "a"))
    assert Nothing() == Nothing() and hash(Nothing()) == hash(Nothing()) and {Above(1): 1}[Above(1)] == 1
    with pytest.raises(TypeError):
        hash(Point(1, "a", ["not frozen"]))  # type: ignore[arg-type]


def test_a_value_cannot_be_changed() -> None:
    for one in (Point(1, "a"), Deep(1, "a"), Foreign(1, "a"), Above(1)):
        with pytest.raises(dataclasses.FrozenInstanceError):
            one.x = 2  # type: ignore[misc]
        with pytest.raises(dataclasses.FrozenInstanceError):
            del one.x
        with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
            one.colour = "red"  # type: ignore[union-attr]
        assert not hasattr(one, "__dict__") or isinstance(one, Foreign)


def test_what_is_not_to_be_printed_is_not_printed() -> None:
    assert repr(Point(1, "secret")) == "Point(x=1, tags=(), more={})"
    assert repr(Nothing()) == "Nothing()"


def test_the_standard_library_takes_a_value_for_its_own() -> None:
    one = Deep(1, "a")
    assert dataclasses.is_dataclass(one) and [field.name for field in dataclasses.fields(one)] == ["x", "name", "tags", "more", "z"]
    assert dataclasses.replace(one, z=8) == Deep(1, "a", z=8) and dataclasses.replace(one) == one
    assert dataclasses.asdict(Above(1)) == {"x": 1, "y": 2}
    match one:
        case Deep(1, str() as name, z=7):
            assert name == "a"
        case _:
            pytest.fail("a value is matched by place and by name")
    assert Foreign(1, "a", z=2).z == 2 and Foreign(1, "a") == Foreign(1, "a")


def test_a_value_can_be_copied_and_carried_elsewhere() -> None:
    one = Deep(1, "a", ("b",))
    assert copy.deepcopy(one) == copy.copy(one) == pickle.loads(pickle.dumps(one)) == one


def test_more_than_a_value_is_refused_when_it_is_declared() -> None:
    with pytest.raises(TypeError, match="frozen"):
        value._value(frozen=False, slots=True)

    class Late:
        part: int = dataclasses.field(init=False)

    class Judged:
        def __post_init__(self) -> None: ...

    for wrong in (Late, Judged):
        with pytest.raises(TypeError, match="more than a plain"):
            value._value(frozen=True, slots=True)(wrong)


def test_no_value_of_the_first_screen_is_declared_the_slow_way() -> None:
    """The standard library's six functions come from no file."""
    program = """
import sys
import kiosk.controller, kiosk.effects
slow = sorted(
    name
    for module in list(sys.modules.values()) if module.__name__.startswith("kiosk.")
    for name, found in vars(module).items()
    if isinstance(found, type) and found.__module__.startswith("kiosk.") and found.__module__ != "kiosk.value"
    and "__dataclass_fields__" in vars(found) and found.__eq__.__code__.co_filename == "<string>"
)
print(*slow)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=240)
    assert done.stdout.split() == []


def test_a_value_without_fields_of_its_own_is_told_from_its_base() -> None:
    @dataclass(frozen=True, slots=True)
    class Same(Above):
        """Nothing but another name."""

    @dataclass(frozen=True, slots=True)
    class Empty(Nothing):
        """The same without any field."""

    one = Same(1, y=3)
    assert one == Same(1, 3) != Above(1, 3) and hash(one) == hash(Same(1, 3)) and Empty() != Nothing()
    assert repr(one).endswith("Same(x=1, y=3)") and dataclasses.replace(one, y=4) == Same(1, 4)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.y = 2  # type: ignore[misc]
    with pytest.raises(TypeError, match="Empty"):
        Empty(1)  # type: ignore[call-arg]
    match one:
        case Same(x, y):
            assert (x, y) == (1, 3)
        case _:
            pytest.fail("a value is matched by place")
