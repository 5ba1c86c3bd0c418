"""A fine-tuned model becomes a second opinion: bundle, decision, report.

The embedded model asks it about what it does not rule out; docs/second-opinion.md has the whole.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from typofix_finetuning import corrections, prompt
from typofix_finetuning.config import MODEL
from typofix_finetuning.steps import CHECKOUT, JAVA, Step
from typofix_training.errors import TrainingError

BUNDLE, REPORT, ALONE = "bundle", "report", "report-embedded"
CALIBRATION = "second-opinion.json"
EMBEDDED = CHECKOUT / "models" / "tiny"
_MADE_ERRORS = CHECKOUT / "tooling" / "training" / "calibration-data.toml"
_SEED = 5
_TREES = 300
# Of the clean lines around corrections and of the errors made in them every Nth is taken, and
# counts so much (tooling/EXPERIMENTS.md: more, and confidence says less than it should).
_EVERY, _AROUND_WEIGHT, _MADE_WEIGHT = 4, 3, 1.1
# Thresholds are chosen on every second text of the examination.
_THRESHOLDS_EVERY = 2


@dataclass(frozen=True)
class Examination:
    """The texts that the decision is fitted on, and those that the result is judged by."""

    corrections: Path  # gzipped lines with their corrections and neighbours
    labelled: Path
    clean: tuple[Path, ...]
    every: int = 1  # take every Nth text: a quick look

    def __post_init__(self) -> None:
        for path in (self.corrections, self.labelled, *self.clean):
            if not path.is_file():
                raise TrainingError(f"{path}: no such file")
        if not self.clean:
            raise TrainingError("name clean texts, too: alarms are counted in them")


def steps(run: Path, name: str, data: Path, examination: Examination) -> Iterator[Step]:
    """What follows the fine-tuning in `run`; `data` is the folder of the divided corrections."""
    python = [sys.executable, "-m", "typofix_tooling"]
    bundle, tables = run / BUNDLE, run / "tables"
    calibration = bundle / CALIBRATION
    yield Step("bundle", ([*python, "export_onnx", "--rotate", "--model", str(run / MODEL),
        "--output", str(bundle), "--name", name, "--prompt", str(run / prompt.FILE)],))  # fmt: skip
    made = tables / "made.jsonl"
    yield Step("made errors", ([*JAVA, "generate", "--input", str(data / corrections.AROUND),
        "--layout", "opensubtitles", "--config", str(_MADE_ERRORS), "--edits",
        "--seed", str(_SEED), "--output", str(made)],), tables)  # fmt: skip
    rest, every = data / corrections.REST, examination.every
    learnt = []
    for table, source, layout, each, weight in (
        ("train", rest, ["corrections", "--leave-out"], every, 1.0),
        ("around", rest, ["surroundings"], every * _EVERY, _AROUND_WEIGHT),
        ("made", made, ["pairs"], every * _EVERY, _MADE_WEIGHT),
    ):
        file = tables / f"{table}.tsv.gz"
        yield _table(bundle, source, layout, each, file)
        learnt += ["--table", f"{file}={weight}"]
    each = every * _THRESHOLDS_EVERY
    judged = tables / "labelled.tsv.gz"
    yield _table(bundle, examination.labelled, ["corrections"], each, judged)
    clean = []
    for texts in examination.clean:
        file = tables / f"{texts.name.split('.')[0]}.tsv.gz"
        yield _table(bundle, texts, ["tsv"], each, file)
        clean += ["--clean", f"{file}={texts}"]
    yield Step("decision", (
        [*python, "calibrate", "--trees", str(_TREES), *learnt, "--output", str(calibration)],
        [*python, "thresholds", "--write", "--every", str(each), "--calibration", str(calibration),
         "--labelled", f"{judged}={examination.labelled}", *clean],
        [sys.executable, "-m", "typofix_tooling.manifest", "add", str(bundle), str(calibration)],
    ))  # fmt: skip
    examined = ["--labelled", str(examination.labelled), "--clean", *map(str, examination.clean)]
    if every > 1:
        examined += ["--every", str(every)]
    yield Step("evaluation", (
        [*JAVA, "evaluate", *examined, "--output", str(run / ALONE)],
        [*JAVA, "evaluate", "--second", str(bundle), *examined, "--output", str(run / REPORT)],
    ))  # fmt: skip


def _table(bundle: Path, source: Path, layout: list[str], every: int, output: Path) -> Step:
    return Step(f"table {output.name.split('.')[0]}", ([*JAVA, "features",
        "--model", str(EMBEDDED), "--second", str(bundle), "--input", str(source),
        "--layout", *layout, "--every", str(every), "--output", str(output)],))  # fmt: skip
