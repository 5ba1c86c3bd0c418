"""Fixed scales of eight-bit activations, measured on a sample.

A scale for each row wants five operations before a product and one behind it; a fixed one wants
one. That is a tenth of a call of the embedded model. Behind a norm, rows are of about one size,
so little is lost. The feed-forward's inner rows are not: they keep a scale each.

The head's rows hold a few channels that are many times as large as the others. Their size is moved
into the embeddings (which are the head, too), and taken out again where a token is looked up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from typofix_tooling.checkpoint import Float32
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import ModelConfig
from typofix_tooling.prompt import Prompt, load_tokenizer, piece_tokens
from typofix_tooling.reference import ReferenceModel

EMBEDDING_CHANNELS = "embedding_channels.weight"  # [hidden], what a looked-up row is multiplied by
HEAD = "head"

# One product stands for those that read the same rows.
_WATCHED = {
    "self_attn.q_proj": ("query_key_value",),
    "self_attn.o_proj": ("output",),
    "mlp.gate_proj": ("gate", "up"),
}
_PAIRS = 200  # of the sample, as many of each file
_LONGEST = 200  # tokens of an example; the reference walks each on its own
_EVENING = 0.7  # between moving all of a channel's size (1) and none (0); EXPERIMENTS.md
_SMALLEST = 1e-5

Float64 = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A prompt with its answer, as the model reads it at work."""

    tokens: list[int]
    positions: list[int]


@dataclass(frozen=True)
class FixedScales:
    """The magnitude that stands for 127, by product; and the weights that it was measured with."""

    limits: Mapping[str, float]
    weights: Mapping[str, Float32]


def fixed_scales(
    config: ModelConfig, weights: Mapping[str, Float32], sample: Iterable[Example]
) -> FixedScales:
    """Measures the scales; the returned weights compute what the given ones do.

    Raises:
        ExportError: the sample is empty.
    """
    model = _Watched(config, weights)
    for example in sample:
        model.next_token(example.tokens, example.positions)
    if not model.rows:
        raise ExportError("no example in the sample to measure activations on")
    rows = {name: np.concatenate(parts) for name, parts in model.rows.items()}
    if config.tied_embeddings:
        factors = _factors(rows[HEAD], weights["model.embed_tokens.weight"])
        rows[HEAD] = rows[HEAD] / factors
        weights = _evened(weights, factors)
    limits = {name: _limit(values) for name, values in rows.items()}
    shared = {
        f"{other}_{layer}": limits[f"{names[0]}_{layer}"]
        for names in _WATCHED.values()
        for other in names[1:]
        for layer in range(config.layers)
    }
    return FixedScales(limits | shared, weights)


class _Watched(ReferenceModel):
    """Keeps the rows that go into the products."""

    def __init__(self, config: ModelConfig, weights: Mapping[str, Float32]) -> None:
        super().__init__(config, weights)
        self.rows: dict[str, list[Float32]] = {}

    def _linear(self, rows: Float64, name: str) -> Float64:
        _, _, layer, product = name.split(".", 3)
        if product in _WATCHED:
            self._keep(f"{_WATCHED[product][0]}_{layer}", rows)
        return super()._linear(rows, name)

    def _norm(self, rows: Float64, name: str) -> Float64:
        normed = super()._norm(rows, name)
        if name == "model.norm":
            self._keep(HEAD, normed)
        return normed

    def _keep(self, name: str, rows: Float64) -> None:
        self.rows.setdefault(name, []).append(rows.astype(np.float32))


def _factors(rows: Float32, embeddings: Float32) -> Float32:
    """[hidden]: by what the head's channels are divided, as SmoothQuant does (arXiv:2211.10438)."""
    used = np.sqrt((embeddings.astype(np.float64) ** 2).mean(axis=0))
    factors = np.maximum(np.abs(rows).max(axis=0), _SMALLEST) ** _EVENING
    factors = factors / np.maximum(used, _SMALLEST) ** (1 - _EVENING)
    return (factors / np.exp(np.log(factors).mean())).astype(np.float32)


def _evened(weights: Mapping[str, Float32], factors: Float32) -> dict[str, Float32]:
    return {
        **weights,
        "model.embed_tokens.weight": weights["model.embed_tokens.weight"] * factors,
        "model.norm.weight": weights["model.norm.weight"] / factors,
        EMBEDDING_CHANNELS: 1 / factors,
    }


def _limit(rows: Float32) -> float:
    """The largest magnitude: what is cut off costs far more than finer steps are worth."""
    return max(float(np.abs(rows).max()), _SMALLEST)


def read_sample(files: Sequence[Path], tokenizer_file: Path, prompt: Prompt) -> list[Example]:
    """The first pairs of JSONL files (`corrupted`, `clean`), put as the prompt says.

    Raises:
        ExportError: a file holds no pairs, or the package tokenizers is missing.
    """
    tokenizer = load_tokenizer(tokenizer_file, "a sample")
    before_text, before_answer, after_answer = (
        piece_tokens(pieces, tokenizer)
        for pieces in (prompt.beforeText, prompt.beforeAnswer, prompt.afterAnswer)
    )

    def encode(text: str) -> list[int]:
        tokens: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
        return tokens

    def example(corrupted: str, clean: str) -> Example:
        head = before_text + encode(corrupted)
        answer = before_answer + encode(clean) + after_answer
        again = 0 if prompt.positions == "aligned" else len(head)
        return Example(head + answer, [*range(len(head)), *range(again, again + len(answer))])

    examples = []
    for file in files:
        read = (example(corrupted, clean) for corrupted, clean in _pairs(file))
        short = (one for one in read if len(one.tokens) <= _LONGEST)
        examples += islice(short, _PAIRS // len(files))
    return examples


def _pairs(file: Path) -> Iterable[tuple[str, str]]:
    try:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                pair = json.loads(line)
                yield pair["corrupted"], pair["clean"]
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise ExportError(
            f"{file}: {problem!r}; expected pairs a line, as `typofix-tooling generate` makes them"
        ) from None
