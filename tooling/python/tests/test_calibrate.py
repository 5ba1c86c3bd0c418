"""The flattened trees decide as LightGBM does; the curve is fitted right."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("lightgbm")

from typofix_tooling.__main__ import start
from typofix_tooling.calibrate import (
    Table,
    TreeOptions,
    fit_curve,
    fit_trees,
    flatten,
    main,
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


def table_file(folder: Path, edits: int) -> Path:
    random = np.random.default_rng(2)
    path = folder / "table.tsv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.write("text\tlabel\tstart\tend\treplacement\tsource\tfirst\tsecond\n")
        for text in range(edits):
            first, second = random.normal(size=2)
            label = "RIGHT" if first + second > 0 else "WRONG"
            stream.write(f"{text}\t{label}\t0\t1\tx\ty\t{first}\t{second}\n")
    return path


def test_a_calibration_says_what_it_was_fitted_on(tmp_path: Path) -> None:
    table = table_file(tmp_path, 1000)
    output = tmp_path / "calibration.json"
    assert main(["--table", f"{table}=0.5", "--trees", "3", "--output", str(output)]) == 0
    (made_of,) = json.loads(output.read_text(encoding="utf-8"))["fitted"]["tables"]
    assert made_of["file"] == "table.tsv.gz"
    assert made_of["weight"] == 0.5
    assert len(made_of["sha256"]) == 64


def test_too_few_texts_to_judge_the_decision_by_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--table", str(table_file(tmp_path, 40)), "--output", str(tmp_path / "c.json")]
    assert main(arguments) == 2
    assert "too few to fit a decision" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "no such file"),
        (b"", "no judged edits"),
        (b"no gzip", "no whole gzipped table"),
        (gzip.compress(b"text\tlabel\n" * 99)[:20], "no whole gzipped table"),
        (gzip.compress(b"a\tb\tc\td\te\tf\tg\n1\tRIGHT\n"), ":2: another number of columns"),
    ],
)
def test_a_bad_table_is_named_and_the_earlier_calibration_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, says: str
) -> None:
    table = tmp_path / "table.tsv.gz"
    if content is not None:
        table.write_bytes(content)
    output = tmp_path / "calibration.json"
    output.write_text("earlier", encoding="utf-8")
    assert main(["--table", str(table), "--output", str(output)]) == 2
    message = capsys.readouterr().err
    assert message.startswith(f"typofix-tooling: {table}:")
    assert says in message
    assert message.count("\n") == 1
    assert output.read_text(encoding="utf-8") == "earlier"


def test_a_package_that_is_missing_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "lightgbm", None)
    table = table_file(tmp_path, 200)
    options = ["--table", str(table), "--output", str(tmp_path / "calibration.json")]
    assert start("calibrate", options) == 2
    assert "'lightgbm' is missing: run `pip install" in capsys.readouterr().err
