"""Thresholds: what is shown, and that the search keeps its promise."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("lightgbm")

from typofix_tooling.thresholds import (
    Counts,
    Examination,
    Place,
    count_words,
    search,
    shown_of,
    tree_sums,
)

KINDS = ["misspelling", "real-word"]


def random_places(seed: int, texts: int, right_share: float) -> list[list[Place]]:
    """Places whose confidence says how often they are right, more or less."""
    random = np.random.default_rng(seed)
    result = []
    for _ in range(texts):
        places = []
        for start in range(0, 30, 10):
            right = random.random() < right_share
            confidence = float(np.clip(random.normal(0.8 if right else 0.4, 0.2), 0.2, 1))
            kind = KINDS[int(random.integers(2))]
            label = "RIGHT" if right else "WRONG"
            places.append(Place(start, start + 5, kind, confidence, label))
        result.append(sorted(places, key=lambda place: -place.confidence))
    return result


def test_of_places_that_overlap_the_most_confident_is_shown() -> None:
    places = [
        Place(0, 5, "misspelling", 0.9, "RIGHT"),
        Place(3, 8, "misspelling", 0.8, "WRONG"),
        Place(5, 9, "real-word", 0.7, "RIGHT"),
        Place(10, 12, "real-word", 0.4, "WRONG"),
    ]
    shown = list(shown_of(places, {"misspelling": 0.5, "real-word": 0.5}))
    assert shown == [places[0], places[2]]


def test_pooled_f_half_is_that_of_its_definition() -> None:
    counts = Counts(right=60, shown=70, alarms=5)
    precision, recall = 60 / 75, 60 / 100
    assert counts.f_half(100) == pytest.approx(
        1.25 * precision * recall / (0.25 * precision + recall)
    )
    assert Counts(0, 0, 0).f_half(100) == 0


def test_the_search_keeps_to_the_alarms_and_beats_one_threshold_for_all() -> None:
    labelled, clean = random_places(1, 300, 0.5), random_places(2, 300, 0.0)
    examination = Examination(labelled, clean, gold=500, words=10_000)
    best = search(examination, KINDS, most_alarms=3.0)
    counts = examination.counts(best)
    assert examination.alarms_per_thousand(counts) <= 3.0
    for value in np.arange(0.3, 1, 0.05):
        same = examination.counts(dict.fromkeys(KINDS, float(value)))
        if examination.alarms_per_thousand(same) <= 3.0:
            assert counts.f_half(500) >= same.f_half(500) - 0.005


def test_trees_are_summed_row_by_row() -> None:
    trees = {
        "feature": [0, -1, 1, -1, -1, -1],
        "threshold": [0.5, 1.0, 2.0, 10.0, 20.0, 100.0],
        "left": [1, -1, 3, -1, -1, -1],
        "right": [2, -1, 4, -1, -1, -1],
        "roots": [0, 5],
    }
    rows = np.array([[0.5, 9], [0.6, 2.0], [0.6, 2.1]], np.float32)
    assert tree_sums(trees, rows).tolist() == [101, 110, 120]


def test_words_of_every_nth_text_are_counted(tmp_path: Path) -> None:
    texts = tmp_path / "texts.tsv.gz"
    with gzip.open(texts, "wt", encoding="utf-8") as lines:
        lines.write("a\tone two\nb\tthree four five\nc\tsix\n")
    assert count_words(texts) == 6
    assert count_words(texts, every=2) == 3
