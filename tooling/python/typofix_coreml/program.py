"""The whole program of a language model that scores blocks of rows, built from its weights.

It is written with the MIL builder rather than traced from PyTorch: what stands here is what the
package holds, a conversion needs no PyTorch, and it is the same each time.
"""

import coremltools as ct
import numpy as np
from coremltools.converters.mil import Builder as mb  # noqa: N813
from coremltools.converters.mil.mil import Program, Var, types

from typofix_coreml.contract import (
    CACHE,
    FIRST_SLOT,
    GROUP_MAX,
    GROUP_SUM,
    HIDDEN,
    LOGIT_GROUP,
    MASK,
    POSITION_IDS,
    TOKEN_IDS,
    ProgramSizes,
    logit_chunks,
    logits_name,
    positions_of,
)
from typofix_coreml.layers import Cache, CallInputs, Layers
from typofix_coreml.weights import StoredWeights
from typofix_tooling.checkpoint import Float32
from typofix_tooling.model_config import ModelConfig
from typofix_tooling.rope import tables

TARGET = ct.target.macOS15


def build_program(config: ModelConfig, weights: StoredWeights, sizes: ProgramSizes) -> Program:
    """Builds `main`; inputs, state and outputs are those of docs/coreml-program.md."""
    block, slots = sizes.block, sizes.slots
    cache_shape = (2 * config.layers, config.key_value_heads, slots, config.head_dimension)

    # The parameters' names become those of the inputs.
    @mb.program(
        input_specs=[
            mb.TensorSpec((1, block), dtype=types.int32),
            mb.TensorSpec((block,), dtype=types.int32),
            mb.TensorSpec((1,), dtype=types.int32),
            mb.TensorSpec((1, 1, block, slots), dtype=types.fp16),
            mb.StateTensorSpec(cache_shape, dtype=types.fp16),
        ],
        opset_version=TARGET,
    )
    def program(
        token_ids: Var, position_ids: Var, first_slot: Var, mask: Var, kv_cache: Var
    ) -> tuple[Var, ...]:
        cosines, sines = _rotary(config, position_ids)
        call = CallInputs(cosines, sines, mask, Cache(kv_cache, first_slot, block))
        rows = Layers(config, weights, sizes).run(_embedded(config, weights, token_ids), call)
        return _head(config, weights, rows)

    assert list(program.functions["main"].inputs) == [
        *(TOKEN_IDS, POSITION_IDS, FIRST_SLOT, MASK, CACHE)
    ]
    return program


def _rotary(config: ModelConfig, position_ids: Var) -> tuple[Var, Var]:
    """Cosines and signed sines of the rows' positions, each [1, 1, K, D]."""
    cosines, sines = tables(config, positions_of(config))  # [positions, D / 2]
    signed = np.concatenate([-sines, sines], axis=1)
    doubled = np.concatenate([cosines, cosines], axis=1)
    turned = []
    for table in (doubled, signed):  # always float16: eight bits would blur every position
        rows = mb.gather(x=table.astype(np.float16), indices=position_ids, axis=0)
        turned.append(mb.expand_dims(x=rows, axes=[0, 1]))
    return turned[0], turned[1]


def _embedded(config: ModelConfig, weights: StoredWeights, token_ids: Var) -> Var:
    """token_ids [1, K] -> [1, H, 1, K]."""
    size = (config.vocabulary_size, config.hidden_size)
    table = weights.matrix("model.embed_tokens.weight", *size)
    rows = mb.gather(x=weights.stored(table), indices=token_ids, axis=0)
    return mb.expand_dims(x=mb.transpose(x=rows, perm=[0, 2, 1]), axes=[2])


def _head(config: ModelConfig, weights: StoredWeights, rows: Var) -> tuple[Var, ...]:
    """rows [1, H, 1, K] -> logits by chunk, and the maxima and sums of their groups."""
    name = "model.embed_tokens.weight" if config.tied_embeddings else "lm_head.weight"
    matrix = weights.matrix(name, config.vocabulary_size, config.hidden_size)
    logits, maxima, sums = [], [], []
    start = 0
    for chunk, size in enumerate(logit_chunks(config.vocabulary_size)):
        product = _logits(rows, weights, matrix[start : start + size], size, logits_name(chunk))
        groups = mb.reshape(x=product, shape=[1, size // LOGIT_GROUP, LOGIT_GROUP, -1])
        largest = mb.reduce_max(x=groups, axes=[2], keep_dims=True)
        shares = mb.exp(x=mb.sub(x=groups, y=largest))
        logits.append(product)
        maxima.append(largest)
        sums.append(mb.reduce_sum(x=shares, axes=[2], keep_dims=True))
        start += size
    return *logits, _joined(maxima, GROUP_MAX), _joined(sums, GROUP_SUM)


def _logits(rows: Var, weights: StoredWeights, matrix: Float32, size: int, name: str) -> Var:
    """[1, size, 1, K]; tokens that the vocabulary lacks are as good as impossible."""
    missing = size - len(matrix)
    kernel = weights.stored(np.pad(matrix, ((0, missing), (0, 0)))[:, :, None, None])
    if not missing:
        return mb.conv(x=rows, weight=kernel, pad_type="valid", name=name)
    bias = np.where(np.arange(size) < len(matrix), 0, HIDDEN).astype(np.float16)
    return mb.conv(x=rows, weight=kernel, bias=bias, pad_type="valid", name=name)


def _joined(parts: list[Var], name: str) -> Var:
    if len(parts) == 1:
        return mb.identity(x=parts[0], name=name)
    return mb.concat(values=parts, axis=1, name=name)
