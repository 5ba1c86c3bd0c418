"""Matrix products in the graph: fp32, per-row int8, or 4-bit blocks.

The int8 scheme gives each *row* of activations its own scale. The sums of u8 x s8 products are
whole numbers, so a row's result is exactly the same whatever else is packed into the call. One
scale for all rows (`DynamicQuantizeMatMul`) would let the rows disturb each other. So would none
that is fixed beforehand (`activations`), which is quicker where the rows are of about one size.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from typofix_tooling.checkpoint import Float32
from typofix_tooling.errors import ExportError
from typofix_tooling.graph import MICROSOFT, GraphBuilder
from typofix_tooling.quantization import (
    FOUR_BIT_BLOCK,
    RowInt8,
    quantize_blocks,
    quantize_rows,
)

QUANTIZATIONS = ("fp32", "int8", "int4")

_SMALLEST_ROW_MAXIMUM = 1e-9
_EIGHT_BIT_ACTIVATIONS = 4  # MatMulNBits' accuracy level that computes in int8


@dataclass(frozen=True)
class _QuantizedRows:
    values: str  # uint8 [1, rows, inputs]
    maxima: str  # float32 [1, rows, 1]: the value that stands for 127


class LinearLayers:
    """Adds matrix products to a graph in one quantisation. Weights are [outputs, inputs]."""

    def __init__(
        self,
        graph: GraphBuilder,
        quantization: str,
        int8_range: str,
        limits: Mapping[str, float] | None = None,
    ) -> None:
        """`limits`: the fixed magnitude that stands for 127, of those products that have one."""
        self._graph = graph
        self._quantization = quantization
        self._int8_range = int8_range
        self._limits = limits or {}
        self._quantized: dict[str, _QuantizedRows] = {}
        self._fixed: dict[tuple[str, float], str] = {}

    @property
    def quantized(self) -> bool:
        return self._quantization != "fp32"

    def product(self, rows: str, name: str, weight: Float32, bias: Float32 | None = None) -> str:
        """rows [1, rows, inputs] -> [1, rows, outputs]."""
        if self._quantization == "fp32":
            product = self._graph.node("MatMul", rows, self._graph.constant(name, weight.T))
        elif self._quantization == "int8":
            product = self.product_int8(rows, name, quantize_rows(weight, self._int8_range))
        else:
            product = self._product_int4(rows, name, weight)
        if bias is None:
            return product
        return self._graph.node("Add", product, self._graph.constant(f"{name}_bias", bias))

    def quantize(self, weight: Float32) -> RowInt8:
        return quantize_rows(weight, self._int8_range)

    def product_int8(
        self, rows: str, name: str, weight: RowInt8, stored_transposed: str | None = None
    ) -> str:
        """Int8. `stored_transposed` names a constant that already holds the int8 values."""
        graph = self._graph
        if stored_transposed is None:
            values = graph.constant(name, weight.values.T)
        else:  # folded away when the model is loaded
            values = graph.node("Transpose", stored_transposed, perm=[1, 0])
        if name in self._limits:
            return self._product_fixed(rows, name, values, weight.scales)
        quantized = self._quantize_rows(rows)
        scales = graph.constant(f"{name}_scales", weight.scales / np.float32(127))
        product = graph.node(
            "MatMulIntegerToFloat",
            quantized.values,
            values,
            graph.scalar(1.0),
            scales,
            graph.scalar(128, np.uint8),
            domain=MICROSOFT,
        )
        return graph.node("Mul", product, quantized.maxima)

    def _product_fixed(self, rows: str, name: str, values: str, scales: Float32) -> str:
        """One scale for the rows of every call. Its constant tells `dequantize` of it."""
        graph, limit = self._graph, self._limits[name]
        zero = graph.scalar(128, np.uint8)
        step = graph.constant(f"{name}_step", np.array(limit / 127, np.float32))
        if (rows, limit) not in self._fixed:
            self._fixed[rows, limit] = graph.node("QuantizeLinear", rows, step, zero)
        return graph.node(
            "MatMulIntegerToFloat",
            self._fixed[rows, limit],
            values,
            step,
            graph.constant(f"{name}_scales", scales),
            zero,
            domain=MICROSOFT,
        )

    def _quantize_rows(self, rows: str) -> _QuantizedRows:
        """Each row times 127 / its largest magnitude, as uint8 around 128."""
        if rows not in self._quantized:
            graph = self._graph
            largest = graph.node("ReduceMax", graph.node("Abs", rows), graph.ints(-1))
            largest = graph.node("Max", largest, graph.scalar(_SMALLEST_ROW_MAXIMUM))
            relative = graph.node("Div", rows, largest)  # -1 .. 1
            step = graph.scalar(1 / 127)
            values = graph.node("QuantizeLinear", relative, step, graph.scalar(128, np.uint8))
            self._quantized[rows] = _QuantizedRows(values, largest)
        return self._quantized[rows]

    def _product_int4(self, rows: str, name: str, weight: Float32) -> str:
        outputs, inputs = weight.shape
        if inputs % FOUR_BIT_BLOCK:
            raise ExportError(
                f"'{name}' has {inputs} inputs; int4 needs a multiple of {FOUR_BIT_BLOCK}"
            )
        quantized = quantize_blocks(weight)
        return self._graph.node(
            "MatMulNBits",
            rows,
            self._graph.constant(name, quantized.packed),
            self._graph.constant(f"{name}_scales", quantized.scales),
            domain=MICROSOFT,
            K=inputs,
            N=outputs,
            bits=4,
            block_size=FOUR_BIT_BLOCK,
            accuracy_level=_EIGHT_BIT_ACTIVATIONS,
        )
