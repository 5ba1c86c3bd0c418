"""From hidden rows to what leaves the program: logits by chunk, maxima and sums by group."""

import numpy as np
from coremltools.converters.mil import Builder as mb  # noqa: N813
from coremltools.converters.mil.mil import Var

from typofix_coreml.contract import (
    GROUP_MAX,
    GROUP_SUM,
    HIDDEN,
    LOGIT_GROUP,
    logit_chunks,
    logits_name,
)
from typofix_coreml.weights import Float16, StoredWeights
from typofix_tooling.checkpoint import Float32


def add_head(
    weights: StoredWeights, rows: Var, matrix: Float32, bias: Float16 | None = None
) -> tuple[Var, ...]:
    """rows [1, H, 1, K], matrix [V, H], bias [V] -> the outputs in docs/coreml-program.md."""
    logits, maxima, sums = [], [], []
    start = 0
    for chunk, size in enumerate(logit_chunks(len(matrix))):
        part = slice(start, start + size)
        offset = None if bias is None else bias[part]
        product = _logits(rows, weights, matrix[part], offset, size, logits_name(chunk))
        groups = mb.reshape(x=product, shape=[1, size // LOGIT_GROUP, LOGIT_GROUP, -1])
        largest = mb.reduce_max(x=groups, axes=[2], keep_dims=True)
        shares = mb.exp(x=mb.sub(x=groups, y=largest))
        logits.append(product)
        maxima.append(largest)
        sums.append(mb.reduce_sum(x=shares, axes=[2], keep_dims=True))
        start += size
    return *logits, _joined(maxima, GROUP_MAX), _joined(sums, GROUP_SUM)


def _logits(
    rows: Var,
    weights: StoredWeights,
    matrix: Float32,
    bias: Float16 | None,
    size: int,
    name: str,
) -> Var:
    """[1, size, 1, K]; tokens that the vocabulary lacks are as good as impossible."""
    missing = size - len(matrix)
    kernel = weights.table(np.pad(matrix, ((0, missing), (0, 0)))[:, :, None, None])
    if bias is None and not missing:
        return mb.conv(x=rows, weight=kernel, pad_type="valid", name=name)
    offset = np.zeros(len(matrix), np.float16) if bias is None else bias
    offset = np.pad(offset, (0, missing), constant_values=np.float16(HIDDEN))
    return mb.conv(x=rows, weight=kernel, bias=offset, pad_type="valid", name=name)


def _joined(parts: list[Var], name: str) -> Var:
    if len(parts) == 1:
        return mb.identity(x=parts[0], name=name)
    return mb.concat(values=parts, axis=1, name=name)
