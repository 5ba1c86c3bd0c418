"""Weights as the program stores them: float16, int8 or palettes of 256 values, checked on the way.

Written out here rather than by `coremltools.optimize`: that divides rows of zeros by zero, and
needs scikit-learn for palettes.
"""

import numpy as np
from coremltools.converters.mil import Builder as mb  # noqa: N813 (as all of MIL calls it)
from coremltools.converters.mil.mil import Var
from numpy.typing import NDArray

from typofix_tooling.checkpoint import Checkpoint, Float32
from typofix_tooling.errors import ExportError
from typofix_tooling.quantization import quantize_rows

Float16 = NDArray[np.float16]

WEIGHTS = ("fp16", "int8", "int8-mixed", "palette8")

# What int8-mixed leaves in float16, beside embeddings and head: of all the layers' matrices these
# cost the embedded model most in eight bits; see docs/coreml-program.md.
_SENSITIVE = ("v_proj.weight", "o_proj.weight", "v_lin.weight", "out_lin.weight")

_LARGEST = float(np.finfo(np.float16).max)
_PALETTE = 256
_ROUNDS = 25
_AT_ONCE = 1 << 24


class StoredWeights:
    """The tensors of a checkpoint as constants; values that float16 cannot hold are refused."""

    def __init__(self, checkpoint: Checkpoint, storage: str) -> None:
        if storage not in WEIGHTS:
            raise ExportError(f"weights '{storage}'; expected one of {', '.join(WEIGHTS)}")
        self._checkpoint = checkpoint
        self._storage = storage

    def __contains__(self, name: str) -> bool:
        return name in self._checkpoint

    def vector(self, name: str, size: int) -> Float16:
        """[size], always float16: norms and biases are small and matter."""
        return self._checked(name, size).astype(np.float16)

    def matrix(self, name: str, outputs: int, inputs: int) -> Float32:
        """[outputs, inputs], not yet stored."""
        return self._checked(name, outputs, inputs)

    def kernel(self, name: str, outputs: int, inputs: int) -> Var:
        """[outputs, inputs, 1, 1]: a matrix as the kernel of a 1x1 convolution."""
        values = self.matrix(name, outputs, inputs)[:, :, None, None]
        if self._storage == "int8-mixed" and name.endswith(_SENSITIVE):
            return mb.const(val=values.astype(np.float16))
        return self.stored(values)

    def table(self, values: Float32) -> Var:
        """As `stored`, for embeddings and head, which a mixed storage leaves alone."""
        if self._storage == "int8-mixed":
            return mb.const(val=values.astype(np.float16))
        return self.stored(values)

    def stored(self, values: Float32) -> Var:
        """A constant of this shape, in the storage that was asked for; `values` [outputs, ...]."""
        if self._storage.startswith("int8"):
            rows = quantize_rows(values.reshape(len(values), -1), "full")
            scales = rows.scales.astype(np.float16).reshape(-1, *[1] * (values.ndim - 1))
            return mb.constexpr_blockwise_shift_scale(
                data=rows.values.reshape(values.shape), scale=scales
            )
        if self._storage == "palette8":
            palette, indices = palettized(values.astype(np.float16))
            table = palette.reshape(*[1] * values.ndim, _PALETTE, 1)
            return mb.constexpr_lut_to_dense(indices=indices, lut=table)
        return mb.const(val=values.astype(np.float16))

    def _checked(self, name: str, *shape: int) -> Float32:
        values = self._checkpoint.tensor(name, *shape)
        largest = float(np.abs(values).max())
        if largest > _LARGEST:
            raise ExportError(f"tensor '{name}' reaches {largest:g}; float16 ends at {_LARGEST:g}")
        return values


def palettized(values: Float16) -> tuple[Float16, NDArray[np.uint8]]:
    """The 256 values that stand for all others with the least squares, and each one's index.

    k-means in one dimension, over the distinct values: of float16 there are at most 65,536,
    however large the matrix.
    """
    patterns = np.ascontiguousarray(values).view(np.uint16).reshape(-1)
    counts = np.zeros(1 << 16, np.int64)
    for start in range(0, patterns.size, _AT_ONCE):  # bincount widens what it counts
        counts += np.bincount(patterns[start : start + _AT_ONCE], minlength=counts.size)
    used = np.flatnonzero(counts).astype(np.uint16)
    numbers = used.view(np.float16).astype(np.float64)
    order = np.argsort(numbers)
    palette = _palette(numbers[order], counts[used[order]])
    index_of = np.zeros(counts.size, np.uint8)
    index_of[used] = _nearest(palette.astype(np.float64), numbers)
    return palette, index_of[patterns].reshape(values.shape)


def _palette(numbers: NDArray[np.float64], counts: NDArray[np.int64]) -> Float16:
    """256 ascending centres of ascending numbers, each of which stands for `counts` weights."""
    if len(numbers) <= _PALETTE:
        return np.pad(numbers, (0, _PALETTE - len(numbers)), mode="edge").astype(np.float16)
    centres = _initial_centres(numbers, counts)
    for _ in range(_ROUNDS):
        nearest = _nearest(centres, numbers)
        weight = np.bincount(nearest, counts, _PALETTE)
        total = np.bincount(nearest, counts * numbers, _PALETTE)
        centres = np.sort(np.where(weight > 0, total / np.maximum(weight, 1), centres))
    return centres.astype(np.float16)


def _initial_centres(numbers: NDArray[np.float64], counts: NDArray[np.int64]) -> NDArray:
    """Half of them by count, half evenly over the range, so that rare large weights have some."""
    share = (np.cumsum(counts) - counts / 2) / counts.sum()
    by_count = np.interp((np.arange(_PALETTE // 2) + 0.5) / (_PALETTE // 2), share, numbers)
    evenly = np.linspace(numbers[0], numbers[-1], _PALETTE - _PALETTE // 2)
    return np.sort(np.concatenate([by_count, evenly]))


def _nearest(centres: NDArray[np.float64], numbers: NDArray[np.float64]) -> NDArray[np.int64]:
    """The index of the centre next to each number; `centres` ascend."""
    return np.searchsorted((centres[1:] + centres[:-1]) / 2, numbers)
