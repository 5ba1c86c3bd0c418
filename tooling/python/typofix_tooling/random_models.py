"""Small random models and random token trees, from a seed: something to be exact about."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from typofix_tooling.model_config import ModelConfig, parse_config
from typofix_tooling.token_tree import TokenTree

Weights = dict[str, NDArray[np.float32]]

VOCABULARY = 320

_COMMON = {
    "vocab_size": VOCABULARY,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 16,
    "hidden_act": "silu",
    "rms_norm_eps": 1e-6,
    "max_position_embeddings": 256,
}

# Between them they have each feature: tied and untied heads, biases, norms of queries and keys,
# head dimensions that do and don't follow from the hidden size, stretched rotary positions.
CONFIGS: dict[str, dict[str, Any]] = {
    "qwen3": _COMMON
    | {
        "architectures": ["Qwen3ForCausalLM"],
        "hidden_size": 32,
        "intermediate_size": 96,
        "rope_theta": 1000000.0,
        "tie_word_embeddings": True,
    },
    "qwen2": _COMMON
    | {
        "architectures": ["Qwen2ForCausalLM"],
        "hidden_size": 64,
        "intermediate_size": 96,
        "rope_theta": 10000.0,
        "tie_word_embeddings": False,
    },
    "llama": _COMMON
    | {
        "architectures": ["LlamaForCausalLM"],
        "hidden_size": 48,
        "intermediate_size": 80,
        "rope_theta": 500000.0,
        "rope_scaling": {
            "rope_type": "llama3",
            "factor": 8.0,
            "low_freq_factor": 1.0,
            "high_freq_factor": 4.0,
            "original_max_position_embeddings": 64,
        },
        "attention_bias": True,
        "mlp_bias": True,
        "tie_word_embeddings": True,
    },
}


def random_weights(config: ModelConfig, generator: np.random.Generator) -> Weights:
    """Weights large enough that attention and feed-forward matter to the result."""
    weights: Weights = {}

    def matrix(name: str, outputs: int, inputs: int, bias: bool = False) -> None:
        values = generator.standard_normal((outputs, inputs)) * 1.5 / inputs**0.5
        weights[f"{name}.weight"] = values.astype(np.float32)
        if bias:
            weights[f"{name}.bias"] = generator.normal(0, 0.3, outputs).astype(np.float32)

    def norm(name: str, size: int) -> None:
        weights[f"{name}.weight"] = generator.uniform(0.5, 1.5, size).astype(np.float32)

    hidden, wide = config.hidden_size, config.feed_forward_size
    matrix("model.embed_tokens", config.vocabulary_size, hidden)
    if not config.tied_embeddings:
        matrix("lm_head", config.vocabulary_size, hidden)
    norm("model.norm", hidden)
    for layer in range(config.layers):
        prefix = f"model.layers.{layer}"
        attention, feed_forward = f"{prefix}.self_attn", f"{prefix}.mlp"
        bias = config.query_key_value_bias
        matrix(f"{attention}.q_proj", config.query_size, hidden, bias)
        matrix(f"{attention}.k_proj", config.key_value_size, hidden, bias)
        matrix(f"{attention}.v_proj", config.key_value_size, hidden, bias)
        matrix(f"{attention}.o_proj", hidden, config.query_size, config.output_bias)
        matrix(f"{feed_forward}.gate_proj", wide, hidden, config.feed_forward_bias)
        matrix(f"{feed_forward}.up_proj", wide, hidden, config.feed_forward_bias)
        matrix(f"{feed_forward}.down_proj", hidden, wide, config.feed_forward_bias)
        norm(f"{prefix}.input_layernorm", hidden)
        norm(f"{prefix}.post_attention_layernorm", hidden)
        if config.query_key_norm:
            norm(f"{attention}.q_norm", config.head_dimension)
            norm(f"{attention}.k_norm", config.head_dimension)
    return weights


def write_model(folder: Path, name: str, seed: int) -> tuple[ModelConfig, Weights]:
    """Writes a Hugging Face folder of the named configuration."""
    raw = CONFIGS[name]
    config = parse_config(raw)
    weights = random_weights(config, np.random.default_rng(seed))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(raw, indent=1), encoding="utf-8")
    save_file(weights, folder / "model.safetensors")
    return config, weights


def random_tree(
    generator: np.random.Generator, prompt: int, branches: int, vocabulary: int = VOCABULARY
) -> TokenTree:
    """A prompt, a trunk whose positions restart as the prompt's do, and branches off the trunk."""
    tokens = generator.integers(0, vocabulary, 2 * prompt).tolist()
    positions = [*range(prompt), *range(prompt)]
    parents = list(range(-1, 2 * prompt - 1))
    for _ in range(branches):
        parent = int(generator.integers(prompt, 2 * prompt))
        for _ in range(int(generator.integers(1, 4))):
            tokens.append(int(generator.integers(0, vocabulary)))
            positions.append(positions[parent] + 1)
            parents.append(parent)
            # most branches are chains, some fork
            if generator.random() < 0.8:
                parent = len(parents) - 1
    return TokenTree(tokens, positions, parents)
