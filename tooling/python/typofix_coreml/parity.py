"""How far a converted program lies from the model that it was made of, over random token trees.

python -m typofix_coreml.parity out/tiny --model runs/tiny
python -m typofix_coreml.parity ../../models/tiny --bundle ../../models/tiny
python -m typofix_coreml.parity ../../models/tiny --expected .../expected-tiny.json
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from typofix_coreml.description import read_description
from typofix_coreml.interpreter import Interpreter
from typofix_coreml.session import BlockSession, Float64
from typofix_tooling.bundle import MODEL
from typofix_tooling.errors import ExportError
from typofix_tooling.parity import read_cases, tree_of
from typofix_tooling.random_models import random_tree
from typofix_tooling.reference import ReferenceModel
from typofix_tooling.token_tree import TokenTree, TreeScorer

# nats; float16 against float64. The largest seen was 0.05, of a token with a log-probability of -9.
HALF_TOLERANCE = 0.1
HALF_MEAN_TOLERANCE = 0.01
# Eight-bit weights against the trained model, over sentences; see docs/coreml-program.md.
MIXED_MEAN_TOLERANCE = 0.03
MIXED_TOLERANCE = 0.3


@dataclass(frozen=True)
class Rows:
    """What a model says after each node of a tree: its best tokens, and others to compare."""

    best: NDArray[np.int64]  # [rows]: the best token
    leads: Float64  # [rows]: how far the best token lies before the second, in nats
    tokens: list[NDArray[np.int64]]  # of each row: which tokens are compared
    log_probs: list[Float64]  # of each row: their log-probabilities


@dataclass(frozen=True)
class Agreement:
    """Differences in nats over all compared tokens, and whether the best tokens are the same."""

    differences: Float64
    rows: int
    ties: int  # rows whose best tokens differ, but whose two best the judge holds too close to say
    disagreements: int  # rows whose best tokens differ beyond that

    @property
    def mean(self) -> float:
        return float(np.abs(self.differences).mean())

    @property
    def largest(self) -> float:
        return float(np.abs(self.differences).max())

    def __str__(self) -> str:
        same = self.rows - self.ties - self.disagreements
        return (
            f"{self.differences.size} log-probabilities: mean {self.mean:.5f}, largest "
            f"{self.largest:.5f} nats; best token the same in {same} of {self.rows} rows, "
            f"{self.ties} ties, {self.disagreements} disagreements"
        )


Judge = Callable[[TokenTree], Rows]


def by_reference(model: ReferenceModel) -> Judge:
    """Compares all tokens of all rows with the textbook's float64."""

    def judge(tree: TokenTree) -> Rows:
        following = model.next_tokens(tree)
        two = -np.partition(-following, 1, axis=1)[:, :2]
        return Rows(
            following.argmax(axis=1),
            two[:, 0] - two[:, 1],
            [np.arange(following.shape[1])] * len(tree),
            list(following),
        )

    return judge


def by_bundle(scorer: TreeScorer) -> Judge:
    """Compares the best eight and the children of each row with what ONNX Runtime finds."""

    def judge(tree: TokenTree) -> Rows:
        scores = scorer.score(tree)
        tokens = [list(row) for row in scores.top_tokens]
        log_probs = [list(row) for row in scores.top_log_probs]
        for node, parent in enumerate(tree.parents):
            if parent >= 0:
                tokens[parent].append(tree.tokens[node])
                log_probs[parent].append(scores.log_probs[node])
        top = scores.top_log_probs
        return Rows(
            scores.top_tokens[:, 0],
            np.float64(top[:, 0]) - top[:, 1],
            [np.array(row) for row in tokens],
            [np.array(row, np.float64) for row in log_probs],
        )

    return judge


def by_expected(cases: Sequence[dict[str, Any]]) -> Judge:
    """Compares with what the trained model says in float64, as `expected-tiny.json` holds it.

    Raises ExportError if the best tokens are not among it.
    """
    if any("best" not in case for case in cases):
        raise ExportError(
            "the expected values lack the best tokens: compute them anew with "
            "`python -m typofix_tooling.parity BUNDLE FILE --recompute-with HF_DIR --copy-to FILE`"
        )
    found = {tuple(case["tokens"]): case for case in cases}

    def judge(tree: TokenTree) -> Rows:
        case = found[tuple(tree.tokens)]
        tokens: list[list[int]] = [[] for _ in tree.tokens]
        log_probs: list[list[float]] = [[] for _ in tree.tokens]
        for node, parent in enumerate(tree.parents):
            if parent >= 0:
                tokens[parent].append(tree.tokens[node])
                log_probs[parent].append(case["logProbs"][node])
        return Rows(
            np.array(case["best"]),
            np.array(case["leads"], np.float64),
            [np.array(row, np.int64) for row in tokens],
            [np.array(row, np.float64) for row in log_probs],
        )

    return judge


def agreement(
    interpreter: Interpreter,
    vocabulary: int,
    trees: Sequence[TokenTree],
    judge: Judge,
    tie: float = HALF_TOLERANCE,
) -> Agreement:
    """Runs each tree in a new session.

    Rows whose best token leads by less than `tie` nats are no disagreement, whatever comes out.
    """
    differences, rows, ties, disagreements = [], 0, 0, 0
    for tree in trees:
        found = BlockSession(interpreter, vocabulary).extend(tree)  # [rows, vocabulary]
        expected = judge(tree)
        for row, best in enumerate(expected.best):
            mine = found[row]
            differences.append(mine[expected.tokens[row]] - expected.log_probs[row])
            if mine.argmax() != best:
                close = expected.leads[row] < tie
                ties += int(close)
                disagreements += int(not close)
        rows += len(tree)
    return Agreement(np.concatenate(differences), rows, ties, disagreements)


def random_trees(count: int, seed: int, vocabulary: int) -> list[TokenTree]:
    """Trees of 30 to 160 nodes: of less than a block and of several."""
    generator = np.random.default_rng(seed)
    trees = []
    for _ in range(count):
        prompt, branches = int(generator.integers(8, 40)), int(generator.integers(4, 40))
        trees.append(random_tree(generator, prompt, branches, vocabulary))
    return trees


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m typofix_coreml.parity",
        description="Runs a converted program in emulated float16 and compares what it says.",
    )
    parser.add_argument("folder", type=Path, help="coreml.json and model.mlpackage")
    judges = parser.add_mutually_exclusive_group(required=True)
    judges.add_argument("--model", type=Path, metavar="HF_DIR", help="with float64 (slow)")
    judges.add_argument("--bundle", type=Path, help="with its model.onnx")
    judges.add_argument(
        "--expected", type=Path, metavar="FILE", help="with expected-tiny.json, over its sentences"
    )
    parser.add_argument("--trees", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--tie",
        type=float,
        default=HALF_TOLERANCE,
        help="a best token that leads by less is no matter (default: %(default)s nats)",
    )
    parser.add_argument("--tolerance", type=float, help="fail when the largest difference exceeds")
    chosen = parser.parse_args(arguments)
    try:
        description = read_description(chosen.folder)
        vocabulary = description["vocabularySize"]
        trees = random_trees(chosen.trees, chosen.seed, vocabulary)
        if chosen.model is not None:
            judge = by_reference(ReferenceModel.open(chosen.model))
        elif chosen.bundle is not None:
            judge = by_bundle(TreeScorer(chosen.bundle / MODEL))
        else:
            cases = read_cases(chosen.expected)
            judge, trees = by_expected(cases), [tree_of(case) for case in cases]
        interpreter = Interpreter.open(chosen.folder / description["program"])
        found = agreement(interpreter, vocabulary, trees, judge, chosen.tie)
    except ExportError as problem:
        print(f"parity: {problem}", file=sys.stderr)
        return 1
    print(found)
    return int(chosen.tolerance is not None and found.largest > chosen.tolerance)


if __name__ == "__main__":
    sys.exit(main())
