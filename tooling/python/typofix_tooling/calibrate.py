"""Fits a decision on the features of judged edits and writes a bundle's calibration.json.

The tables come from `typofix-tooling features`. Gradient-boosted trees (LightGBM) learn which
edits are right; a logistic curve over their sum, fitted on predictions for texts that the trees
did not see, turns it into a probability. The thresholds are the confidences from which findings
are shown, for all kinds of findings and for single ones.

  typofix-tooling calibrate --table train.tsv.gz --table surroundings.tsv.gz=3 \
      --threshold 0.7 --threshold-of repeated-word=0.35 --output models/tiny/calibration.json
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from typofix_tooling.errors import CalibrationError
from typofix_tooling.manifest import file_entry, source_commit, write_atomically

if TYPE_CHECKING:
    import lightgbm

DESCRIBING_COLUMNS = 7  # text, label, start, end, replacement, source, kind
FOLDS = 5
TEXTS_IN_A_BLOCK = 50  # neighbours come from one commit: they go to one fold


@dataclass(frozen=True)
class Table:
    """Judged edits whose label is clear."""

    names: list[str]
    features: NDArray[np.float32]  # [edits, features]
    right: NDArray[np.int8]  # [edits], 1 where the edit is right
    folds: NDArray[np.int8]  # [edits]
    weights: NDArray[np.float32]  # [edits]


@dataclass(frozen=True)
class TreeOptions:
    """What shapes the trees; chosen on gitfix-dev, see tooling/EXPERIMENTS.md."""

    trees: int = 600
    leaves: int = 31
    learning_rate: float = 0.03
    feature_share: float = 0.3  # of the features that a tree may use
    shrinkage: float = 20.0  # L2 penalty on leaves
    seed: int = 1


def read_table(path: Path, weight: float = 1) -> Table:
    """Reads a table whose edits count `weight` times each; those of unclear label are left out."""
    features: list[NDArray[np.float32]] = []
    right: list[int] = []
    folds: list[int] = []
    lines = read_rows(path)
    names = next(lines, [])[DESCRIBING_COLUMNS:]
    for number, fields in enumerate(lines, 2):
        if len(fields) != DESCRIBING_COLUMNS + len(names):
            raise CalibrationError(f"{path}:{number}: another number of columns than in line 1")
        if fields[1] != "UNCLEAR":
            right.append(int(fields[1] == "RIGHT"))
            folds.append(int(fields[0]) // TEXTS_IN_A_BLOCK % FOLDS)
            features.append(np.array(fields[DESCRIBING_COLUMNS:], dtype=np.float32))
    if not names or not right:
        raise CalibrationError(
            f"{path}: no judged edits; make the table with `typofix-tooling features`"
        )
    return Table(
        names,
        np.array(features),
        np.array(right, np.int8),
        np.array(folds, np.int8),
        np.full(len(right), weight, np.float32),
    )


def read_rows(path: Path) -> Iterator[list[str]]:
    """The fields of each line."""
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                yield line.rstrip("\n").split("\t")
    except FileNotFoundError:
        raise CalibrationError(f"{path}: no such file") from None
    except (gzip.BadGzipFile, EOFError, zlib.error, UnicodeDecodeError) as problem:
        raise CalibrationError(
            f"{path}: no whole gzipped table ({problem}); make it with `typofix-tooling features`"
        ) from None


def weighted(text: str) -> tuple[Path, float]:
    """What `PATH` or `PATH=WEIGHT` names."""
    path, _, weight = text.partition("=")
    try:
        return Path(path), float(weight or 1)
    except ValueError:
        raise CalibrationError(f"--table {text}: expected PATH or PATH=WEIGHT") from None


def join(tables: list[Table]) -> Table:
    """One table of several with the same columns."""
    if any(table.names != tables[0].names for table in tables):
        raise CalibrationError(
            "the tables have different features: make them with one version of Typofix"
        )
    return Table(
        tables[0].names,
        np.concatenate([table.features for table in tables]),
        np.concatenate([table.right for table in tables]),
        np.concatenate([table.folds for table in tables]),
        np.concatenate([table.weights for table in tables]),
    )


def fit_trees(table: Table, rows: NDArray[np.bool_], options: TreeOptions) -> lightgbm.Booster:
    """Fits trees on some rows of a table."""
    import lightgbm  # noqa: PLC0415 - its lack is told in one line

    parameters = {
        "objective": "binary",
        "learning_rate": options.learning_rate,
        "num_leaves": options.leaves,
        "min_data_in_leaf": 40,
        "feature_fraction": options.feature_share,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "lambda_l2": options.shrinkage,
        "num_threads": 2,
        "deterministic": True,
        "force_row_wise": True,
        "seed": options.seed,
        "verbose": -1,
    }
    data = lightgbm.Dataset(table.features[rows], table.right[rows], weight=table.weights[rows])
    return lightgbm.train(parameters, data, options.trees)


def sums_of_unseen(table: Table, options: TreeOptions) -> NDArray[np.float64]:
    """The trees' sum for each edit, by trees that did not see its text."""
    sums = np.zeros(len(table.right))
    folds = np.unique(table.folds)
    if len(folds) < 2:
        raise CalibrationError(
            f"the tables hold edits of {TEXTS_IN_A_BLOCK} neighbouring texts at most: too few to "
            "fit a decision on some and judge it on others; give it more"
        )
    for fold in folds:
        held_out = table.folds == fold
        trees = fit_trees(table, ~held_out, options)
        sums[held_out] = trees.predict(table.features[held_out], raw_score=True)
    return sums


def fit_curve(
    sums: NDArray[np.float64], right: NDArray[np.int8], counts: NDArray[np.float32]
) -> tuple[float, float]:
    """Slope and intercept of the logistic curve (Platt, 1999), by Newton's method.

    Each edit counts as often as `counts` says.
    """
    inputs = np.stack([sums, np.ones_like(sums)], axis=1)
    weights = np.array([1.0, 0.0])
    for _ in range(30):
        probabilities = 1 / (1 + np.exp(-inputs @ weights))
        gradient = inputs.T @ (counts * (right - probabilities))
        spread = counts * probabilities * (1 - probabilities)
        curvature = (inputs * spread[:, None]).T @ inputs
        weights = weights + np.linalg.solve(curvature, gradient)
    return float(weights[0]), float(weights[1])


def nodes_of(tree: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """A tree's nodes, parents first, each with its place among the tree's nodes."""
    pending = [tree["tree_structure"]]
    place = 0
    while place < len(pending):
        node = pending[place]
        yield place, node
        if "split_feature" in node:
            pending.append(node["left_child"])
            pending.append(node["right_child"])
        place += 1


def round_down(value: float) -> float:
    """The largest float32 that is not above: comparisons with float32 features stay the same."""
    single = np.float32(value)
    return float(np.nextafter(single, np.float32(-np.inf)) if single > value else single)


def flatten(booster: lightgbm.Booster) -> dict[str, list[float]]:
    """All trees as parallel arrays; a leaf has feature -1 and its value as threshold."""
    arrays: dict[str, list[float]] = {
        key: [] for key in ("feature", "threshold", "left", "right", "roots")
    }
    for tree in booster.dump_model()["tree_info"]:
        root = len(arrays["feature"])
        arrays["roots"].append(root)
        child = root + 1
        for _, node in nodes_of(tree):
            inner = "split_feature" in node
            if inner and node["decision_type"] != "<=":
                raise CalibrationError(f"unknown decision {node['decision_type']}")
            arrays["feature"].append(node["split_feature"] if inner else -1)
            arrays["threshold"].append(
                round_down(node["threshold"]) if inner else round(node["leaf_value"], 6)
            )
            arrays["left"].append(child if inner else -1)
            arrays["right"].append(child + 1 if inner else -1)
            child += 2 if inner else 0
    return arrays


def calibrate(
    table: Table, options: TreeOptions, threshold: float, thresholds: dict[str, float]
) -> dict[str, Any]:
    """The contents of calibration.json."""
    everything = np.ones(len(table.right), dtype=bool)
    slope, intercept = fit_curve(sums_of_unseen(table, options), table.right, table.weights)
    return {
        "features": table.names,
        "trees": flatten(fit_trees(table, everything, options)),
        "slope": round(slope, 6),
        "intercept": round(intercept, 6),
        "threshold": threshold,
        "thresholds": thresholds,
        "fitted": {
            "edits": len(table.right),
            "right": int(table.right.sum()),
            "options": options.__dict__,
        },
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line entry."""
    parser = argparse.ArgumentParser(
        prog="typofix-tooling calibrate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--table", metavar="PATH[=WEIGHT]", action="append", required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--threshold-of", metavar="KIND=VALUE", action="append", default=[])
    parser.add_argument("--trees", type=int, default=TreeOptions.trees)
    try:
        run(parser.parse_args(arguments))
    except (CalibrationError, OSError) as problem:
        print(f"typofix-tooling: {problem}", file=sys.stderr)
        return 2
    return 0


def run(arguments: argparse.Namespace) -> None:
    """Fits a decision and writes it, with what it was fitted on."""
    tables = [weighted(text) for text in arguments.table]
    table = join([read_table(path, weight) for path, weight in tables])
    options = TreeOptions(trees=arguments.trees)
    thresholds = dict(threshold_of(text) for text in arguments.threshold_of)
    calibration = calibrate(table, options, arguments.threshold, thresholds)
    calibration["fitted"]["commit"] = source_commit()
    calibration["fitted"]["tables"] = [
        {"file": path.name, "weight": weight} | file_entry(path) for path, weight in tables
    ]
    text = json.dumps(calibration, separators=(",", ":"))
    write_atomically(arguments.output, text)
    print(
        f"{arguments.output}: {len(table.right):,} edits, {int(table.right.sum()):,} right; "
        f"slope {calibration['slope']:.3f}, intercept {calibration['intercept']:.3f}; "
        f"{math.ceil(len(text) / 1024):,} KiB"
    )


def threshold_of(text: str) -> tuple[str, float]:
    """What `KIND=VALUE` says."""
    kind, _, value = text.partition("=")
    try:
        return kind, float(value)
    except ValueError:
        raise CalibrationError(f"--threshold-of {text}: expected KIND=VALUE") from None


if __name__ == "__main__":
    sys.exit(main())
