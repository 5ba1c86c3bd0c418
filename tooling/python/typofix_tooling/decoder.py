"""The transformer's layers as ONNX nodes.

Shapes: T rows in this call, P rows of past, S = P + T, R wanted rows, H hidden size, NQ query
heads, KV key/value heads, D head dimension. Queries that share a key head are stacked along the
rows ([1, KV, NQ/KV * T, D]), so that no key is copied.
"""

import numpy as np

from typofix_tooling.checkpoint import Float32, Tensors
from typofix_tooling.graph import MICROSOFT, GraphBuilder
from typofix_tooling.linear import LinearLayers
from typofix_tooling.model_config import ModelConfig
from typofix_tooling.rope import tables


class Decoder:
    """Adds the layers of one model to a graph."""

    def __init__(
        self,
        config: ModelConfig,
        checkpoint: Tensors,
        graph: GraphBuilder,
        linear: LinearLayers,
        maximum_positions: int,
    ) -> None:
        self._config = config
        self._checkpoint = checkpoint
        self._graph = graph
        self._linear = linear
        cosines, sines = tables(config, maximum_positions)
        self._cosines = graph.constant("rope_cosines", cosines)
        self._sines = graph.constant("rope_sines", sines)

    def run(self, embedded: str, position_ids: str, mask: str, output_rows: str) -> tuple[str, str]:
        """embedded [1, T, H] -> the last layer's feed-forward output and residual, [1, R, H] each.

        The last layer's attention reads all rows, but only the wanted ones go on from there.
        """
        config, graph = self._config, self._graph
        stacked_mask = self._stack(mask)
        residual, branch = embedded, None
        for layer in range(config.layers):
            norm = self._weight(layer, "input_layernorm.weight", config.hidden_size)
            rows, residual = self.add_and_norm(branch, residual, f"attention_norm_{layer}", norm)
            query, key, value = self._query_key_value(layer, rows, position_ids)
            if layer == config.layers - 1:
                query = graph.node("Gather", query, output_rows, axis=2)
                residual = graph.node("Gather", residual, output_rows, axis=1)
                stacked_mask = self._stack(graph.node("Gather", mask, output_rows, axis=2))
            attended = self._attention(layer, query, key, value, stacked_mask)
            branch = self._output(layer, attended)
            norm = self._weight(layer, "post_attention_layernorm.weight", config.hidden_size)
            rows, residual = self.add_and_norm(branch, residual, f"forward_norm_{layer}", norm)
            branch = self._feed_forward(layer, rows)
        assert branch is not None
        return branch, residual

    def add_and_norm(
        self, branch: str | None, residual: str, name: str, weight: Float32
    ) -> tuple[str, str]:
        """Adds the branch to the residual stream; returns the normalised sum and the sum."""
        graph, epsilon = self._graph, self._config.norm_epsilon
        scale = graph.constant(name, weight)
        if branch is None:
            return self._norm(residual, scale), residual
        normed, total = f"{name}_rows", f"{name}_sum"
        graph.nodes(
            "SkipSimplifiedLayerNormalization",
            branch,
            residual,
            scale,
            names=[normed, "", "", total],
            domain=MICROSOFT,
            epsilon=epsilon,
        )
        return normed, total

    def _norm(self, rows: str, scale: str) -> str:
        epsilon = self._config.norm_epsilon
        return self._graph.node(
            "SimplifiedLayerNormalization", rows, scale, axis=-1, epsilon=epsilon
        )

    def _stack(self, mask: str) -> str:
        """mask [1, 1, rows, S] -> [1, 1, NQ/KV * rows, S]."""
        copies = self._config.queries_per_key
        if copies == 1:
            return mask
        return self._graph.node("Concat", *[mask] * copies, axis=2)

    def _query_key_value(self, layer: int, rows: str, position_ids: str) -> tuple[str, str, str]:
        """rows [1, T, H] -> query [1, NQ, T, D], key and value [1, KV, T, D]; positions applied."""
        config, graph = self._config, self._graph
        heads = config.query_heads + 2 * config.key_value_heads
        joined = self._query_key_value_product(layer, rows)
        by_head = graph.node("Reshape", joined, graph.ints(1, -1, heads, config.head_dimension))
        by_head = graph.node("Transpose", by_head, perm=[0, 2, 1, 3])
        sizes = graph.ints(config.query_heads, config.key_value_heads, config.key_value_heads)
        value = f"new_value_{layer}"
        query, key, value = graph.nodes(
            "Split",
            by_head,
            sizes,
            names=[f"query_{layer}", f"key_{layer}", value],
            axis=1,
        )
        if config.query_key_norm:
            query = self._head_norm(layer, query, "q_norm")
            key = self._head_norm(layer, key, "k_norm")
        query = self._rotate(query, position_ids, f"rotated_query_{layer}")
        key = self._rotate(key, position_ids, f"new_key_{layer}")
        return query, key, value

    def _head_norm(self, layer: int, heads: str, norm: str) -> str:
        dimension = self._config.head_dimension
        weight = self._weight(layer, f"self_attn.{norm}.weight", dimension)
        return self._norm(heads, self._graph.constant(f"{norm}_{layer}", weight))

    def _rotate(self, heads: str, position_ids: str, name: str) -> str:
        return self._graph.node(
            "RotaryEmbedding",
            heads,
            position_ids,
            self._cosines,
            self._sines,
            name=name,
            domain=MICROSOFT,
        )

    def _attention(self, layer: int, query: str, key: str, value: str, mask: str) -> str:
        """-> [1, rows of query, NQ * D]."""
        config, graph = self._config, self._graph
        dimension = config.head_dimension
        keys = graph.node("Concat", f"past_key_{layer}", key, axis=2)
        values = graph.node("Concat", f"past_value_{layer}", value, axis=2)
        stacked = graph.node("Reshape", query, graph.ints(1, config.key_value_heads, -1, dimension))
        scores = graph.node(
            "FusedMatMul",
            stacked,
            keys,
            domain=MICROSOFT,
            transB=1,
            alpha=float(np.float32(dimension**-0.5)),
        )
        shares = graph.node("Softmax", graph.node("Add", scores, mask), axis=-1)
        mixed = graph.node("MatMul", shares, values)
        by_head = graph.node("Reshape", mixed, graph.ints(1, config.query_heads, -1, dimension))
        by_row = graph.node("Transpose", by_head, perm=[0, 2, 1, 3])
        return graph.node("Reshape", by_row, graph.ints(1, -1, config.query_size))

    def _output(self, layer: int, attended: str) -> str:
        config = self._config
        weight = self._weight(
            layer, "self_attn.o_proj.weight", config.hidden_size, config.query_size
        )
        bias = None
        if config.output_bias:
            bias = self._weight(layer, "self_attn.o_proj.bias", config.hidden_size)
        return self._linear.product(attended, f"output_{layer}", weight, bias)

    def _feed_forward(self, layer: int, rows: str) -> str:
        config, graph = self._config, self._graph
        narrow, wide = config.hidden_size, config.feed_forward_size
        # Two products are quicker than a joined one whose result must be split (by 2 % of a call).
        gate = self._feed_forward_product(layer, "gate", rows, wide, narrow)
        up = self._feed_forward_product(layer, "up", rows, wide, narrow)
        gated = graph.node("QuickGelu", gate, domain=MICROSOFT, alpha=1.0)  # x * sigmoid(x)
        return self._feed_forward_product(layer, "down", graph.node("Mul", gated, up), narrow, wide)

    def _feed_forward_product(
        self, layer: int, part: str, rows: str, outputs: int, inputs: int
    ) -> str:
        weight = self._weight(layer, f"mlp.{part}_proj.weight", outputs, inputs)
        bias = None
        if self._config.feed_forward_bias:
            bias = self._weight(layer, f"mlp.{part}_proj.bias", outputs)
        return self._linear.product(rows, f"{part}_{layer}", weight, bias)

    def _query_key_value_product(self, layer: int, rows: str) -> str:
        """rows [1, T, H] -> [1, T, (NQ + 2 KV) * D] in one product."""
        config = self._config
        outputs = {
            "q_proj": config.query_size,
            "k_proj": config.key_value_size,
            "v_proj": config.key_value_size,
        }
        weight = np.concatenate(
            [
                self._weight(layer, f"self_attn.{part}.weight", size, config.hidden_size)
                for part, size in outputs.items()
            ]
        )
        bias = None
        if config.query_key_value_bias:
            bias = np.concatenate(
                [
                    self._weight(layer, f"self_attn.{part}.bias", size)
                    for part, size in outputs.items()
                ]
            )
        return self._linear.product(rows, f"query_key_value_{layer}", weight, bias)

    def _weight(self, layer: int, name: str, *shape: int) -> Float32:
        return self._checkpoint.tensor(f"model.layers.{layer}.{name}", *shape)
