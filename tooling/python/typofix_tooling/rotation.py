"""Exact changes of a model's weights after which eight-bit activations lose less.

A pretrained model keeps a few hidden channels that are many times as large as the others. They
set a row's scale, and the rest is rounded away. Two changes that leave the computed function as it
is spread them out:

- *Rotation* (QuaRot, arXiv:2404.00456): the hidden state x is kept as xR with an orthogonal R, each
  head's values as vQ. RMS norms commute with R once their scales are in the products behind them.
- *Smoothing* (SmoothQuant, arXiv:2211.10438): an inner channel of the feed-forward is divided by
  a number at `up_proj`, and multiplied by it at `down_proj`.

The last norm's scale stands before the head. Where the head is the embeddings' matrix, it cannot
hold that scale as well; a small product before it does: `FINAL_ROTATION`.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from typofix_tooling.checkpoint import Float32, Weights
from typofix_tooling.model_config import ModelConfig
from typofix_tooling.reference import ReferenceModel

FINAL_ROTATION = "final_rotation.weight"  # [hidden, hidden], rows of the last norm to the head's

# Text to see the inner channels' sizes on; any would do.
SAMPLE = (
    "The release notes say that the cache is written when the server stops, which isn't true: if "
    "the disk is full, nothing is written and the old file stays.",
    "I have recieved your letter of March 3rd, and I'd like to thank you for it. Their house, "
    "which we visited two years ago, is bigger then ours.",
    "// Returns the number of rows, or -1 if the table does not exist. Callers must hold the lock.",
    "Add a test for empty input (see #412) and fix teh typo in README.md.",
)
_SEED = 20
# Between moving all of a channel's size into the weights (1) and none (0); EXPERIMENTS.md.
_SMOOTHING = 0.5
_SMALLEST = 1e-5

Float64 = NDArray[np.float64]


class RotatedWeights(Weights):
    """A model's tensors after both changes, in float32; read as a `Checkpoint` is."""

    def __init__(
        self, config: ModelConfig, weights: Mapping[str, Float32], sample: Iterable[list[int]]
    ) -> None:
        """`sample` holds token ids of ordinary text, a list a text."""
        self._config = config
        self._weights = {name: value.astype(np.float64) for name, value in weights.items()}
        sizes = _inner_sizes(config, weights, sample)
        generator = np.random.default_rng(_SEED)
        turn = _orthogonal(config.hidden_size, generator)
        self._turn_embeddings(turn)
        for layer in range(config.layers):
            prefix = f"model.layers.{layer}"
            self._turn_stream(prefix, turn)
            self._turn_values(f"{prefix}.self_attn", generator)
            self._smooth(f"{prefix}.mlp", sizes[layer])
        super().__init__({name: value.astype(np.float32) for name, value in self._weights.items()})

    def _turn_embeddings(self, turn: Float64) -> None:
        weights = self._weights
        scale = self._take_norm("model.norm")
        weights["model.embed_tokens.weight"] @= turn
        if self._config.tied_embeddings:
            weights[FINAL_ROTATION] = (turn.T * scale) @ turn
        else:
            weights["lm_head.weight"] = (weights["lm_head.weight"] * scale) @ turn

    def _turn_stream(self, prefix: str, turn: Float64) -> None:
        """What reads the hidden state reads it turned, what adds to it adds turned."""
        for norm, products in (
            ("input_layernorm", ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj")),
            ("post_attention_layernorm", ("mlp.gate_proj", "mlp.up_proj")),
        ):
            scale = self._take_norm(f"{prefix}.{norm}")
            for product in products:
                name = f"{prefix}.{product}.weight"
                self._weights[name] = (self._weights[name] * scale) @ turn
        for product in ("self_attn.o_proj", "mlp.down_proj"):
            self._multiply(f"{prefix}.{product}", turn.T)

    def _turn_values(self, attention: str, generator: np.random.Generator) -> None:
        """Each key/value head has a rotation of its own; queries that share it undo it."""
        config, size = self._config, self._config.head_dimension
        turns = [_orthogonal(size, generator) for _ in range(config.key_value_heads)]
        self._multiply(f"{attention}.v_proj", _blocks([turn.T for turn in turns]))
        sharing = config.queries_per_key
        undone = _blocks([turn for turn in turns for _ in range(sharing)])
        self._weights[f"{attention}.o_proj.weight"] @= undone

    def _smooth(self, forward: str, sizes: Float64) -> None:
        down = self._weights[f"{forward}.down_proj.weight"]
        used = np.sqrt((down**2).mean(axis=0))
        factors = np.maximum(sizes, _SMALLEST) ** _SMOOTHING
        factors /= np.maximum(used, _SMALLEST) ** (1 - _SMOOTHING)
        factors /= np.exp(np.log(factors).mean())
        down *= factors
        self._weights[f"{forward}.up_proj.weight"] /= factors[:, None]
        bias = self._weights.get(f"{forward}.up_proj.bias")
        if bias is not None:
            bias /= factors

    def _take_norm(self, norm: str) -> Float64:
        """Leaves a norm without a scale, and returns the scale."""
        name = f"{norm}.weight"
        scale = self._weights[name]
        self._weights[name] = np.ones_like(scale)
        return scale

    def _multiply(self, product: str, left: Float64) -> None:
        """Changes the outputs of a product: from y to `left` y."""
        for part in ("weight", "bias"):
            name = f"{product}.{part}"
            if name in self._weights:
                self._weights[name] = left @ self._weights[name]


class _Watched(ReferenceModel):
    """Notes how large the inner channels of each feed-forward become."""

    def __init__(self, config: ModelConfig, weights: Mapping[str, Float32]) -> None:
        super().__init__(config, weights)
        self.sizes = [np.zeros(config.feed_forward_size) for _ in range(config.layers)]

    def _linear(self, rows: Float64, name: str) -> Float64:
        if name.endswith(".mlp.down_proj"):
            layer = int(name.split(".")[2])
            self.sizes[layer] = np.maximum(self.sizes[layer], np.abs(rows).max(axis=0))
        return super()._linear(rows, name)


def _inner_sizes(
    config: ModelConfig, weights: Mapping[str, Float32], sample: Iterable[list[int]]
) -> list[Float64]:
    """[layers] of [inner]: the largest magnitude of each inner channel over the sample."""
    model = _Watched(config, weights)
    for tokens in sample:
        model.next_token(tokens, list(range(len(tokens))))
    return model.sizes


def _orthogonal(size: int, generator: np.random.Generator) -> Float64:
    """Drawn evenly from all rotations and reflections."""
    factor, upper = np.linalg.qr(generator.standard_normal((size, size)))
    turned: Float64 = factor * np.sign(np.diag(upper))
    return turned


def _blocks(blocks: list[Float64]) -> Float64:
    """A matrix of the blocks along its diagonal."""
    size = len(blocks[0])
    result = np.zeros((size * len(blocks), size * len(blocks)))
    for index, block in enumerate(blocks):
        place = slice(index * size, (index + 1) * size)
        result[place, place] = block
    return result
