"""Quantised forms of a weight matrix. Everything here is plain numpy; no graph is known."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from typofix_tooling.checkpoint import Float32

# The largest sum of two neighbouring int8 weights that an AVX2 processor can multiply safely: it
# adds two u8 x s8 products in 16 bits, and 255 * 128 = 32,640 still fits there.
PAIR_LIMIT = 128
INT8_RANGES = ("pairs", "full", "half")
FOUR_BIT_BLOCK = 32

# A row of zeros keeps a scale that can be divided by.
_SMALLEST_SCALE = 1e-12


@dataclass(frozen=True)
class RowInt8:
    """A matrix [outputs, inputs] as int8, with one scale for each output."""

    values: NDArray[np.int8]  # [outputs, inputs]
    scales: Float32  # [outputs]

    def dequantized(self) -> Float32:
        return self.values.astype(np.float32) * self.scales[:, None]


def quantize_rows(matrix: Float32, int8_range: str = "pairs") -> RowInt8:
    """Symmetric int8 with one scale a row.

    `int8_range` says how much of the int8 range may be used:
    - `full`: -127 .. 127. Wrong on x86 processors without VNNI, whose 16-bit sums saturate.
    - `half`: -64 .. 64 (7 bits). Cannot saturate anywhere.
    - `pairs`: as much as two neighbours (inputs 2i and 2i+1) can use together without saturating,
      so |a| + |b| <= 128. As safe as `half`, and nearly as exact as `full`.
    """
    limits = {"full": _largest(matrix) / 127, "half": _largest(matrix) / 64}
    limits["pairs"] = np.maximum(limits["full"], _largest_pair(matrix) / (PAIR_LIMIT - 1))
    scales = np.maximum(limits[int8_range], _SMALLEST_SCALE).astype(np.float32)
    values = np.clip(np.rint(matrix / scales[:, None]), -127, 127).astype(np.int8)
    return RowInt8(values, scales)


def largest_pair_sum(values: NDArray[np.int8]) -> int:
    """The largest |a| + |b| over neighbouring inputs 2i and 2i+1."""
    return int(_largest_pair(values.astype(np.float32)).max())


def _largest(matrix: Float32) -> Float32:
    return np.abs(matrix).max(axis=1)


def _largest_pair(matrix: Float32) -> Float32:
    padded = np.pad(np.abs(matrix), ((0, 0), (0, matrix.shape[1] % 2)))
    return (padded[:, 0::2] + padded[:, 1::2]).max(axis=1)


@dataclass(frozen=True)
class BlockInt4:
    """A matrix [outputs, inputs] as ONNX Runtime's MatMulNBits wants it: two weights a byte."""

    packed: NDArray[np.uint8]  # [outputs, blocks, block / 2]
    scales: Float32  # [outputs, blocks]


def quantize_blocks(matrix: Float32, block: int = FOUR_BIT_BLOCK) -> BlockInt4:
    """Symmetric 4 bits around 8, with one scale for each block of inputs."""
    outputs, inputs = matrix.shape
    blocks = matrix.reshape(outputs, inputs // block, block)
    # The extreme weight of a block becomes -8, so that all sixteen values are used.
    index = np.abs(blocks).argmax(axis=-1, keepdims=True)
    scales = (np.take_along_axis(blocks, index, axis=-1) / -8).astype(np.float32)
    divisor = np.where(scales == 0, np.float32(1), scales)
    values = (np.clip(np.rint(blocks / divisor), -8, 7) + 8).astype(np.uint8)
    packed = values[..., 0::2] | (values[..., 1::2] << 4)
    return BlockInt4(packed, scales[..., 0])
