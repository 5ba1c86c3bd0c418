"""How far a converted program lies from the model that it was made of, over random token trees.

python -m typofix_coreml.parity out/tiny --model runs/tiny
python -m typofix_coreml.parity ../../models/tiny --bundle ../../models/tiny
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from typofix_coreml.description import read_description
from typofix_coreml.interpreter import Interpreter
from typofix_coreml.session import BlockSession, Float64
from typofix_tooling.bundle import MODEL
from typofix_tooling.errors import ExportError
from typofix_tooling.random_models import random_tree
from typofix_tooling.reference import ReferenceModel
from typofix_tooling.token_tree import TokenTree, TreeScorer

# nats; float16 against float64. The largest seen was 0.05, of a token with a log-probability of -9.
HALF_TOLERANCE = 0.1
HALF_MEAN_TOLERANCE = 0.01
_TOP = 8


@dataclass(frozen=True)
class Rows:
    """What a model says after each node of a tree: its best tokens, and others to compare."""

    best: NDArray[np.int64]  # [rows, 8], best first
    tokens: list[NDArray[np.int64]]  # of each row: which tokens are compared
    log_probs: list[Float64]  # of each row: their log-probabilities


@dataclass(frozen=True)
class Agreement:
    """Differences in nats over all compared tokens, and whether the best tokens are the same."""

    differences: Float64
    rows: int
    ties: int  # rows whose best tokens differ, but lie too close together to say
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
        best = np.argsort(-following, axis=1)[:, :_TOP]
        return Rows(best, [np.arange(following.shape[1])] * len(tree), list(following))

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
        return Rows(
            scores.top_tokens,
            [np.array(row) for row in tokens],
            [np.array(row, np.float64) for row in log_probs],
        )

    return judge


def agreement(
    interpreter: Interpreter, vocabulary: int, trees: Sequence[TokenTree], judge: Judge
) -> Agreement:
    """Runs each tree in a new session."""
    differences, rows, ties, disagreements = [], 0, 0, 0
    for tree in trees:
        found = BlockSession(interpreter, vocabulary).extend(tree)  # [rows, vocabulary]
        expected = judge(tree)
        for row, best in enumerate(expected.best):
            mine = found[row]
            differences.append(mine[expected.tokens[row]] - expected.log_probs[row])
            if mine.argmax() != best[0]:
                # by either model's account: how much better is its own best token?
                close = mine.max() - mine[best[0]] < HALF_TOLERANCE
                ties += close
                disagreements += not close
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
    parser.add_argument("--trees", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tolerance", type=float, help="fail when the largest difference exceeds")
    chosen = parser.parse_args(arguments)
    try:
        description = read_description(chosen.folder)
        vocabulary = description["vocabularySize"]
        if chosen.model is not None:
            judge = by_reference(ReferenceModel.open(chosen.model))
        else:
            judge = by_bundle(TreeScorer(chosen.bundle / MODEL))
        interpreter = Interpreter.open(chosen.folder / description["program"])
        trees = random_trees(chosen.trees, chosen.seed, vocabulary)
        found = agreement(interpreter, vocabulary, trees, judge)
    except ExportError as problem:
        print(f"parity: {problem}", file=sys.stderr)
        return 1
    print(found)
    return int(chosen.tolerance is not None and found.largest > chosen.tolerance)


if __name__ == "__main__":
    sys.exit(main())
