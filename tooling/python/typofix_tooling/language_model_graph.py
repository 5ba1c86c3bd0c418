"""The whole graph of a language model that scores token trees.

The caller guarantees R, N, Q >= 1 and a mask in which every row sees at least itself; P may be 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import onnx

from typofix_tooling.activations import EMBEDDING_CHANNELS, HEAD
from typofix_tooling.checkpoint import Float32, Tensors
from typofix_tooling.decoder import Decoder
from typofix_tooling.graph import GraphBuilder
from typofix_tooling.head import TOP_COUNT, add_reductions
from typofix_tooling.linear import LinearLayers
from typofix_tooling.model_config import ModelConfig
from typofix_tooling.quantization import RowInt8
from typofix_tooling.rotation import FINAL_ROTATION


@dataclass(frozen=True)
class GraphOptions:
    """How a graph is to be built: `quantization` of `linear.QUANTIZATIONS` and so on."""

    quantization: str
    int8_range: str
    maximum_positions: int
    limits: Mapping[str, float] = field(default_factory=dict)  # see `linear.LinearLayers`


@dataclass(frozen=True)
class _Embeddings:
    """The token embeddings in the graph, so that a tied head can use the same data."""

    constant: str
    weight: Float32  # [V, H]
    quantized: RowInt8 | None


def build_graph(config: ModelConfig, checkpoint: Tensors, options: GraphOptions) -> onnx.ModelProto:
    """Builds the model; inputs and outputs are described in this package's README."""
    graph = GraphBuilder()
    linear = LinearLayers(graph, options.quantization, options.int8_range, options.limits)
    _declare_inputs(graph, config)
    embeddings = _embeddings(graph, linear, config, checkpoint)
    decoder = Decoder(config, checkpoint, graph, linear, options.maximum_positions)
    embedded = _embedded(graph, embeddings)
    if EMBEDDING_CHANNELS in checkpoint:
        channels = checkpoint.tensor(EMBEDDING_CHANNELS, config.hidden_size)
        embedded = graph.node("Mul", embedded, graph.constant("embedding_channels", channels))
    branch, residual = decoder.run(embedded, "position_ids", "mask", "output_rows")
    norm = checkpoint.tensor("model.norm.weight", config.hidden_size)
    rows, _ = decoder.add_and_norm(branch, residual, "final_norm", norm)
    if FINAL_ROTATION in checkpoint:
        turn = checkpoint.tensor(FINAL_ROTATION, config.hidden_size, config.hidden_size)
        rows = graph.node("MatMul", rows, graph.constant("final_rotation", turn))
    logits = _logits(graph, linear, config, checkpoint, embeddings, rows)
    add_reductions(graph, logits, config.vocabulary_size)
    _declare_outputs(graph, config)
    return graph.build()


def _declare_inputs(graph: GraphBuilder, config: ModelConfig) -> None:
    graph.input("token_ids", np.int64, [1, "T"])
    graph.input("position_ids", np.int64, [1, "T"])
    graph.input("mask", np.float32, [1, 1, "T", "S"])
    heads, dimension = config.key_value_heads, config.head_dimension
    for layer in range(config.layers):
        for kind in ("key", "value"):
            graph.input(f"past_{kind}_{layer}", np.float32, [1, heads, "P", dimension])
    graph.input("output_rows", np.int64, ["R"])
    graph.input("target_rows", np.int64, ["N"])
    graph.input("target_tokens", np.int64, ["N"])
    graph.input("top_rows", np.int64, ["Q"])


def _declare_outputs(graph: GraphBuilder, config: ModelConfig) -> None:
    graph.output("target_log_probs", np.float32, ["N"])
    graph.output("top_log_probs", np.float32, ["Q", TOP_COUNT])
    graph.output("top_tokens", np.int64, ["Q", TOP_COUNT])
    heads, dimension = config.key_value_heads, config.head_dimension
    for layer in range(config.layers):
        for kind in ("key", "value"):
            graph.output(f"new_{kind}_{layer}", np.float32, [1, heads, "T", dimension])


def _embeddings(
    graph: GraphBuilder, linear: LinearLayers, config: ModelConfig, checkpoint: Tensors
) -> _Embeddings:
    shape = (config.vocabulary_size, config.hidden_size)
    weight = checkpoint.tensor("model.embed_tokens.weight", *shape)
    if not linear.quantized:
        return _Embeddings(graph.constant("embeddings", weight), weight, None)
    quantized = linear.quantize(weight)
    graph.constant("embeddings_scales", quantized.scales[:, None])
    return _Embeddings(graph.constant("embeddings", quantized.values), weight, quantized)


def _embedded(graph: GraphBuilder, embeddings: _Embeddings) -> str:
    """token_ids [1, T] -> [1, T, H]."""
    rows = graph.node("Gather", embeddings.constant, "token_ids")
    if embeddings.quantized is None:
        return rows
    scales = graph.node("Gather", "embeddings_scales", "token_ids")
    return graph.node("Mul", graph.node("Cast", rows, to=onnx.TensorProto.FLOAT), scales)


def _logits(
    graph: GraphBuilder,
    linear: LinearLayers,
    config: ModelConfig,
    checkpoint: Tensors,
    embeddings: _Embeddings,
    rows: str,
) -> str:
    """rows [1, R, H] -> [1, R, V]. The head is int8 in int4 models too.

    Four bits cost most accuracy here, and packed rows are quicker in int8.
    """
    if not config.tied_embeddings:
        shape = (config.vocabulary_size, config.hidden_size)
        weight = checkpoint.tensor("lm_head.weight", *shape)
        if linear.quantized:
            return linear.product_int8(rows, HEAD, linear.quantize(weight))
        return linear.product(rows, HEAD, weight)
    if embeddings.quantized is not None:
        return linear.product_int8(rows, HEAD, embeddings.quantized, embeddings.constant)
    transposed = graph.node("Transpose", embeddings.constant, perm=[1, 0])
    return graph.node("MatMul", rows, transposed)
