"""Kaldi's and OpenFst's binary files, as far as a vosk model needs them."""

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tests.engines.tiny_model.features import BINS
from tests.engines.tiny_model.network import AROUND, HIDDEN, Network

FST_MAGIC = 2_125_659_606
EXPANDED, MUTABLE, INPUT_SORTED, OUTPUT_SORTED = 0x1, 0x2, 0x10000000, 0x40000000
POSITIONS = "BIES"
"""A phone at the beginning, inside, at the end of a word, or alone."""


def _name(text: str) -> bytes:
    return text.encode() + b" "


def _int(value: int) -> bytes:
    return b"\x04" + struct.pack("<i", value)


def _float(value: float) -> bytes:
    return b"\x04" + struct.pack("<f", value)


def _ints(values: Sequence[int]) -> bytes:
    return _int(len(values)) + struct.pack(f"<{len(values)}i", *values)


def _vector(values: NDArray[np.float32] | Sequence[float]) -> bytes:
    return _name("FV") + _int(len(values)) + np.asarray(values, "<f4").tobytes()


def _matrix(values: NDArray[np.float32]) -> bytes:
    return _name("FM") + _int(values.shape[0]) + _int(values.shape[1]) + np.ascontiguousarray(values, "<f4").tobytes()


class Phones:
    """Phones by their place in a word, their states, and Kaldi's numbers for them."""

    def __init__(self, states: Mapping[tuple[str, int], int]) -> None:
        plain = sorted({phone for phone, _ in states} - {"SIL", "SPN"})
        self.names = ["SIL", "SPN_S", *(f"{phone}_{place}" for phone in plain for place in POSITIONS)]
        self.number = {name: place + 1 for place, name in enumerate(self.names)}
        self.count = {name: 2 if (self.core(name), 1) in states else 1 for name in self.names}
        self.triples = sorted(
            (self.number[name], state, states[self.core(name), state])
            for name in self.names
            for state in range(self.count[name])
        )
        self._place = {(phone, state): place for place, (phone, state, _) in enumerate(self.triples)}

    def core(self, name: str) -> str:
        """Without its place in the word."""
        return name if name == "SIL" else name.rsplit("_", 1)[0]

    def stay(self, name: str, state: int) -> int:
        """The transition that stays in a state."""
        return 2 * self._place[self.number[name], state] + 1

    def go(self, name: str, state: int) -> int:
        """The transition that leaves it."""
        return self.stay(name, state) + 1

    @property
    def transitions(self) -> int:
        """How many there are."""
        return 2 * len(self.triples)


def acoustic_model(phones: Phones, network: Network) -> bytes:
    """final.mdl: the transition model, and the network in nnet3's form."""
    out = b"\0B" + _name("<TransitionModel>") + _name("<Topology>")
    out += _ints([phones.number[name] for name in phones.names])
    out += _ints([-1, *(phones.count[name] - 1 for name in phones.names)])
    out += _int(2)
    for count in (1, 2):
        out += _int(count + 1)
        for state in range(count):
            out += _int(state) + _int(2)
            out += b"".join(_int(target) + _float(0.5) for target in (state, state + 1))
        out += _int(-1) + _int(0)
    out += _name("</Topology>") + _name("<Triples>") + _int(len(phones.triples))
    out += b"".join(_int(value) for triple in phones.triples for value in triple)
    out += _name("</Triples>") + _name("<LogProbs>")
    out += _vector([0.0, *[float(np.log(0.5))] * phones.transitions])
    out += _name("</LogProbs>") + _name("</TransitionModel>")
    return out + _network(network)


def _network(network: Network) -> bytes:
    inputs = ", ".join("input" if offset == 0 else f"Offset(input, {offset})" for offset in AROUND)
    nodes = ("l1", f"Append({inputs})"), ("r1", "l1"), ("l2", "r1"), ("r2", "l2"), ("l3", "r2"), ("ls", "l3")
    lines = [f"input-node name=input dim={BINS}"]
    lines += [f"component-node name={name} component={name} input={before}" for name, before in nodes]
    lines += ["output-node name=output input=ls objective=linear", "", ""]
    affine = [_affine(weight, bias) for weight, bias in zip(network.weights, network.biases, strict=True)]
    parts = (
        ("l1", affine[0]),
        ("r1", _plain("RectifiedLinearComponent", HIDDEN)),
        ("l2", affine[1]),
        ("r2", _plain("RectifiedLinearComponent", HIDDEN)),
        ("l3", affine[2]),
        ("ls", _plain("LogSoftmaxComponent", len(network.priors))),
    )
    out = _name("<Nnet3>") + b"\n" + "\n".join(lines).encode()
    out += _name("<NumComponents>") + _int(len(parts))
    out += b"".join(_name("<ComponentName>") + _name(name) + content for name, content in parts)
    out += _name("</Nnet3>") + _name("<LeftContext>") + _int(-min(AROUND)) + _name("<RightContext>")
    return out + _int(max(AROUND)) + _name("<Priors>") + _vector(network.priors)


def _affine(weight: NDArray[np.float32], bias: NDArray[np.float32]) -> bytes:
    name = "FixedAffineComponent"
    content = _name("<LinearParams>") + _matrix(weight.T) + _name("<BiasParams>") + _vector(bias)
    return _name(f"<{name}>") + content + _name(f"</{name}>")


def _plain(name: str, size: int) -> bytes:
    out = _name(f"<{name}>") + _name("<Dim>") + _int(size) + _name("<ValueAvg>") + _vector([])
    out += _name("<DerivAvg>") + _vector([]) + _name("<Count>") + b"\x08" + struct.pack("<d", 0.0)
    return out + _name(f"</{name}>")


@dataclass(slots=True)
class Graph:
    """A weighted transducer. State 0 is the start."""

    arcs: list[list[tuple[int, int, float, int]]] = field(default_factory=lambda: [[]])
    final: dict[int, float] = field(default_factory=dict)

    def state(self) -> int:
        """A new state."""
        self.arcs.append([])
        return len(self.arcs) - 1

    def arc(self, source: int, target: int, heard: int, told: int, cost: float = 0.0) -> None:
        """From source to target."""
        self.arcs[source].append((heard, told, cost, target))

    def written(self, *, by_output: bool) -> bytes:
        """As OpenFst's "vector" of "standard" arcs, sorted."""
        flags = EXPANDED | MUTABLE | (OUTPUT_SORTED if by_output else INPUT_SORTED)
        count = sum(map(len, self.arcs))
        out = [struct.pack("<i", FST_MAGIC), *(struct.pack("<i", len(one)) + one for one in (b"vector", b"standard"))]
        out.append(struct.pack("<iiQqqq", 2, 0, flags, 0, len(self.arcs), count))
        for state, arcs in enumerate(self.arcs):
            out.append(struct.pack("<fq", self.final.get(state, float("inf")), len(arcs)))
            for arc in sorted(arcs, key=lambda one: one[1 if by_output else 0]):
                out.append(struct.pack("<iifi", *arc))
        return b"".join(out)


def word_boundaries(phones: Phones) -> str:
    """Which phones begin and end words."""
    kind = {"S": "singleton", "B": "begin", "I": "internal", "E": "end"}
    return _lines(f"{phones.number[name]} {kind[name[-1]] if name != 'SIL' else 'nonword'}" for name in phones.names)


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
