"""The flattened trees decide as LightGBM does; the curve is fitted right."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("lightgbm")

from typofix_tooling.calibrate import (
    Table,
    TreeOptions,
    fit_curve,
    fit_trees,
    flatten,
    read_table,
)


def random_table(seed: int, rows: int = 3000) -> Table:
    random = np.random.default_rng(seed)
    features = random.normal(size=(rows, 4)).astype(np.float32)
    right = (features[:, 0] + features[:, 1] * features[:, 2] > 0.5).astype(np.int8)
    folds = (np.arange(rows) % 5).astype(np.int8)
    return Table(["a", "b", "c", "d"], features, right, folds, np.ones(rows, np.float32))


def sum_of_leaves(arrays: dict[str, list[float]], vector: np.ndarray) -> float:
    total = 0.0
    for root in arrays["roots"]:
        node = int(root)
        while arrays["feature"][node] >= 0:
            below = vector[int(arrays["feature"][node])] <= np.float32(arrays["threshold"][node])
            node = int(arrays["left" if below else "right"][node])
        total += arrays["threshold"][node]
    return total


def test_flattened_trees_sum_up_to_what_the_library_predicts() -> None:
    table = random_table(1)
    trees = fit_trees(table, np.ones(len(table.right), dtype=bool), TreeOptions(trees=20, leaves=7))
    arrays = flatten(trees)
    expected = trees.predict(table.features[:200], raw_score=True)
    actual = [sum_of_leaves(arrays, vector) for vector in table.features[:200]]
    assert actual == pytest.approx(expected, abs=1e-4)


def test_the_curve_finds_the_slope_that_made_the_labels() -> None:
    random = np.random.default_rng(2)
    sums = random.normal(size=100_000) * 2
    right = (random.random(100_000) < 1 / (1 + np.exp(-(0.7 * sums - 1)))).astype(np.int8)
    slope, intercept = fit_curve(sums, right, np.ones(100_000, np.float32))
    assert slope == pytest.approx(0.7, abs=0.03)
    assert intercept == pytest.approx(-1, abs=0.05)


def test_an_edit_of_weight_three_counts_as_three_edits() -> None:
    random = np.random.default_rng(3)
    sums = random.normal(size=400)
    right = (random.random(400) < 0.4).astype(np.int8)
    counts = random.integers(1, 4, 400)
    repeated = np.repeat(sums, counts), np.repeat(right, counts)
    assert fit_curve(sums, right, counts.astype(np.float32)) == pytest.approx(
        fit_curve(*repeated, np.ones(counts.sum(), np.float32)), abs=1e-6
    )


def test_edits_of_unclear_label_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as table:
        table.write("text\tlabel\tstart\tend\treplacement\tsource\tkind\tlog_odds\n")
        table.write("0\tRIGHT\t0\t3\tthe\tMISSPELLING\tmisspelling\t2.5\n")
        table.write("1\tUNCLEAR\t0\t3\tthe\tMISSPELLING\tmisspelling\t1.0\n")
        table.write("2\tWRONG\t0\t3\tten\tNEAR_KNOWN\treal-word\t-4.0\n")
    read = read_table(path, 3)
    assert list(read.weights) == [3, 3]
    assert read.names == ["log_odds"]
    assert list(read.right) == [1, 0]
