"""What a GGUF file's names mean in Hugging Face's words: the configuration and each tensor."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from typofix_gguf.reader import GgufFile
from typofix_tooling.checkpoint import Float32
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import ModelConfig, parse_config
from typofix_tooling.rope import inverse_frequencies

ARCHITECTURES = {
    "llama": "LlamaForCausalLM",
    "qwen2": "Qwen2ForCausalLM",
    "qwen3": "Qwen3ForCausalLM",
}
_STRETCHING = "rope_freqs.weight"
_STRETCH_TOLERANCE = 1e-3


@dataclass(frozen=True)
class Tensor:
    """A tensor of the Hugging Face folder and the one of the GGUF file that it is made of.

    `rotary_heads` is how many heads' rows llama.cpp has reordered in it, 0 if none.
    """

    name: str
    source: str
    shape: tuple[int, ...]
    rotary_heads: int = 0

    def read(self, file: GgufFile) -> Float32:
        values = file.tensor(self.source)
        return original_order(values, self.rotary_heads) if self.rotary_heads else values


def original_order(rows: Float32, heads: int) -> Float32:
    """Puts the rows of queries or keys back: from [heads, D / 2, 2] to [heads, 2, D / 2].

    llama.cpp turns neighbouring channels by their positions, Hugging Face channels i and i + D/2
    (`LlamaModel.permute` in llama.cpp's convert_hf_to_gguf.py).
    """
    pairs = rows.reshape(heads, len(rows) // heads // 2, 2, *rows.shape[1:])
    return pairs.swapaxes(1, 2).reshape(rows.shape)


def read_config(file: GgufFile) -> dict[str, Any]:
    """The `config.json`; what would change the computation and is not built is refused."""
    kind = file.text("general.architecture")
    if kind not in ARCHITECTURES:
        known = ", ".join(ARCHITECTURES)
        raise ExportError(f"{file.path}: architecture '{kind}'; one of these can be read: {known}")
    heads = file.integer(f"{kind}.attention.head_count")
    hidden = file.integer(f"{kind}.embedding_length")
    if heads < 1 or hidden < heads:
        raise ExportError(f"{file.path}: {heads} heads share {hidden} channels")
    dimension = file.integer(f"{kind}.attention.key_length", hidden // heads)
    _refuse_unsupported(file, kind, dimension)
    config = {
        "architectures": [ARCHITECTURES[kind]],
        "model_type": kind,
        "vocab_size": next(iter(file.shape("token_embd.weight")), 0),
        "hidden_size": hidden,
        "intermediate_size": file.integer(f"{kind}.feed_forward_length"),
        "num_hidden_layers": file.integer(f"{kind}.block_count"),
        "num_attention_heads": heads,
        "num_key_value_heads": file.integer(f"{kind}.attention.head_count_kv", heads),
        "head_dim": dimension,
        "hidden_act": "silu",
        "rms_norm_eps": file.number(f"{kind}.attention.layer_norm_rms_epsilon"),
        "max_position_embeddings": file.integer(f"{kind}.context_length"),
        "tie_word_embeddings": "output.weight" not in file,
        "rope_theta": file.number(f"{kind}.rope.freq_base", 10000.0),
        "attention_bias": kind != "qwen2" and "blk.0.attn_q.bias" in file,
        "mlp_bias": "blk.0.ffn_gate.bias" in file,
    }
    try:
        parse_config(config)
    except ExportError as problem:
        raise ExportError(f"{file.path}: {problem}") from None
    if _STRETCHING in file:
        config["rope_scaling"] = _stretching(file, config)
    return config


def _refuse_unsupported(file: GgufFile, kind: str, dimension: int) -> None:
    for key, harmless in (
        (f"{kind}.expert_count", (0,)),
        (f"{kind}.attention.sliding_window", (0,)),
        (f"{kind}.rope.scaling.type", ("none",)),
        (f"{kind}.rope.dimension_count", (dimension,)),
        (f"{kind}.attention.value_length", (dimension,)),
    ):
        value = file.value(key)
        if value is not None and value not in harmless:
            raise ExportError(f"{file.path}: {key} {value} is not supported")


def _stretching(file: GgufFile, config: dict[str, Any]) -> dict[str, Any]:
    """The setting `llama3` behind the factors by which llama.cpp divides the frequencies.

    Every published model has the same bounds (Llama 3.1 to 3.3); the factor is the largest.
    """
    factors = file.tensor(_STRETCHING)
    scaling = {
        "rope_type": "llama3",
        "factor": float(factors.max()),
        "low_freq_factor": 1.0,
        "high_freq_factor": 4.0,
        "original_max_position_embeddings": 8192,
    }
    expected = inverse_frequencies(parse_config(config)) / inverse_frequencies(
        parse_config(config | {"rope_scaling": scaling})
    )
    if factors.shape != expected.shape or not np.allclose(
        factors, expected, rtol=_STRETCH_TOLERANCE
    ):
        raise ExportError(f"{file.path}: '{_STRETCHING}' stretches positions in an unknown way")
    return scaling


def tensors(file: GgufFile, config: ModelConfig) -> list[Tensor]:
    """Every tensor of the folder; the file must have each in its shape, and no other."""
    wanted = []
    for tensor in _expected(config):
        found = file.shape(tensor.source)
        if found != tensor.shape:
            raise ExportError(
                f"{file.path}: tensor '{tensor.source}' has shape {list(found)}; "
                f"expected {list(tensor.shape)}"
            )
        wanted.append(tensor)
    known = {tensor.source for tensor in wanted} | {_STRETCHING}
    for name in file:
        if name not in known:
            raise ExportError(f"{file.path}: tensor '{name}' is not known: it would be left out")
    return wanted


def _expected(config: ModelConfig) -> Iterator[Tensor]:
    """One after the other: a damaged file may claim any number of layers."""
    yield from _outer(config)
    for layer in range(config.layers):
        yield from _layer(config, layer)


def _outer(config: ModelConfig) -> list[Tensor]:
    table = (config.vocabulary_size, config.hidden_size)
    result = [
        Tensor("model.embed_tokens.weight", "token_embd.weight", table),
        Tensor("model.norm.weight", "output_norm.weight", (config.hidden_size,)),
    ]
    if not config.tied_embeddings:
        result.append(Tensor("lm_head.weight", "output.weight", table))
    return result


def _layer(config: ModelConfig, layer: int) -> list[Tensor]:
    hidden, wide = config.hidden_size, config.feed_forward_size
    queries, keys = config.query_size, config.key_value_size
    reordered = config.architecture == "LlamaForCausalLM"
    query_heads = config.query_heads if reordered else 0
    key_heads = config.key_value_heads if reordered else 0
    bias, wide_bias = config.query_key_value_bias, config.feed_forward_bias
    result = []

    def add(
        ours: str, theirs: str, shape: tuple[int, ...], bias: bool = False, heads: int = 0
    ) -> None:
        ours, theirs = f"model.layers.{layer}.{ours}", f"blk.{layer}.{theirs}"
        result.append(Tensor(f"{ours}.weight", f"{theirs}.weight", shape, heads))
        if bias:
            result.append(Tensor(f"{ours}.bias", f"{theirs}.bias", shape[:1], heads))

    add("input_layernorm", "attn_norm", (hidden,))
    add("self_attn.q_proj", "attn_q", (queries, hidden), bias, query_heads)
    add("self_attn.k_proj", "attn_k", (keys, hidden), bias, key_heads)
    add("self_attn.v_proj", "attn_v", (keys, hidden), bias)
    add("self_attn.o_proj", "attn_output", (hidden, queries), config.output_bias)
    if config.query_key_norm:
        add("self_attn.q_norm", "attn_q_norm", (config.head_dimension,))
        add("self_attn.k_norm", "attn_k_norm", (config.head_dimension,))
    add("post_attention_layernorm", "ffn_norm", (hidden,))
    add("mlp.gate_proj", "ffn_gate", (wide, hidden), wide_bias)
    add("mlp.up_proj", "ffn_up", (wide, hidden), wide_bias)
    add("mlp.down_proj", "ffn_down", (hidden, wide), wide_bias)
    return result
