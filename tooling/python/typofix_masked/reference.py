"""DistilBERT by the textbook, in float64 numpy: something to compare with. No masks, no padding."""

import math

import numpy as np
from numpy.typing import NDArray

from typofix_masked.config import NORM_EPSILON, MaskedConfig
from typofix_tooling.checkpoint import Checkpoint

Float64 = NDArray[np.float64]

_erf = np.vectorize(math.erf)


class MaskedReference:
    """Weights are named as Hugging Face names them."""

    def __init__(self, config: MaskedConfig, checkpoint: Checkpoint) -> None:
        self._config = config
        self._weights = {
            name: values.astype(np.float64) for name, values in checkpoint.tensors().items()
        }

    def log_probs(self, tokens: list[int]) -> Float64:
        """[tokens, vocabulary]: what stands at each place, given all places as they are."""
        weights = self._weights
        words = weights["distilbert.embeddings.word_embeddings.weight"]
        places = weights["distilbert.embeddings.position_embeddings.weight"]
        rows = self._norm(words[tokens] + places[: len(tokens)], "distilbert.embeddings.LayerNorm")
        for layer in range(self._config.layers):
            name = f"distilbert.transformer.layer.{layer}"
            mixed = rows + self._attention(rows, f"{name}.attention")
            rows = self._norm(mixed, f"{name}.sa_layer_norm")
            wide = _gelu(self._linear(rows, f"{name}.ffn.lin1"))
            mixed = rows + self._linear(wide, f"{name}.ffn.lin2")
            rows = self._norm(mixed, f"{name}.output_layer_norm")
        rows = self._norm(_gelu(self._linear(rows, "vocab_transform")), "vocab_layer_norm")
        head = weights.get("vocab_projector.weight", words)
        logits = rows @ head.T + weights["vocab_projector.bias"]
        logits -= logits.max(axis=1, keepdims=True)
        result: Float64 = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        return result

    def _linear(self, rows: Float64, name: str) -> Float64:
        result: Float64 = rows @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return result

    def _norm(self, rows: Float64, name: str) -> Float64:
        centred = rows - rows.mean(axis=1, keepdims=True)
        variance = np.square(centred).mean(axis=1, keepdims=True)
        normed = centred / np.sqrt(variance + NORM_EPSILON)
        result: Float64 = normed * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return result

    def _attention(self, rows: Float64, name: str) -> Float64:
        heads, dimension = self._config.heads, self._config.head_dimension
        query, key, value = (
            self._linear(rows, f"{name}.{part}_lin").reshape(len(rows), heads, dimension)
            for part in "qkv"
        )
        mixed = np.zeros_like(query)
        for head in range(heads):
            scores = query[:, head] @ key[:, head].T / math.sqrt(dimension)
            shares = np.exp(scores - scores.max(axis=1, keepdims=True))
            mixed[:, head] = shares / shares.sum(axis=1, keepdims=True) @ value[:, head]
        return self._linear(mixed.reshape(len(rows), -1), f"{name}.out_lin")


def _gelu(x: Float64) -> Float64:
    return x * 0.5 * (1 + _erf(x / math.sqrt(2)))
