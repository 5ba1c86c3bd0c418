"""Small random models as GGUF files, written as llama.cpp's convert_hf_to_gguf.py writes them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter, TokenType
from gguf.quants import dequantize, quantize
from numpy.typing import NDArray
from tokenizers.pre_tokenizers import ByteLevel

from typofix_tooling.model_config import ModelConfig, parse_config
from typofix_tooling.random_models import CONFIGS, VOCABULARY, Weights, random_weights
from typofix_tooling.rope import inverse_frequencies

Kind = GGMLQuantizationType

# Every inner dimension is a multiple of a block's 32 weights.
MODELS: dict[str, dict[str, Any]] = CONFIGS | {
    "llama": CONFIGS["llama"]
    | {
        "hidden_size": 64,
        "intermediate_size": 96,
        "rope_scaling": CONFIGS["llama"]["rope_scaling"]
        | {"original_max_position_embeddings": 8192},
    }
}
MERGES = ["t h", "Ġ th", "Ġth e", "i n", "e r", "Ġ a"]
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
OUTER = {
    "model.embed_tokens": "token_embd",
    "model.norm": "output_norm",
    "lm_head": "output",
}
INNER = {
    "input_layernorm": "attn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm",
    "post_attention_layernorm": "ffn_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}


@dataclass
class RandomGguf:
    """What is to be written; a test may damage it first. Weights have Hugging Face's names."""

    raw: dict[str, Any]
    config: ModelConfig
    weights: Weights
    architecture: str
    metadata: dict[str, Any] = field(default_factory=dict)
    tensors: dict[str, tuple[NDArray[Any], Kind]] = field(default_factory=dict)

    def write(self, path: Path) -> Path:
        writer = GGUFWriter(path, self.architecture)
        for key, value in self.metadata.items():
            _adding(writer, value)(key, value)
        for name, (values, kind) in self.tensors.items():
            writer.add_tensor(name, values, raw_dtype=kind)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        return path

    def expected(self, kind: Kind) -> Weights:
        """The weights after rounding to a type; what has one dimension stays as it is."""
        return {
            name: dequantize(quantize(values, kind), kind) if values.ndim == 2 else values
            for name, values in self.weights.items()
        }


def random_gguf(name: str, kind: Kind = Kind.F32, seed: int = 20) -> RandomGguf:
    raw = MODELS[name]
    config = parse_config(raw)
    weights = random_weights(config, np.random.default_rng(seed))
    model = RandomGguf(raw, config, weights, name)
    model.metadata = _description(name, raw, config) | vocabulary()
    for ours, values in weights.items():
        reordered = _as_llama_cpp_has_it(ours, values, config)
        stored = kind if values.ndim == 2 else Kind.F32
        model.tensors[_named(ours)] = (quantize(reordered, stored), stored)
    if config.rope_scaling is not None:
        plain = parse_config(raw | {"rope_scaling": None})
        factors = inverse_frequencies(plain) / inverse_frequencies(config)
        model.tensors["rope_freqs.weight"] = (factors.astype(np.float32), Kind.F32)
    return model


def vocabulary() -> dict[str, Any]:
    """Special tokens, all bytes, some merges, and unused numbers up to the model's size."""
    letters = sorted(ByteLevel.alphabet())
    tokens = SPECIAL + letters + [merge.replace(" ", "") for merge in MERGES]
    types = [TokenType.CONTROL] * len(SPECIAL) + [TokenType.NORMAL] * (len(tokens) - len(SPECIAL))
    tokens.append("<think>")
    types.append(TokenType.USER_DEFINED)
    while len(tokens) < VOCABULARY:
        tokens.append(f"[PAD{len(tokens)}]")
        types.append(TokenType.UNUSED)
    return {
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": "smollm",
        "tokenizer.ggml.tokens": tokens,
        "tokenizer.ggml.token_type": [int(kind) for kind in types],
        "tokenizer.ggml.merges": MERGES,
        "tokenizer.ggml.bos_token_id": 1,
        "tokenizer.ggml.eos_token_id": 2,
        "tokenizer.chat_template": "{{ messages }}",
    }


def _description(name: str, raw: dict[str, Any], config: ModelConfig) -> dict[str, Any]:
    values = {
        "block_count": config.layers,
        "context_length": config.maximum_positions,
        "embedding_length": config.hidden_size,
        "feed_forward_length": config.feed_forward_size,
        "attention.head_count": config.query_heads,
        "attention.head_count_kv": config.key_value_heads,
        "attention.layer_norm_rms_epsilon": config.norm_epsilon,
        "attention.key_length": config.head_dimension,
        "attention.value_length": config.head_dimension,
        "rope.freq_base": config.rope_theta,
        "rope.dimension_count": config.head_dimension,
    }
    return {"general.license": "apache-2.0"} | {f"{name}.{key}": v for key, v in values.items()}


def _named(ours: str) -> str:
    stem, _, ending = ours.rpartition(".")
    if stem in OUTER:
        return f"{OUTER[stem]}.{ending}"
    _, _, layer, inner = stem.split(".", 3)
    return f"blk.{layer}.{INNER[inner]}.{ending}"


def _as_llama_cpp_has_it(
    name: str, values: NDArray[np.float32], config: ModelConfig
) -> NDArray[np.float32]:
    if config.architecture != "LlamaForCausalLM":
        return values
    for part, heads in (("q_proj", config.query_heads), ("k_proj", config.key_value_heads)):
        if f".{part}." in name:
            return interleaved(values, heads)
    return values


def interleaved(rows: NDArray[np.float32], heads: int) -> NDArray[np.float32]:
    """Row 2 i + j of a head is row j D / 2 + i of Hugging Face's."""
    result = np.empty_like(rows)
    dimension = len(rows) // heads
    for head in range(heads):
        for i in range(dimension // 2):
            for j in range(2):
                start = head * dimension
                result[start + 2 * i + j] = rows[start + j * dimension // 2 + i]
    return result


def _adding(writer: GGUFWriter, value: Any) -> Callable[[str, Any], None]:
    if isinstance(value, bool):
        return writer.add_bool
    if isinstance(value, list):
        return writer.add_array
    adding = {int: writer.add_uint32, float: writer.add_float32, str: writer.add_string}
    return adding[type(value)]
