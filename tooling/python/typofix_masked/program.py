"""A DistilBERT with its masked-language-model head as a Core ML program, Apple's way.

As in Apple's `ml-ane-transformers`: rows travel as [1, channels, 1, K] (BC1S), linear layers are
1x1 convolutions, attention is computed head by head with the keys transposed once. Nothing of
theirs is used; the program is built from the weights as `typofix_coreml.program` does it.
"""

import numpy as np
from coremltools.converters.mil import Builder as mb  # noqa: N813
from coremltools.converters.mil.mil import Program, Var, types

from typofix_coreml.contract import HIDDEN, TOKEN_IDS
from typofix_coreml.head import add_head
from typofix_coreml.program import TARGET
from typofix_coreml.weights import StoredWeights
from typofix_masked.config import NORM_EPSILON, MaskedConfig
from typofix_masked.contract import VISIBLE

# float16 knows nothing smaller; 1e-12 would be zero
_SMALLEST_EPSILON = 1e-7
# [1, K, 1, D] by [1, D, 1, K] and the like: the one form that Core ML has a kernel for
_PRODUCT = "abcd,adce->abce"


def build_masked_program(config: MaskedConfig, weights: StoredWeights, length: int) -> Program:
    """`token_ids` int32 [1, K], `visible` float16 [1, K, 1, 1] (1, or 0 for padding).

    The outputs are those of docs/coreml-program.md: `logits_0` and so on, `group_max`, `group_sum`.
    """

    @mb.program(
        input_specs=[
            mb.TensorSpec((1, length), dtype=types.int32),
            mb.TensorSpec((1, length, 1, 1), dtype=types.fp16),
        ],
        opset_version=TARGET,
    )
    def program(token_ids: Var, visible: Var) -> tuple[Var, ...]:
        hidden = mb.sub(x=np.float16(1), y=visible)
        mask = mb.mul(x=hidden, y=np.float16(HIDDEN))  # [1, K, 1, 1], added to the scores
        rows = _Encoder(config, weights, length).run(token_ids, mask)
        name = "distilbert.embeddings.word_embeddings.weight"
        if "vocab_projector.weight" in weights:
            name = "vocab_projector.weight"
        matrix = weights.matrix(name, config.vocabulary_size, config.hidden_size)
        bias = weights.vector("vocab_projector.bias", config.vocabulary_size)
        return add_head(weights, rows, matrix, bias)

    assert list(program.functions["main"].inputs) == [TOKEN_IDS, VISIBLE]
    return program


class _Encoder:
    """The layers and the transform before the head."""

    def __init__(self, config: MaskedConfig, weights: StoredWeights, length: int) -> None:
        self._config = config
        self._weights = weights
        self._length = length

    def run(self, token_ids: Var, mask: Var) -> Var:
        """-> [1, H, 1, K]"""
        hidden, wide = self._config.hidden_size, self._config.feed_forward_size
        rows = self._embedded(token_ids)
        for layer in range(self._config.layers):
            name = f"distilbert.transformer.layer.{layer}"
            mixed = mb.add(x=rows, y=self._attention(rows, mask, f"{name}.attention"))
            rows = self._norm(mixed, f"{name}.sa_layer_norm")
            gated = mb.gelu(x=self._linear(rows, f"{name}.ffn.lin1", wide), mode="EXACT")
            total = mb.add(x=rows, y=self._linear(gated, f"{name}.ffn.lin2", hidden))
            rows = self._norm(total, f"{name}.output_layer_norm")
        transformed = mb.gelu(x=self._linear(rows, "vocab_transform", hidden), mode="EXACT")
        return self._norm(transformed, "vocab_layer_norm")

    def _embedded(self, token_ids: Var) -> Var:
        """token_ids [1, K] -> [1, H, 1, K], normed. Row i is at position i."""
        config, prefix = self._config, "distilbert.embeddings"
        size = (config.vocabulary_size, config.hidden_size)
        words = self._weights.matrix(f"{prefix}.word_embeddings.weight", *size)
        places = self._weights.matrix(
            f"{prefix}.position_embeddings.weight", config.maximum_positions, config.hidden_size
        )[: self._length]
        rows = mb.gather(x=self._weights.table(words), indices=token_ids, axis=0)
        rows = mb.add(x=rows, y=places[None].astype(np.float16))
        by_channel = mb.expand_dims(x=mb.transpose(x=rows, perm=[0, 2, 1]), axes=[2])
        return self._norm(by_channel, f"{prefix}.LayerNorm")

    def _norm(self, rows: Var, name: str) -> Var:
        size = self._config.hidden_size
        return mb.layer_norm(
            x=rows,
            axes=[1],
            gamma=self._weights.vector(f"{name}.weight", size),
            beta=self._weights.vector(f"{name}.bias", size),
            epsilon=np.float16(max(NORM_EPSILON, _SMALLEST_EPSILON)),
        )

    def _linear(self, rows: Var, name: str, outputs: int) -> Var:
        kernel = self._weights.kernel(f"{name}.weight", outputs, rows.shape[1])
        bias = self._weights.vector(f"{name}.bias", outputs)
        return mb.conv(x=rows, weight=kernel, bias=bias, pad_type="valid")

    def _attention(self, rows: Var, mask: Var, name: str) -> Var:
        config = self._config
        hidden, dimension = config.hidden_size, config.head_dimension
        query, key, value = (self._linear(rows, f"{name}.{part}_lin", hidden) for part in "qkv")
        query = mb.mul(x=query, y=np.float16(dimension**-0.5))
        key = mb.transpose(x=key, perm=[0, 3, 2, 1])  # [1, K, 1, H]
        mixed = []
        for head in range(config.heads):
            first = head * dimension
            row_size = [1, dimension, 1, self._length]
            queries = mb.slice_by_size(x=query, begin=[0, first, 0, 0], size=row_size)
            keys = mb.slice_by_size(
                x=key, begin=[0, 0, 0, first], size=[1, self._length, 1, dimension]
            )
            values = mb.slice_by_size(x=value, begin=[0, first, 0, 0], size=row_size)
            # [1, keys, 1, queries]: the softmax runs over the channels
            scores = mb.einsum(values=[keys, queries], equation=_PRODUCT)
            shares = mb.softmax(x=mb.add(x=scores, y=mask), axis=1)
            mixed.append(mb.einsum(values=[values, shares], equation=_PRODUCT))
        joined = mb.concat(values=mixed, axis=1) if len(mixed) > 1 else mixed[0]
        return self._linear(joined, f"{name}.out_lin", hidden)
