"""Compares a bundle with expected log-probabilities of another implementation.

python -m typofix_tooling.parity ../../models/tiny expected.json

After a retraining with the same tokenizer, the engine's test data is made anew with:

python -m typofix_tooling.parity ../../models/tiny EXPECTED --recompute-with HF_DIR \\
    --copy-to EXPECTED        # EXPECTED: ane-engine/src/test/resources/.../expected-tiny.json
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from typofix_tooling.bundle import MODEL
from typofix_tooling.errors import ExportError
from typofix_tooling.manifest import write_atomically
from typofix_tooling.reference import ReferenceModel
from typofix_tooling.token_tree import TokenTree, TreeScorer

_DECIMALS = 5


@dataclass(frozen=True)
class Difference:
    """How far scores lie from the expected ones, in nats, over all tokens of all cases."""

    values: NDArray[np.float64]

    @property
    def mean(self) -> float:
        return float(np.abs(self.values).mean())

    @property
    def largest(self) -> float:
        return float(np.abs(self.values).max())

    def __str__(self) -> str:
        return f"{self.values.size} tokens: mean {self.mean:.6f}, largest {self.largest:.6f} nats"


def read_cases(expected: Path) -> list[dict[str, Any]]:
    """The cases of an `expected.json`: tokens, positions, parents, logProbs (null for roots)."""
    try:
        cases: list[dict[str, Any]] = json.loads(expected.read_text(encoding="utf-8"))["cases"]
    except (OSError, ValueError, KeyError) as problem:
        raise ExportError(f"{expected}: not a file of expected values: {problem!r}") from None
    return cases


def compare(scorer: TreeScorer, cases: Sequence[dict[str, Any]]) -> Difference:
    differences = []
    for case in cases:
        expected = np.array(case["logProbs"], np.float64)  # null becomes NaN
        scored = ~np.isnan(expected)
        differences.append(scorer.score(tree_of(case)).log_probs[scored] - expected[scored])
    return Difference(np.concatenate(differences))


def recompute(cases: Sequence[dict[str, Any]], model_dir: Path) -> list[dict[str, Any]]:
    """The same trees with the log-probabilities that the reference finds for another model.

    Beside them, for each node: the best next token, and by how many nats it leads the second.
    """
    reference = ReferenceModel.open(model_dir)
    computed = []
    for case in cases:
        following = reference.next_tokens(tree_of(case))  # [nodes, vocabulary]
        two = -np.partition(-following, 1, axis=1)[:, :2]
        facts = {
            "logProbs": rounded(reference.log_probs(tree_of(case)), _DECIMALS),
            "best": following.argmax(axis=1).tolist(),
            "leads": rounded((two[:, 0] - two[:, 1]).tolist(), _DECIMALS),
        }
        computed.append(case | facts)
    return computed


def rounded(values: Sequence[float | None], decimals: int) -> list[float | None]:
    return [None if value is None else round(value, decimals) for value in values]


def tree_of(case: dict[str, Any]) -> TokenTree:
    """The tokens of a case."""
    return TokenTree(case["tokens"], case["positions"], case["parents"])


def write_cases(cases: Sequence[dict[str, Any]], note: str, path: Path) -> None:
    """One case a line, so that a change of one is a change of one line."""
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, f'{{"note": {json.dumps(note)}, "cases": [\n{lines}\n]}}\n')


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m typofix_tooling.parity",
        description="Prints how far a bundle's log-probabilities lie from the expected ones.",
    )
    parser.add_argument("bundle", type=Path)
    parser.add_argument("expected", type=Path)
    parser.add_argument(
        "--recompute-with",
        type=Path,
        metavar="HF_DIR",
        help="compute the expected values anew from these weights, in float64",
    )
    parser.add_argument("--copy-to", type=Path, help="write the cases here, as test data")
    parser.add_argument(
        "--tolerance", type=float, help="fail when the largest difference exceeds it"
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _arguments().parse_args(arguments)
    try:
        cases = read_cases(chosen.expected)
        if chosen.recompute_with is not None:
            cases = recompute(cases, chosen.recompute_with)
    except ExportError as problem:
        print(problem, file=sys.stderr)
        return 1
    difference = compare(TreeScorer(chosen.bundle / MODEL), cases)
    print(difference)
    if chosen.copy_to is not None:
        note = (
            "logProbs[i] = natural log of P(tokens[i] | path from the root to parents[i]), "
            "best[i] = the best token after node i, leads[i] = how far it lies before the second, "
            f"by the trained model in float64. The bundle lies {difference.mean:.3f} nats "
            f"from them on average and {difference.largest:.3f} at most."
        )
        write_cases(cases, note, chosen.copy_to)
    return int(chosen.tolerance is not None and difference.largest > chosen.tolerance)


if __name__ == "__main__":
    sys.exit(main())
