"""Recovers a Hugging Face folder from a bundle: for conversions when only the bundle is at hand.

typofix-tooling dequantize ../../models/tiny out/tiny

The weights are those that the bundle computes with: int8 times its scales. What the quantisation
took away does not come back. `int4` bundles are refused: their head and layers differ in kind.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper
from safetensors.numpy import save_file

from typofix_tooling import manifest
from typofix_tooling.bundle import MODEL, TOKENIZER
from typofix_tooling.checkpoint import Float32
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import parse_config
from typofix_tooling.rope import tables

_MATRICES = {
    "output": "self_attn.o_proj",
    "gate": "mlp.gate_proj",
    "up": "mlp.up_proj",
    "down": "mlp.down_proj",
}
_NORMS = {
    "attention_norm": "input_layernorm",
    "forward_norm": "post_attention_layernorm",
    "q_norm": "self_attn.q_norm",
    "k_norm": "self_attn.k_norm",
}
_TABLE_TOLERANCE = 1e-5


class _Graph:
    """The constants of a `model.onnx`, in the shapes that Hugging Face gives them."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._model = model
        self._constants = {
            tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer
        }

    def __contains__(self, name: str) -> bool:
        return name in self._constants

    def constant(self, name: str) -> NDArray[Any]:
        if name not in self._constants:
            raise ExportError(f"the graph holds no '{name}': no int8 or fp32 bundle of Typofix")
        return self._constants[name]

    def vector(self, name: str) -> Float32:
        return self.constant(name).astype(np.float32)

    def matrix(self, name: str) -> Float32:
        """[outputs, inputs]"""
        transposed = self.constant(name).astype(np.float32)
        if f"{name}_scales" not in self:
            return transposed.T
        if f"{name}_step" in self:
            return (transposed * self.vector(f"{name}_scales")).T
        # the graph divides the scales by the activations' 127
        return (transposed * (self.vector(f"{name}_scales") * np.float32(127))).T

    def embeddings(self) -> Float32:
        """[vocabulary, hidden]"""
        values = self.vector("embeddings")
        if "embeddings_scales" in self:
            values = values * self.vector("embeddings_scales")
        return values * self._channels()

    def final_norm(self) -> Float32:
        return self.vector("final_norm") / self._channels()

    def _channels(self) -> Float32:
        """What moves the size of channels out of the head; see `activations`."""
        name = "embedding_channels"
        return self.vector(name) if name in self else np.ones(1, np.float32)

    def refuse_rotated(self) -> None:
        if "final_rotation" in self:
            raise ExportError(
                "the bundle's weights are rotated: go on from the Hugging Face folder that it was "
                "made of (`import --keep`)"
            )

    def epsilon(self) -> float:
        for node in self._model.graph.node:
            for attribute in node.attribute:
                if attribute.name == "epsilon":
                    return float(np.float32(attribute.f))
        raise ExportError("the graph holds no norm")


def dequantize(bundle: Path, output: Path) -> None:
    """Writes `config.json`, `model.safetensors` and the tokenizer, if the bundle has one."""
    described = manifest.read(bundle)
    if described["quantization"] not in ("int8", "fp32"):
        raise ExportError(
            f"{bundle}: quantization {described['quantization']}; expected int8 or fp32"
        )
    graph = _Graph(onnx.load(str(bundle / MODEL)))
    graph.refuse_rotated()
    weights = _weights(graph, described)
    config = _config(graph, described, weights)
    if output.exists():
        raise ExportError(f"{output}: exists already")
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".dequantize-", dir=output.parent) as folder:
        partial = Path(folder) / "model"
        partial.mkdir()
        text = json.dumps(config, indent=2) + "\n"
        (partial / "config.json").write_text(text, encoding="utf-8")
        save_file(weights, partial / "model.safetensors", metadata={"format": "pt"})
        if (bundle / TOKENIZER).is_file():
            shutil.copyfile(bundle / TOKENIZER, partial / TOKENIZER)
        partial.rename(output)


def _weights(graph: _Graph, described: dict[str, Any]) -> dict[str, Float32]:
    weights = {
        "model.embed_tokens.weight": graph.embeddings(),
        "model.norm.weight": graph.final_norm(),
    }
    if "head" in graph:
        weights["lm_head.weight"] = graph.matrix("head")
    for layer in range(described["layers"]):
        prefix = f"model.layers.{layer}"
        weights |= _query_key_value(graph, layer, prefix, described)
        for ours, theirs in _MATRICES.items():
            weights[f"{prefix}.{theirs}.weight"] = graph.matrix(f"{ours}_{layer}")
            if f"{ours}_{layer}_bias" in graph:
                weights[f"{prefix}.{theirs}.bias"] = graph.vector(f"{ours}_{layer}_bias")
        for ours, theirs in _NORMS.items():
            if f"{ours}_{layer}" in graph:
                weights[f"{prefix}.{theirs}.weight"] = graph.vector(f"{ours}_{layer}")
    return {name: np.ascontiguousarray(value) for name, value in weights.items()}


def _query_key_value(
    graph: _Graph, layer: int, prefix: str, described: dict[str, Any]
) -> dict[str, Float32]:
    """The joined product, taken apart again."""
    name = f"query_key_value_{layer}"
    kinds = {"weight": graph.matrix(name)}
    if f"{name}_bias" in graph:
        kinds["bias"] = graph.vector(f"{name}_bias")
    shared = described["keyValueHeads"] * described["headDimension"]
    parts = {}
    for kind, joined in kinds.items():
        split = np.split(joined, [len(joined) - 2 * shared, len(joined) - shared])
        for part, values in zip("qkv", split, strict=True):
            parts[f"{prefix}.self_attn.{part}_proj.{kind}"] = values
    return parts


def _config(
    graph: _Graph, described: dict[str, Any], weights: dict[str, Float32]
) -> dict[str, Any]:
    """What `config.json` said, as far as the computation goes."""
    first = "model.layers.0"
    dimension = described["headDimension"]
    queries, hidden = weights[f"{first}.self_attn.q_proj.weight"].shape
    qwen2 = described["architecture"] == "Qwen2ForCausalLM"
    config = {
        "architectures": [described["architecture"]],
        "vocab_size": described["vocabularySize"],
        "hidden_size": hidden,
        "intermediate_size": len(weights[f"{first}.mlp.gate_proj.weight"]),
        "num_hidden_layers": described["layers"],
        "num_attention_heads": queries // dimension,
        "num_key_value_heads": described["keyValueHeads"],
        "head_dim": dimension,
        "hidden_act": "silu",
        "rms_norm_eps": graph.epsilon(),
        "max_position_embeddings": described["maximumPositions"],
        "tie_word_embeddings": "lm_head.weight" not in weights,
        "rope_theta": _rope_theta(graph.vector("rope_cosines"), dimension),
        "attention_bias": not qwen2 and f"{first}.self_attn.q_proj.bias" in weights,
        "mlp_bias": f"{first}.mlp.gate_proj.bias" in weights,
    }
    cosines, _ = tables(parse_config(config), described["maximumPositions"])
    if not np.allclose(cosines, graph.vector("rope_cosines"), atol=_TABLE_TOLERANCE):
        raise ExportError("the rotary positions are stretched: only plain ones can be recovered")
    return config


def _rope_theta(cosines: Float32, dimension: int) -> float:
    """From the slowest pair that a table [positions, D / 2] shows well: a whole number."""
    positions, pairs = cosines.shape
    for pair in reversed(range(1, pairs)):
        for position in range(1, positions):
            if cosines[position, pair] < 0.8:  # a quarter turn at most: arccos is sure there
                angle = float(np.arccos(np.float64(cosines[position, pair]))) / position
                return float(round(angle ** (-dimension / (2 * pair))))
    raise ExportError("the rotary positions cannot be recovered from so short a table")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="typofix-tooling dequantize",
        description="Recovers a Hugging Face folder from an int8 or fp32 bundle.",
    )
    parser.add_argument("bundle", type=Path)
    parser.add_argument("output", type=Path, help="a folder that does not exist yet")
    chosen = parser.parse_args(arguments)
    try:
        dequantize(chosen.bundle, chosen.output)
    except ExportError as problem:
        print(f"dequantize: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
