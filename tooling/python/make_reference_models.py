"""Makes the small random bundles that the engine's tests compare themselves with; see --help."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from typofix_tooling.bundle import MODEL, BundleOptions, export
from typofix_tooling.parity import Difference, compare, rounded, write_cases
from typofix_tooling.random_models import random_tree, write_model
from typofix_tooling.reference import ReferenceModel
from typofix_tooling.token_tree import TreeScorer

_OUTPUT = Path("../../ane-engine/src/test/resources/dev/typofix/engine/reference")
_BUNDLES = (
    ("qwen3", "fp32"),
    ("qwen3", "int8"),
    ("qwen3", "int4"),
    ("qwen2", "fp32"),
    ("llama", "fp32"),
)
_TREES = ((1, 0), (3, 2), (8, 5), (14, 9))  # rows of the prompt, branches
_NOTE = (
    "logProbs[i] = natural log of P(tokens[i] | path from the root to parents[i]), "
    "by float64 numpy; made by tooling/python/make_reference_models.py"
)


def _cases(reference: ReferenceModel, seed: int) -> list[dict[str, Any]]:
    generator = np.random.default_rng(seed)
    trees = [random_tree(generator, prompt, branches) for prompt, branches in _TREES]
    return [
        {
            "tokens": tree.tokens,
            "positions": tree.positions,
            "parents": tree.parents,
            "logProbs": rounded(reference.log_probs(tree), 7),
        }
        for tree in trees
    ]


def _make(architecture: str, quantization: str, output: Path, seed: int) -> Difference:
    name = architecture if quantization == "fp32" else f"{architecture}-{quantization}"
    bundle = output / name
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        config, weights = write_model(folder, architecture, seed)
        options = BundleOptions(name=name, quantization=quantization, licence="CC0-1.0")
        export(folder, bundle, options)
    cases = _cases(ReferenceModel(config, weights), seed)
    write_cases(cases, _NOTE, bundle / "expected.json")
    return compare(TreeScorer(bundle / MODEL), cases)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description="Makes small random models of each architecture, computes their "
        "log-probabilities over token trees with an independent implementation, exports them, "
        "and prints how far the bundles are from it.",
        epilog="example: python make_reference_models.py --seed 7",
    )
    parser.add_argument("--output", type=Path, default=_OUTPUT, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=7, help="default: %(default)s")
    chosen = parser.parse_args(arguments)
    for architecture, quantization in _BUNDLES:
        difference = _make(architecture, quantization, chosen.output, chosen.seed)
        print(f"{architecture} {quantization}: {difference}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
