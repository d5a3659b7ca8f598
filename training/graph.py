"""The reader as an ONNX graph, written node by node, in floats or in 8 bits.

In 8 bits: every large matrix per column with seven bits (so that processors without VNNI do not
overflow), the tables of pieces and positions per row; sums, norms and the two biaffine products stay
in floats. Operators are those that onnxruntime runs fused on a processor.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.model import HEADS, LAYERS, WIDTH

Array = NDArray[np.float32]
_FUSED = "com.microsoft"


@dataclass
class Graph:
    """Nodes and tables collected so far; each method adds a node and returns its output's name."""

    small: bool
    nodes: list[object] = field(default_factory=list)
    tables: list[object] = field(default_factory=list)

    def table(self, name: str, array: NDArray[np.generic]) -> str:
        self.tables.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(
        self, operator: str, inputs: list[str], name: str, domain: str = "", **more: object
    ) -> str:
        self.nodes.append(
            helper.make_node(operator, inputs, [name], name=name, domain=domain, **more)
        )
        return name

    def lookup(self, name: str, weights: Array, rows: str) -> str:
        """Rows of a table of vectors."""
        if not self.small:
            return self.node("Gather", [self.table(f"{name}.table", weights), rows], name)
        scale = np.maximum(np.abs(weights).max(1, keepdims=True) / 127, 1e-9)
        whole = self.table(f"{name}.table", np.rint(weights / scale).astype(np.int8))
        scales = self.table(f"{name}.scale", scale.astype(np.float32))
        raw = self.node("Gather", [whole, rows], f"{name}.rows")
        cast = self.node("Cast", [raw], f"{name}.cast", to=TensorProto.FLOAT)
        factor = self.node("Gather", [scales, rows], f"{name}.factor")
        return self.node("Mul", [cast, factor], name)

    def linear(self, name: str, taken: str, weight: Array, bias: Array) -> str:
        """`taken @ weight + bias`; weight is (inputs, outputs)."""
        shift = self.table(f"{name}.bias", bias)
        if not self.small:
            product = self.node(
                "MatMul", [taken, self.table(f"{name}.weight", weight)], f"{name}.product"
            )
            return self.node("Add", [product, shift], name)
        scale = best_scales(weight)
        whole = np.clip(np.rint(weight / scale), -64, 63).astype(np.int8)
        inputs = [
            taken,
            self.table(f"{name}.weight", whole),
            self.table(f"{name}.scale", scale.astype(np.float32)),
            self.table(f"{name}.zero", np.zeros(len(scale), np.int8)),
            shift,
        ]
        return self.node("DynamicQuantizeMatMul", inputs, name, _FUSED)

    def norm(self, name: str, taken: str, other: str, weights: tuple[Array, Array]) -> str:
        """The norm of the sum of two; onnxruntime's fused operator for it is five times slower."""
        total = self.node("Add", [taken, other], f"{name}.sum")
        inputs = [
            total,
            self.table(f"{name}.gain", weights[0]),
            self.table(f"{name}.shift", weights[1]),
        ]
        return self.node("LayerNormalization", inputs, name, axis=-1, epsilon=1e-12)


def best_scales(weight: Array) -> NDArray[np.float64]:
    """One scale a column for seven bits: of a few candidates the one with the least squared error."""
    top = np.maximum(np.abs(weight).max(0), 1e-8) / 63
    best, least = top, np.full(weight.shape[1], np.inf)
    for share in (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7):
        scale = top * share
        error = ((np.clip(np.rint(weight / scale), -64, 63) * scale - weight) ** 2).sum(0)
        best = np.where(error < least, scale, best)
        least = np.minimum(error, least)
    return best


def build(weights: dict[str, Array], *, small: bool, opset: int = 17) -> object:
    """The whole model from the trained weights."""
    graph = Graph(small)
    hidden = _input(graph, weights)
    layers = []
    for number in range(LAYERS):
        hidden = _layer(graph, weights, number, hidden)
        layers.append(hidden)
    grammar = _words(graph, "grammar", weights["grammar.weights"], layers)
    naming = _words(graph, "naming", weights["naming.weights"], layers)
    _heads(graph, weights, grammar, naming)
    inputs = [
        helper.make_tensor_value_info(name, kind, shape)
        for name, kind, shape in (
            ("pieces", TensorProto.INT64, ["batch", "length"]),
            ("shapes", TensorProto.INT64, ["batch", "length"]),
            ("places", TensorProto.INT64, ["length"]),
            ("mask", TensorProto.INT32, ["batch", "length"]),
            ("pool", TensorProto.FLOAT, ["batch", "words", "length"]),
        )
    ]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, None)
        for name in ("tags", "names", "arcs", "low", "high")
    ]
    drawn = helper.make_graph(graph.nodes, "reader", inputs, outputs, graph.tables)
    sets = [helper.make_opsetid("", opset), helper.make_opsetid(_FUSED, 1)]
    return helper.make_model(drawn, opset_imports=sets, ir_version=9, producer_name="crosswire")


def _input(graph: Graph, weights: dict[str, Array]) -> str:
    shapes = (
        weights["case.weight"][:, None, None]
        + weights["opening.weight"][None, :, None]
        + weights["voice.weight"][None, None, :]
    ).reshape(-1, WIDTH) + weights["kinds.weight"][0]
    words = graph.lookup("words", weights["words.weight"], "pieces")
    places = graph.lookup("places_of", weights["places.weight"][:256], "places")
    shape = graph.node("Gather", [graph.table("shapes.table", shapes), "shapes"], "shapes_of")
    placed = graph.node("Add", [words, places], "placed")
    return graph.norm("norm", placed, shape, (weights["norm.weight"], weights["norm.bias"]))


def _layer(graph: Graph, weights: dict[str, Array], number: int, hidden: str) -> str:
    mine, name = f"layers.{number}.", f"layer{number}"

    def part(which: str) -> tuple[Array, Array]:
        return weights[f"{mine}{which}.weight"].T, weights[f"{mine}{which}.bias"]

    three = [part(which) for which in ("query", "key", "value")]
    joined = graph.linear(
        f"{name}.three",
        hidden,
        np.concatenate([w for w, _ in three], 1),
        np.concatenate([b for _, b in three]),
    )
    names = [f"{name}.{which}" for which in ("query", "key", "value")]
    sizes = "sizes"
    if number == 0:
        graph.table(sizes, np.array([WIDTH] * 3, np.int64))
    graph.nodes.append(
        helper.make_node("Split", [joined, sizes], names, name=f"{name}.split", axis=-1)
    )
    seen = graph.node(
        "MultiHeadAttention", [*names, "", "mask"], f"{name}.seen", _FUSED, num_heads=HEADS
    )
    out = graph.linear(f"{name}.out", seen, *part("out"))
    gains = [
        (weights[f"{mine}{norm}.weight"], weights[f"{mine}{norm}.bias"])
        for norm in ("norm1", "norm2")
    ]
    middle = graph.norm(f"{name}.norm1", out, hidden, gains[0])
    inner = graph.linear(f"{name}.inner", middle, *part("inner"))
    active = graph.node("Gelu", [inner], f"{name}.active", _FUSED)
    outer = graph.linear(f"{name}.outer", active, *part("outer"))
    return graph.norm(f"{name}.norm2", outer, middle, gains[1])


def _words(graph: Graph, name: str, mixture: Array, layers: list[str]) -> str:
    """The layers mixed, and pieces pooled to words."""
    shares = np.exp(mixture - mixture.max())
    parts = [
        graph.node(
            "Mul",
            [layer, graph.table(f"{name}.share{n}", np.array(share, np.float32))],
            f"{name}.part{n}",
        )
        for n, (layer, share) in enumerate(zip(layers, shares / shares.sum(), strict=True))
    ]
    mixed = graph.node("Sum", parts, f"{name}.mixed")
    return graph.node("MatMul", ["pool", mixed], name)


def _heads(graph: Graph, weights: dict[str, Array], grammar: str, naming: str) -> None:
    def head(name: str, taken: str, output: str) -> str:
        return graph.linear(output, taken, weights[f"{name}.weight"].T, weights[f"{name}.bias"])

    head("tags", grammar, "tags")
    head("names", naming, "names")
    head("low", grammar, "low")
    head("high", grammar, "high")
    low = graph.node("Relu", [head("arc_low", grammar, "arc_low")], "arc_low.active")
    high = graph.node("Relu", [head("arc_high", grammar, "arc_high")], "arc_high.active")
    product = graph.node(
        "MatMul", [low, graph.table("arc.table", weights["arc"][:-1])], "arc.product"
    )
    shifted = graph.node(
        "Add", [product, graph.table("arc.shift", weights["arc"][-1])], "arc.shifted"
    )
    turned = graph.node("Transpose", [high], "arc.turned", perm=[0, 2, 1])
    graph.node("MatMul", [shifted, turned], "arcs")
