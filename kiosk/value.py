"""`dataclass` for plain values: frozen, with slots, and cheap to declare.

The standard library writes six functions as source text for every class and compiles them: 0.3 ms each time, and 150 values are declared before
the first picture stands. Here the functions go by the fields of their class. A value imports `dataclass` from here and is written as ever;
type checkers, `fields`, `replace`, `match` and subclasses either way see a frozen dataclass.
"""

import dataclasses
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, get_origin


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class _Usual:
    """A frozen dataclass, for the marks that the standard library knows one by."""


_PARAMETERS = vars(_Usual)["__dataclass_params__"]
_PLAIN_FIELD = vars(dataclasses)["_FIELD"]
Fields = dict[str, Any]
"""dataclasses.Field by name, in the order of the arguments."""


def _value(*, frozen: bool, slots: bool) -> Callable[[type], type]:
    """`@dataclass(frozen=True, slots=True)`. Raises TypeError for a class that wants more: that is the standard library's."""
    if not (frozen and slots):
        raise TypeError("a value is frozen and has slots")
    return _made


def _made(declared: type) -> type:
    """The class once more, since slots can only be given to one that is being made."""
    own = dict(_own(declared))
    every: Fields = {}
    for base in reversed(declared.__mro__[1:]):
        fields = vars(base).get("__dataclass_fields__", {})
        every |= {name: field for name, field in fields.items() if field._field_type is _PLAIN_FIELD}
    every |= own
    body = {name: content for name, content in vars(declared).items() if name not in (*own, "__dict__", "__weakref__")}
    body["__slots__"] = tuple(own)
    body["__match_args__"] = tuple(every)
    body["__dataclass_fields__"] = every
    body["__dataclass_params__"] = _PARAMETERS
    value = type(declared)(declared.__name__, declared.__bases__, body)
    value.__qualname__ = declared.__qualname__
    _give_functions(value, every)
    return value


def _own(declared: type) -> Iterable[tuple[str, Any]]:
    """The fields that the class itself declares."""
    if hasattr(declared, "__post_init__"):
        raise TypeError(f"{declared.__qualname__} is more than a plain value")
    for name, kind in declared.__annotations__.items():
        origin: object = get_origin(kind)
        if origin is ClassVar:
            continue
        default = vars(declared).get(name, dataclasses.MISSING)
        field: Any = default if isinstance(default, dataclasses.Field) else dataclasses.field(default=default)
        if field.kw_only is True or not field.init:
            raise TypeError(f"{declared.__qualname__}.{name} is more than a plain field")
        field.name, field.type, field.kw_only, field._field_type = name, kind, False, _PLAIN_FIELD
        yield name, field


def _give_functions(value: type, every: Fields) -> None:
    content = _reader(tuple(every))
    compared = _reader(tuple(name for name, field in every.items() if field.compare))
    printed = tuple(name for name, field in every.items() if field.repr)

    def __eq__(self: object, other: object) -> Any:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: object) -> int:
        return hash(compared(self))

    def __repr__(self: object) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in printed)})"

    def __reduce__(self: object) -> tuple[type, tuple[object, ...]]:
        return type(self), content(self)

    for function in (_init(value, every), __eq__, __hash__, __repr__, __reduce__, __setattr__, __delattr__):
        setattr(value, function.__name__, function)


def _init(value: type, every: Fields) -> Callable[..., None]:
    names = tuple(every)
    writers = tuple(getattr(value, name).__set__ for name in names)
    defaults = {name: field.default for name, field in every.items() if field.default is not dataclasses.MISSING}
    makers = {name: field.default_factory for name, field in every.items() if field.default_factory is not dataclasses.MISSING}

    def completed(given: tuple[object, ...], named: dict[str, object]) -> tuple[object, ...]:
        whole = [*given]
        for name in names[len(given) :]:
            if name in named:
                whole.append(named.pop(name))
            elif name in defaults:
                whole.append(defaults[name])
            elif name in makers:
                whole.append(makers[name]())
            else:
                raise TypeError(f"{value.__qualname__} lacks {name}")
        if named or len(whole) > len(names):
            raise TypeError(f"{value.__qualname__} takes each of {', '.join(names)} once, and nothing else")
        return tuple(whole)

    def __init__(self: object, /, *given: object, **named: object) -> None:
        if named or len(given) != len(writers):
            given = completed(given, named)
        for write, content in zip(writers, given):  # noqa: B905 -- as many as there are
            write(self, content)

    return __init__


def _reader(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """Gives what a value holds under these names."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def __setattr__(self: object, name: str, content: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to {name}")


def __delattr__(self: object, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete {name}")


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _value
