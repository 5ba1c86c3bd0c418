"""What each operation of our programs computes, in numpy.

Tensors are float32 or int64 here. The interpreter rounds each result to the type that the program
gives it; the operations whose inner steps matter (softmax, norms) round those too, by `rounded`.
How the Neural Engine rounds inside is not published: products and sums are taken to be added up
in more than float16 and rounded once, exponentials and reciprocals to be rounded each.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Rounding = Callable[[Array], Array]

_erf = np.vectorize(math.erf, otypes=[np.float32])


@dataclass(frozen=True)
class Arguments:
    """The inputs of one operation by the names of the MIL specification; absent ones are None."""

    values: Mapping[str, Any]
    rounded: Rounding

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    def integers(self, name: str) -> list[int] | None:
        value = self.values.get(name)
        return None if value is None else [int(i) for i in np.atleast_1d(value)]

    def integer(self, name: str) -> int:
        return int(np.asarray(self.values[name]).item())

    def flag(self, name: str) -> bool:
        value = self.values.get(name)
        return value is not None and bool(np.asarray(value).item())


Operation = Callable[[Arguments], Array | tuple[Array, ...]]


def _elementwise(function: Callable[[Array, Array], Array]) -> Operation:
    return lambda a: function(a["x"], a["y"])


def _unary(function: Callable[[Array], Array]) -> Operation:
    return lambda a: function(a["x"])


def _reduced(function: Callable[..., Array]) -> Operation:
    def reduce(a: Arguments) -> Array:
        axes = a.integers("axes")
        axis = None if axes is None else tuple(axes)
        return function(a["x"], axis=axis, keepdims=a.flag("keep_dims"))

    return reduce


def _conv(a: Arguments) -> Array:
    """1x1 convolutions only: x [1, I, 1, K], weight [O, I, 1, 1] -> [1, O, 1, K]."""
    x, weight = a["x"], a["weight"]
    if (
        weight.shape[2:] != (1, 1)
        or x.shape[0] != 1
        or x.shape[2] != 1
        or a.integers("pad") != [0] * 4
    ):
        raise ValueError(f"weight {weight.shape} over {x.shape}: no 1x1 convolution of rows")
    product = weight[:, :, 0, 0] @ x[0, :, 0, :]
    if a["bias"] is not None:
        product = product + a["bias"][:, None]
    return product[None, :, None, :]


def _matmul(a: Arguments) -> Array:
    x = a["x"].swapaxes(-1, -2) if a.flag("transpose_x") else a["x"]
    y = a["y"].swapaxes(-1, -2) if a.flag("transpose_y") else a["y"]
    return x @ y


def _softmax(a: Arguments) -> Array:
    axis, rounded = a.integer("axis"), a.rounded
    shifted = rounded(a["x"] - a["x"].max(axis=axis, keepdims=True))
    shares = rounded(np.exp(shifted))
    total = rounded(shares.sum(axis=axis, keepdims=True))
    return shares / total


def _layer_norm(a: Arguments) -> Array:
    x, rounded = a["x"], a.rounded
    axes = tuple(axis % x.ndim for axis in a.integers("axes") or [])
    centred = rounded(x - rounded(x.mean(axis=axes, keepdims=True)))
    # the squares themselves may pass float16's range; the engine's own norm copes with that
    variance = np.square(centred).mean(axis=axes, keepdims=True) + a["epsilon"]
    result = rounded(centred * rounded(1 / np.sqrt(variance)))
    shape = [size if axis in axes else 1 for axis, size in enumerate(x.shape)]
    if a["gamma"] is not None:
        result = rounded(result * a["gamma"].reshape(shape))
    if a["beta"] is not None:
        result = result + a["beta"].reshape(shape)
    return result


def _silu(a: Arguments) -> Array:
    x = a["x"]
    return x * a.rounded(1 / (1 + np.exp(-x)))


def _gelu(a: Arguments) -> Array:
    if str(a["mode"]) != "EXACT":
        raise ValueError(f"mode {a['mode']} is not supported; expected EXACT")
    x = a["x"]
    return x * a.rounded(0.5 * (1 + _erf(x / np.sqrt(np.float32(2)))))


def _einsum(a: Arguments) -> Array:
    return np.einsum(str(a["equation"]), *a["values"], optimize=True)


def _gather(a: Arguments) -> Array:
    axis, indices = a.integer("axis"), a["indices"]
    if indices.min() < 0 or indices.max() >= a["x"].shape[axis]:
        raise ValueError(f"index {indices.min()} to {indices.max()} of {a['x'].shape[axis]}")
    return np.take(a["x"], indices, axis=axis)


def _expand_dims(a: Arguments) -> Array:
    return np.expand_dims(a["x"], tuple(a.integers("axes") or []))


def _squeeze(a: Arguments) -> Array:
    axes = a.integers("axes")
    return np.squeeze(a["x"], None if axes is None else tuple(axes))


def _concat(a: Arguments) -> Array:
    return np.concatenate([np.atleast_1d(v) for v in a["values"]], axis=a.integer("axis"))


def _reshape(a: Arguments) -> Array:
    return a["x"].reshape(a.integers("shape"))


def _slice_by_size(a: Arguments) -> Array:
    begin, size = a.integers("begin") or [], a.integers("size") or []
    ends = [b + s if s >= 0 else None for b, s in zip(begin, size, strict=True)]
    return a["x"][tuple(slice(b, e) for b, e in zip(begin, ends, strict=True))]


def _window(a: Arguments) -> tuple[slice, ...]:
    """What `begin`, `end`, `stride` and the masks select; refuses what would be cut off."""
    shape = a["x"].shape
    strides = a.integers("stride") or [1] * len(shape)
    none = [False] * len(shape)
    from_start, to_end = a["begin_mask"], a["end_mask"]
    from_start = none if from_start is None else from_start
    to_end = none if to_end is None else to_end
    if a["squeeze_mask"] is not None and any(a["squeeze_mask"]):
        raise ValueError("a squeeze_mask is not supported")
    window = []
    for axis, (begin, end) in enumerate(
        zip(a.integers("begin") or [], a.integers("end") or [], strict=True)
    ):
        first = 0 if from_start[axis] else begin
        last = shape[axis] if to_end[axis] else end
        if not 0 <= first <= last <= shape[axis]:
            raise ValueError(f"{first} to {last} of axis {axis}, which has {shape[axis]}")
        window.append(slice(first, last, strides[axis]))
    return tuple(window)


def _slice_by_index(a: Arguments) -> Array:
    return a["x"][_window(a)]


def _slice_update(a: Arguments) -> Array:
    result = a["x"].copy()
    window = _window(a)
    if result[window].shape != a["update"].shape:
        raise ValueError(f"an update of {a['update'].shape} for {result[window].shape}")
    result[window] = a["update"]
    return result


OPERATIONS: dict[str, Operation] = {
    "add": _elementwise(np.add),
    "sub": _elementwise(np.subtract),
    "mul": _elementwise(np.multiply),
    "real_div": _elementwise(np.divide),
    "greater_equal": _elementwise(np.greater_equal),
    "select": lambda a: np.where(a["cond"], a["a"], a["b"]),
    "exp": _unary(np.exp),
    "square": _unary(np.square),
    "rsqrt": lambda a: 1 / np.sqrt(a["x"] + a["epsilon"]),
    "identity": _unary(lambda x: x),
    "cast": _unary(lambda x: x),  # to the type of its result, as all results are
    "silu": _silu,
    "conv": _conv,
    "matmul": _matmul,
    "softmax": _softmax,
    "layer_norm": _layer_norm,
    "gelu": _gelu,
    "einsum": _einsum,
    "gather": _gather,
    "concat": _concat,
    "reshape": _reshape,
    "transpose": lambda a: a["x"].transpose(a.integers("perm")),
    "expand_dims": _expand_dims,
    "squeeze": _squeeze,
    "slice_by_size": _slice_by_size,
    "slice_by_index": _slice_by_index,
    "slice_update": _slice_update,
    "reduce_max": _reduced(np.max),
    "reduce_sum": _reduced(np.sum),
    "reduce_mean": _reduced(np.mean),
}
