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
    MASK,
    POSITION_IDS,
    TOKEN_IDS,
    ProgramSizes,
    positions_of,
)
from typofix_coreml.head import add_head
from typofix_coreml.layers import Cache, CallInputs, Layers
from typofix_coreml.weights import StoredWeights
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
    rows = mb.gather(x=weights.table(table), indices=token_ids, axis=0)
    return mb.expand_dims(x=mb.transpose(x=rows, perm=[0, 2, 1]), axes=[2])


def _head(config: ModelConfig, weights: StoredWeights, rows: Var) -> tuple[Var, ...]:
    name = "model.embed_tokens.weight" if config.tied_embeddings else "lm_head.weight"
    matrix = weights.matrix(name, config.vocabulary_size, config.hidden_size)
    return add_head(weights, rows, matrix)
