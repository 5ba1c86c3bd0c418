"""Which matrices of a model mind eight bits: each kind rounded by itself; see --help."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from typofix_coreml.parity import random_trees
from typofix_tooling.checkpoint import Checkpoint, Float32
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import ModelConfig, read_config
from typofix_tooling.quantization import quantize_rows
from typofix_tooling.reference import ReferenceModel
from typofix_tooling.token_tree import TokenTree

Weights = Mapping[str, Float32]

EMBEDDINGS = "embed_tokens"
HEAD = "lm_head"
_LAYERS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
KINDS = (EMBEDDINGS, HEAD, *_LAYERS)
_MIXED = tuple(kind for kind in _LAYERS if kind not in ("v_proj", "o_proj"))

# What is rounded to eight bits; the rest is float16.
CASES: dict[str, tuple[str, ...]] = {
    "fp16": (),
    **{kind: (kind,) for kind in KINDS},
    "int8-mixed": _MIXED,
    "int8": KINDS,
}


def untied(config: ModelConfig, weights: Weights) -> tuple[ModelConfig, dict[str, Float32]]:
    """The same model with a head of its own, as the program stores it."""
    if not config.tied_embeddings:
        return config, dict(weights)
    head = {"lm_head.weight": weights["model.embed_tokens.weight"]}
    return replace(config, tied_embeddings=False), {**weights, **head}


def rounded(weights: Weights, kinds: Sequence[str]) -> dict[str, Float32]:
    """The weights as they come back: these kinds out of eight bits, all others out of float16."""

    def stored(name: str, values: Float32) -> Float32:
        if values.ndim == 2 and any(kind in name for kind in kinds):
            rows = quantize_rows(values, "full")
            scales = rows.scales.astype(np.float16).astype(np.float32)
            return rows.values.astype(np.float32) * scales.reshape(-1, 1)
        return values.astype(np.float16).astype(np.float32)

    return {name: stored(name, values) for name, values in weights.items()}


def distances(
    config: ModelConfig, weights: Weights, trees: Sequence[TokenTree], kinds: Sequence[str]
) -> NDArray[np.float64]:
    """Of all tokens of all rows, in nats, between the rounded model and the model."""
    exact, other = ReferenceModel(config, weights), ReferenceModel(config, rounded(weights, kinds))
    found = [np.abs(other.next_tokens(tree) - exact.next_tokens(tree)).ravel() for tree in trees]
    return np.concatenate(found)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m typofix_coreml.sensitivity",
        description="Rounds one kind of a model's matrices at a time to eight bits, computes in "
        "float64, and prints how far the log-probabilities move. Slow: minutes for a small model.",
        epilog="example: python -m typofix_coreml.sensitivity runs/tiny/model",
    )
    parser.add_argument("model", type=Path, metavar="HF_DIR")
    parser.add_argument("--trees", type=int, default=2, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=12, help="default: %(default)s")
    chosen = parser.parse_args(arguments)
    try:
        config = read_config(chosen.model)
        config, weights = untied(config, Checkpoint.open(chosen.model).tensors())
    except ExportError as problem:
        print(f"sensitivity: {problem}", file=sys.stderr)
        return 1
    trees = random_trees(chosen.trees, chosen.seed, config.vocabulary_size)
    for name, kinds in CASES.items():
        found = distances(config, weights, trees, kinds)
        print(f"{name:12} mean {found.mean():.4f}, largest {found.max():.3f} nats", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
