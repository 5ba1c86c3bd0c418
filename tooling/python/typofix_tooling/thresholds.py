"""Searches the confidences from which findings of each kind are shown.

Imitates what the product shows on tables of judged edits (`typofix-tooling features`): of each
place the best edit, the most confident places first, none that overlaps another. Chooses the
thresholds with the highest F0.5 on labelled lines and clean texts together (as score.py pools
them) among those with few enough false alarms. Sentences judged again after a correction are not
imitated: confirm the figures with `typofix-tooling evaluate`. List a calibration that was changed
by --write with `typofix-tooling bundle add` again.

  typofix-tooling thresholds --calibration models/tiny/calibration.json \
      --labelled dev.tsv.gz=gitfix-dev.jsonl.gz --clean docs.tsv.gz=clean-dev-docs.tsv.gz \
      --most-alarms 0.38
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from typofix_tooling.calibrate import DESCRIBING_COLUMNS, read_rows
from typofix_tooling.errors import CalibrationError
from typofix_tooling.manifest import write_atomically

COUNTED = frozenset(("nonword", "realword", "inflect", "space", "doubled"))
LOWEST = 0.2  # less confident edits are never shown
GRID = tuple(np.round(np.arange(0.3, 0.99, 0.02), 2).tolist())
Thresholds = dict[str, float]


@dataclass(frozen=True)
class Place:
    """The best edit of a range `[start, end)` of a text."""

    start: int
    end: int
    kind: str
    confidence: float
    label: str

    def overlaps(self, other: Place) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Counts:
    """What thresholds bring: of `shown` findings some are `right`; `alarms` are in clean text."""

    right: int
    shown: int
    alarms: int

    def f_half(self, gold: int) -> float:
        """Pooled F0.5: precision counts twice as much as recall (van Rijsbergen, 1979)."""
        everything = self.shown + self.alarms
        if not self.right or not gold:
            return 0.0
        precision, recall = self.right / everything, self.right / gold
        return 1.25 * precision * recall / (0.25 * precision + recall)


@dataclass(frozen=True)
class Examination:
    """Places by text, most confident first; `gold` edits to be found; `words` of clean text."""

    labelled: list[list[Place]]
    clean: list[list[Place]]
    gold: int
    words: int

    def counts(self, thresholds: Thresholds) -> Counts:
        right = shown = 0
        for places in self.labelled:
            for place in shown_of(places, thresholds):
                if place.label != "UNCLEAR":
                    shown += 1
                    right += place.label == "RIGHT"
        alarms = sum(sum(1 for _ in shown_of(places, thresholds)) for places in self.clean)
        return Counts(right, shown, alarms)

    def alarms_per_thousand(self, counts: Counts) -> float:
        return 1000 * counts.alarms / max(1, self.words)


def shown_of(places: Sequence[Place], thresholds: Thresholds) -> Iterator[Place]:
    """The places that are shown, none overlapping a more confident one."""
    taken: list[Place] = []
    for place in places:
        if place.confidence >= thresholds[place.kind] and not any(map(place.overlaps, taken)):
            taken.append(place)
            yield place


def tree_sums(trees: dict[str, Any], features: NDArray[np.float32]) -> NDArray[np.float64]:
    """The flattened trees' sum for each row of features [edits, features]."""
    feature, left, right = (np.array(trees[key], int) for key in ("feature", "left", "right"))
    threshold = np.array(trees["threshold"], np.float64)
    rows = np.arange(len(features))
    sums = np.zeros(len(features))
    for root in trees["roots"]:
        node = np.full(len(features), int(root))
        while (inner := feature[node] >= 0).any():
            below = features[rows, np.where(inner, feature[node], 0)] <= threshold[node]
            node = np.where(inner, np.where(below, left[node], right[node]), node)
        sums += threshold[node]
    return sums


def read_places(path: Path, calibration: dict[str, Any]) -> dict[int, list[Place]]:
    """The places of each text of a table that may be shown, most confident first."""
    described: list[list[str]] = []
    features: list[NDArray[np.float32]] = []
    rows = read_rows(path)
    if next(rows, [])[DESCRIBING_COLUMNS:] != calibration["features"]:
        raise CalibrationError(f"{path}: has other features than the calibration: make it anew")
    for fields in rows:
        described.append(fields[:DESCRIBING_COLUMNS])
        features.append(np.array(fields[DESCRIBING_COLUMNS:], np.float32))
    logits = calibration["slope"] * tree_sums(calibration["trees"], np.array(features))
    confidences = 1 / (1 + np.exp(-(logits + calibration["intercept"])))
    best: dict[tuple[int, int, int], Place] = {}
    for (text, label, start, end, _, _, kind), confidence in zip(
        described, confidences.tolist(), strict=True
    ):
        key = (int(text), int(start), int(end))
        if confidence >= LOWEST and (key not in best or confidence > best[key].confidence):
            best[key] = Place(key[1], key[2], kind, confidence, label)
    texts: dict[int, list[Place]] = defaultdict(list)
    for (text, _, _), place in best.items():
        texts[text].append(place)
    for places in texts.values():
        places.sort(key=lambda place: -place.confidence)
    return texts


def read_gold(path: Path) -> dict[int, int]:
    """How many edits count in each line, numbered as in a table: corrections by tools left out."""
    counts = {}
    number = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if not record["tool"]:
                counts[number] = sum(edit["cls"] in COUNTED for edit in record["edits"])
                number += 1
    return counts


def count_words(path: Path, every: int = 1) -> int:
    """Words of every Nth of the clean texts, which stand behind a name and a tab."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        taken = itertools.islice(lines, 0, None, every)
        return sum(len(line.split("\t", 1)[1].split()) for line in taken)


def search(examination: Examination, kinds: list[str], most_alarms: float) -> Thresholds:
    """Thresholds of the highest F0.5 with at most so many alarms in 1,000 clean words.

    Alarms get a price that rises until there are few enough; at each price one kind after the
    other takes its best threshold.
    """
    price = 0.0
    while True:
        thresholds = _best_at(price, examination, kinds)
        alarms = examination.alarms_per_thousand(examination.counts(thresholds))
        if alarms <= most_alarms or price > 1:
            return thresholds
        price = max(0.005, price * 1.3)


def _best_at(price: float, examination: Examination, kinds: list[str]) -> Thresholds:
    def worth(thresholds: Thresholds) -> float:
        counts = examination.counts(thresholds)
        return counts.f_half(examination.gold) - price * examination.alarms_per_thousand(counts)

    thresholds = dict.fromkeys(kinds, 0.7)
    for _ in range(2):
        for kind in kinds:
            values = {value: worth({**thresholds, kind: value}) for value in GRID}
            # among equals the highest: it promises the least
            thresholds[kind] = max(values, key=lambda value: (values[value], value))
    return thresholds


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line entry."""
    parser = argparse.ArgumentParser(
        prog="typofix-tooling thresholds",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--calibration", type=Path, required=True)
    parser.add_argument("--labelled", metavar="TABLE=LINES", required=True)
    parser.add_argument("--clean", metavar="TABLE=TEXTS", action="append", required=True)
    parser.add_argument(
        "--every", type=int, default=1, help="the tables hold every Nth text of the files"
    )
    parser.add_argument("--write", action="store_true", help="put them into the calibration, too")
    parser.add_argument("--most-alarms", type=float, default=0.38, help="in 1,000 clean words")
    try:
        run(parser.parse_args(arguments))
    except (CalibrationError, OSError, json.JSONDecodeError) as problem:
        print(f"typofix-tooling: {problem}", file=sys.stderr)
        return 2
    return 0


def run(arguments: argparse.Namespace) -> None:
    """Reads the tables, searches, and prints the options for `calibrate`, or writes them."""
    calibration = json.loads(arguments.calibration.read_text(encoding="utf-8"))
    table, lines = table_and_texts(arguments.labelled)
    gold = {text: count for text, count in read_gold(lines).items() if text % arguments.every == 0}
    labelled = read_places(table, calibration)
    clean: list[list[Place]] = []
    words = 0
    for pair in arguments.clean:
        table, texts = table_and_texts(pair)
        clean.extend(
            places
            for text, places in read_places(table, calibration).items()
            if text % arguments.every == 0
        )
        words += count_words(texts, arguments.every)
    examination = Examination(
        [places for text, places in labelled.items() if gold.get(text)],
        clean,
        sum(gold.values()),
        words,
    )
    kinds = sorted({p.kind for places in examination.labelled + clean for p in places})
    thresholds = search(examination, kinds, arguments.most_alarms)
    counts = examination.counts(thresholds)
    print(
        f"F0.5 {counts.f_half(examination.gold):.4f}, "
        f"{examination.alarms_per_thousand(counts):.3f} alarms in 1,000 words"
    )
    print(" ".join(f"--threshold-of {kind}={value:.2f}" for kind, value in thresholds.items()))
    if arguments.write:
        content = json.dumps(calibration | {"thresholds": thresholds}, separators=(",", ":"))
        write_atomically(arguments.calibration, content)


def table_and_texts(pair: str) -> tuple[Path, Path]:
    """What `TABLE=TEXTS` names: judged edits, and the texts they were judged in."""
    table, _, texts = pair.partition("=")
    if not texts:
        raise CalibrationError(f"{pair}: expected TABLE=TEXTS, two files")
    return Path(table), Path(texts)


if __name__ == "__main__":
    sys.exit(main())
