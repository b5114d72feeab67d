"""`dataclass` for plain values: frozen, with slots, and cheap to declare.

The standard library writes six functions as source text for every class and compiles them: 0.3 ms each time, and 150 values are declared before
the first picture stands. Here all values share the six, which go by the fields of their class. A value imports `dataclass` from here and is
written as ever; type checkers, `fields`, `replace`, `match` and subclasses either way see a frozen dataclass.
"""

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

Fields = dict[str, Any]
"""dataclasses.Field by name, in the order of the arguments."""


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class _Usual:
    """A frozen dataclass, for the marks that the standard library knows one by."""


_PARAMETERS = vars(_Usual)["__dataclass_params__"]
_PLAIN_FIELD = vars(dataclasses)["_FIELD"]


def _value(*, frozen: bool, slots: bool) -> Callable[[type], type]:
    """`@dataclass(frozen=True, slots=True)`. Raises TypeError for a class that wants more: that is the standard library's."""
    if not (frozen and slots):
        raise TypeError("a value is frozen and has slots")
    return _made


def _made(declared: type) -> type:
    """The class once more, since slots can only be given to one that is being made."""
    own = _own(declared)
    every = _inherited(declared) | own
    if not own and hasattr(declared, "_writers") and tuple(every) == declared.__match_args__:  # type: ignore[attr-defined]
        return declared  # it has all it needs from its base
    body = {name: content for name, content in vars(declared).items() if name not in own}
    for name in ("__dict__", "__weakref__"):
        body.pop(name, None)
    body |= _FUNCTIONS
    body["__slots__"] = tuple(own)
    body["__match_args__"] = tuple(every)
    body["__dataclass_fields__"] = every
    body["__dataclass_params__"] = _PARAMETERS
    body["_defaults"] = {
        name: field.default for name, field in every.items() if field.default is not dataclasses.MISSING
    }
    body["_compared"] = _reader(tuple(name for name, field in every.items() if field.compare))
    value = type(declared)(declared.__name__, declared.__bases__, body)
    value.__qualname__ = declared.__qualname__
    value._writers = tuple(getattr(value, name).__set__ for name in every)  # type: ignore[attr-defined]
    return value


def _own(declared: type) -> Fields:
    """The fields that the class itself declares."""
    if hasattr(declared, "__post_init__"):
        raise TypeError(f"{declared.__qualname__} is more than a plain value")
    found: Fields = {}
    for name, kind in declared.__annotations__.items():
        if getattr(kind, "__origin__", None) is ClassVar:
            continue
        default = vars(declared).get(name, dataclasses.MISSING)
        field: Any = default if isinstance(default, dataclasses.Field) else dataclasses.field(default=default)
        if field.kw_only is True or not field.init:
            raise TypeError(f"{declared.__qualname__}.{name} is more than a plain field")
        field.name, field.type, field.kw_only, field._field_type = name, kind, False, _PLAIN_FIELD
        found[name] = field
    return found


def _inherited(declared: type) -> Fields:
    found: Fields = {}
    for base in reversed(declared.__mro__[1:-1]):
        fields = vars(base).get("__dataclass_fields__", {})
        found |= {name: field for name, field in fields.items() if field._field_type is _PLAIN_FIELD}
    return found


def _reader(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """Gives what a value holds under these names. It stands in a class and is no method of it, as an attrgetter is none."""
    if len(names) > 1:
        return attrgetter(*names)
    return staticmethod(lambda value: tuple(getattr(value, name) for name in names))


# --- what all values can do ------------------------------------------------------------------------------------------


def __init__(self: Any, /, *given: object, **named: object) -> None:
    writers = self._writers
    if named or len(given) != len(writers):
        given = _completed(type(self), given, named)
    for write, content in zip(writers, given):  # noqa: B905 -- as many as there are
        write(self, content)


def _completed(value: Any, given: tuple[object, ...], named: dict[str, object]) -> tuple[object, ...]:
    """All arguments, in their order."""
    names: tuple[str, ...] = value.__match_args__
    defaults = value._defaults
    whole = [*given]
    for name in names[len(given) :]:
        if name in named:
            whole.append(named.pop(name))
        elif name in defaults:
            whole.append(defaults[name])
        else:
            make = value.__dataclass_fields__[name].default_factory
            if make is dataclasses.MISSING:
                raise TypeError(f"{value.__qualname__} lacks {name}")
            whole.append(make())
    if named or len(whole) > len(names):
        raise TypeError(f"{value.__qualname__} takes each of {', '.join(names)} once, and nothing else")
    return tuple(whole)


def __eq__(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self._compared(self) == self._compared(other)


def __hash__(self: Any) -> int:
    return hash(self._compared(self))


def __repr__(self: Any) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name, field in self.__dataclass_fields__.items() if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def __reduce__(self: Any) -> tuple[type, tuple[object, ...]]:
    return type(self), tuple(getattr(self, name) for name in self.__match_args__)


def __setattr__(self: object, name: str, content: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to {name}")


def __delattr__(self: object, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete {name}")


_FUNCTIONS = {one.__name__: one for one in (__init__, __eq__, __hash__, __repr__, __reduce__, __setattr__, __delattr__)}

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _value
