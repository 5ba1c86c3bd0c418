"""The transformer's layers as operations of the Core ML model intermediate language (MIL).

Shapes: K rows of this call, S slots of the cache, H hidden size, NQ query heads, KV key/value
heads, G = NQ / KV, D head dimension. Rows travel as [1, channels, 1, K] (BC1S), the layout of the
Neural Engine, and each linear layer is a 1x1 convolution over it. Queries that share a key head
are stacked along the rows ([1, KV, G * K, D]), so that no key is copied.
"""

from dataclasses import dataclass

import numpy as np
from coremltools.converters.mil import Builder as mb  # noqa: N813 (as all of MIL calls it)
from coremltools.converters.mil.mil import Var

from typofix_coreml.contract import ProgramSizes
from typofix_coreml.weights import Float16, StoredWeights
from typofix_tooling.model_config import ModelConfig


@dataclass(frozen=True)
class CallInputs:
    """What each layer needs of a call."""

    cosines: Var  # [1, 1, K, D]
    sines: Var  # [1, 1, K, D], the first half negative
    mask: Var  # [1, 1, K, S]
    cache: "Cache"


class Cache:
    """The state [2 L, KV, S, D] while the program is built: rows K at `first_slot` are written.

    It is read once, and each update goes on from what the last one left: two reads would be merged
    into one (coremltools takes `read_state` for an operation without effects), and the second
    update would undo the first.
    """

    def __init__(self, state: Var, first_slot: Var, block: int) -> None:
        self._state = state
        self._first = first_slot  # int32 [1]
        self._end = mb.add(x=first_slot, y=np.int32(block))
        self._value = mb.read_state(input=state)

    def write(self, index: int, heads: Var) -> Var:
        """Writes [1, KV, K, D] to tensor `index`; returns all slots of it, [1, KV, S, D]."""
        _, key_value_heads, slots, dimension = self._value.shape
        begin = self._place(index, 0, self._first, 0)
        end = self._place(index + 1, key_value_heads, self._end, dimension)
        updated = mb.slice_update(x=self._value, update=heads, begin=begin, end=end)
        self._value = mb.coreml_update_state(state=self._state, value=updated)
        size = [1, key_value_heads, slots, dimension]
        return mb.slice_by_size(x=self._value, begin=[index, 0, 0, 0], size=size)

    @staticmethod
    def _place(tensor: int, head: int, slot: Var, channel: int) -> Var:
        return mb.concat(values=[np.int32([tensor, head]), slot, np.int32([channel])], axis=0)


class Layers:
    """Adds the layers of one model to the program under construction."""

    def __init__(self, config: ModelConfig, weights: StoredWeights, sizes: ProgramSizes) -> None:
        self._config = config
        self._weights = weights
        self._block = sizes.block
        self._slots = sizes.slots

    def run(self, rows: Var, call: CallInputs) -> Var:
        """Embedded rows [1, H, 1, K] -> rows for the head [1, H, 1, K], the last norm applied."""
        for layer in range(self._config.layers):
            prefix = f"model.layers.{layer}"
            normed = self._row_norm(rows, f"{prefix}.input_layernorm.weight")
            rows = mb.add(x=rows, y=self._attention(normed, layer, call))
            normed = self._row_norm(rows, f"{prefix}.post_attention_layernorm.weight")
            rows = mb.add(x=rows, y=self._feed_forward(normed, f"{prefix}.mlp"))
        return self._row_norm(rows, "model.norm.weight")

    def _row_norm(self, rows: Var, name: str) -> Var:
        """Root-mean-square norm over the channels of [1, H, 1, K]."""
        size = self._config.hidden_size
        return self._norm(rows, self._weights.vector(name, size), axis=1)

    def _norm(self, x: Var, scale: Float16, axis: int) -> Var:
        """RMSNorm as the layer norm of [x, -x], whose mean is zero by construction.

        The Neural Engine has a layer norm of its own; a mean of squares written out would
        overflow float16 from values of 256 on.
        """
        mirrored = mb.concat(values=[x, mb.mul(x=x, y=np.float16(-1))], axis=axis)
        normed = mb.layer_norm(
            x=mirrored,
            axes=[axis],
            gamma=np.concatenate([scale, np.zeros_like(scale)]),
            epsilon=np.float16(self._config.norm_epsilon),
        )
        return mb.slice_by_size(x=normed, begin=[0, 0, 0, 0], size=x.shape)

    def _linear(self, rows: Var, name: str, outputs: int, bias: bool) -> Var:
        """[1, inputs, 1, K] -> [1, outputs, 1, K]."""
        kernel = self._weights.kernel(f"{name}.weight", outputs, rows.shape[1])
        if not bias:
            return mb.conv(x=rows, weight=kernel, pad_type="valid")
        values = self._weights.vector(f"{name}.bias", outputs)
        return mb.conv(x=rows, weight=kernel, bias=values, pad_type="valid")

    def _feed_forward(self, rows: Var, name: str) -> Var:
        config = self._config
        wide, bias = config.feed_forward_size, config.feed_forward_bias
        gate = mb.silu(x=self._linear(rows, f"{name}.gate_proj", wide, bias))
        gated = mb.mul(x=gate, y=self._linear(rows, f"{name}.up_proj", wide, bias))
        return self._linear(gated, f"{name}.down_proj", config.hidden_size, bias)

    def _attention(self, rows: Var, layer: int, call: CallInputs) -> Var:
        config, name = self._config, f"model.layers.{layer}.self_attn"
        dimension = config.head_dimension
        query = self._rotate(self._heads(rows, f"{name}.q", config.query_heads), call)
        key = self._rotate(self._heads(rows, f"{name}.k", config.key_value_heads), call)
        value = self._heads(rows, f"{name}.v", config.key_value_heads)
        keys = call.cache.write(layer, key)
        values = call.cache.write(config.layers + layer, value)
        # scaled before the product: afterwards it could be too large for float16
        query = mb.mul(x=query, y=np.float16(dimension**-0.5))
        stacked = mb.reshape(x=query, shape=[1, config.key_value_heads, -1, dimension])
        scores = mb.matmul(x=stacked, y=keys, transpose_y=True)  # [1, KV, G * K, S]
        by_head = [1, config.query_heads, self._block, self._slots]
        shares = mb.softmax(x=mb.add(x=mb.reshape(x=scores, shape=by_head), y=call.mask), axis=-1)
        shares = mb.reshape(x=shares, shape=scores.shape)
        mixed = mb.matmul(x=shares, y=values)  # [1, KV, G * K, D]
        mixed = mb.reshape(x=mixed, shape=[1, config.query_heads, self._block, dimension])
        mixed = mb.transpose(x=mixed, perm=[0, 1, 3, 2])
        mixed = mb.reshape(x=mixed, shape=[1, config.query_size, 1, self._block])
        return self._linear(mixed, f"{name}.o_proj", config.hidden_size, config.output_bias)

    def _heads(self, rows: Var, name: str, heads: int) -> Var:
        """rows [1, H, 1, K] -> [1, heads, K, D], normed where the model does that."""
        config, dimension = self._config, self._config.head_dimension
        bias = config.query_key_value_bias
        joined = self._linear(rows, f"{name}_proj", heads * dimension, bias)
        split = mb.reshape(x=joined, shape=[1, heads, dimension, self._block])
        by_row = mb.transpose(x=split, perm=[0, 1, 3, 2])
        if not config.query_key_norm or name.endswith(".v"):
            return by_row
        return self._norm(by_row, self._weights.vector(f"{name}_norm.weight", dimension), axis=3)

    def _rotate(self, heads: Var, call: CallInputs) -> Var:
        """Turns channel i of each head [1, heads, K, D] with channel i + D/2."""
        half = self._config.head_dimension // 2
        size = [1, heads.shape[1], self._block, half]
        first = mb.slice_by_size(x=heads, begin=[0, 0, 0, 0], size=size)
        second = mb.slice_by_size(x=heads, begin=[0, 0, 0, half], size=size)
        swapped = mb.concat(values=[second, first], axis=3)
        kept = mb.mul(x=heads, y=call.cosines)
        return mb.add(x=kept, y=mb.mul(x=swapped, y=call.sines))
