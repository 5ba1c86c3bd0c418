"""An independent implementation of the supported models in float64 numpy.

It shares no code with the exporter beyond reading the model's files: it exists to be compared with.
It walks each node's path from the root on its own, so it knows nothing of masks or packing either.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.model_config import ModelConfig, read_config
from typofix_tooling.token_tree import TokenTree

Float64 = NDArray[np.float64]


class ReferenceModel:
    """Log-probabilities by the textbook. Weights are named as Hugging Face names them."""

    def __init__(self, config: ModelConfig, weights: Mapping[str, NDArray[np.float32]]) -> None:
        self._config = config
        self._weights = {name: value.astype(np.float64) for name, value in weights.items()}

    @classmethod
    def open(cls, model_dir: Path) -> "ReferenceModel":
        """Reads a Hugging Face folder, whole."""
        return cls(read_config(model_dir), Checkpoint.open(model_dir).tensors())

    def log_probs(self, tree: TokenTree) -> list[float | None]:
        """For each node, log P(its token | the path from the root to its parent); None for roots.

        Nodes with a parent of -1 have no path before them, hence no value.
        """
        following: dict[int, Float64] = {}
        result: list[float | None] = []
        for node, parent in enumerate(tree.parents):
            if parent < 0:
                result.append(None)
                continue
            if parent not in following:
                following[parent] = self._next_token(tree, parent)
            result.append(float(following[parent][tree.tokens[node]]))
        return result

    def next_tokens(self, tree: TokenTree) -> Float64:
        """[nodes, vocabulary]: log-probabilities of what follows each node."""
        return np.stack([self._next_token(tree, node) for node in range(len(tree))])

    def _next_token(self, tree: TokenTree, node: int) -> Float64:
        """[vocabulary]: log-probabilities of what follows a node."""
        path = []
        while node >= 0:
            path.append(node)
            node = tree.parents[node]
        path.reverse()
        return self.next_token([tree.tokens[i] for i in path], [tree.positions[i] for i in path])

    def next_token(self, tokens: list[int], positions: list[int]) -> Float64:
        """[vocabulary]: log-probabilities of what follows a plain sequence."""
        config, weights = self._config, self._weights
        hidden = weights["model.embed_tokens.weight"][tokens]
        for layer in range(config.layers):
            prefix = f"model.layers.{layer}"
            normed = self._norm(hidden, f"{prefix}.input_layernorm")
            hidden = hidden + self._attention(normed, f"{prefix}.self_attn", np.array(positions))
            normed = self._norm(hidden, f"{prefix}.post_attention_layernorm")
            hidden = hidden + self._feed_forward(normed, f"{prefix}.mlp")
        last = self._norm(hidden, "model.norm")[-1]
        head = "model.embed_tokens" if config.tied_embeddings else "lm_head"
        logits = weights[f"{head}.weight"] @ last
        logits -= logits.max()
        result: Float64 = logits - np.log(np.exp(logits).sum())
        return result

    def _norm(self, rows: Float64, name: str) -> Float64:
        mean_square = (rows**2).mean(axis=-1, keepdims=True)
        scale = self._weights[f"{name}.weight"]
        result: Float64 = rows / np.sqrt(mean_square + self._config.norm_epsilon) * scale
        return result

    def _linear(self, rows: Float64, name: str) -> Float64:
        result: Float64 = rows @ self._weights[f"{name}.weight"].T
        bias = self._weights.get(f"{name}.bias")
        return result if bias is None else result + bias

    def _feed_forward(self, rows: Float64, name: str) -> Float64:
        gate = self._linear(rows, f"{name}.gate_proj")
        gated = gate / (1 + np.exp(-gate)) * self._linear(rows, f"{name}.up_proj")
        return self._linear(gated, f"{name}.down_proj")

    def _attention(self, rows: Float64, name: str, positions: NDArray[np.int64]) -> Float64:
        config, length = self._config, len(rows)
        shape = (length, -1, config.head_dimension)
        query = self._linear(rows, f"{name}.q_proj").reshape(shape)
        key = self._linear(rows, f"{name}.k_proj").reshape(shape)
        value = self._linear(rows, f"{name}.v_proj").reshape(shape)
        if config.query_key_norm:
            query = self._norm(query, f"{name}.q_norm")
            key = self._norm(key, f"{name}.k_norm")
        query, key = self._rotate(query, positions), self._rotate(key, positions)
        mixed = np.zeros_like(query)
        for head in range(config.query_heads):
            shared = head * config.key_value_heads // config.query_heads
            for row in range(length):
                scores = key[: row + 1, shared] @ query[row, head] / config.head_dimension**0.5
                shares = np.exp(scores - scores.max())
                mixed[row, head] = shares / shares.sum() @ value[: row + 1, shared]
        return self._linear(mixed.reshape(length, -1), f"{name}.o_proj")

    def _rotate(self, heads: Float64, positions: NDArray[np.int64]) -> Float64:
        """Turns channel i of each head with channel i + D/2, by position times frequency i."""
        half = self._config.head_dimension // 2
        result = np.empty_like(heads)
        for channel in range(half):
            angles = positions * self._frequency(channel)
            cosine, sine = np.cos(angles)[:, None], np.sin(angles)[:, None]
            first, second = heads[..., channel], heads[..., channel + half]
            result[..., channel] = first * cosine - second * sine
            result[..., channel + half] = second * cosine + first * sine
        return result

    def _frequency(self, channel: int) -> float:
        config, scaling = self._config, self._config.rope_scaling
        frequency = config.rope_theta ** (-2 * channel / config.head_dimension)
        if scaling is None:
            return frequency
        wavelength = 2 * np.pi / frequency
        if wavelength < scaling.original_positions / scaling.high_frequency_factor:
            return frequency
        if wavelength > scaling.original_positions / scaling.low_frequency_factor:
            return frequency / scaling.factor
        smooth = (scaling.original_positions / wavelength - scaling.low_frequency_factor) / (
            scaling.high_frequency_factor - scaling.low_frequency_factor
        )
        return float((1 - smooth) * frequency / scaling.factor + smooth * frequency)
