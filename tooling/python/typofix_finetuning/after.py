"""`--all`: from the fine-tuned model to the report, by the commands that exist for each step."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from typofix_finetuning import prompt
from typofix_finetuning.config import MODEL
from typofix_training.errors import TrainingError

_CHECKOUT = Path(__file__).resolve().parents[3]
BUNDLE, REPORT = "bundle", "report"


@dataclass(frozen=True)
class Examination:
    """The texts that the decision is fitted on, and those that the result is judged by."""

    corrections: Path  # lines with their corrections and neighbours
    labelled: tuple[Path, ...]
    clean: tuple[Path, ...]
    every: int = 1  # take every Nth text: a quick look

    def __post_init__(self) -> None:
        for path in (self.corrections, *self.labelled, *self.clean):
            if not path.is_file():
                raise TrainingError(f"{path}: no such file; --all needs it")
        if not self.labelled:
            raise TrainingError("--all needs --labelled: lines with their corrections")


def commands(run: Path, name: str, examination: Examination) -> Iterator[list[str]]:
    """The commands, one after another; each is repeated if an earlier run did not finish."""
    python = [sys.executable, "-m", "typofix_tooling"]
    java = [str(_CHECKOUT / "typofix-tooling")]
    bundle = run / BUNDLE
    every = ["--every", str(examination.every)] if examination.every > 1 else []
    yield [*python, "export_onnx", "--model", str(run / MODEL), "--output", str(bundle),
           "--rotate", "--name", name, "--prompt", str(run / prompt.FILE)]  # fmt: skip
    tables = []
    for layout, more in (("corrections", ["--leave-out"]), ("surroundings", [])):
        table = run / f"{layout}.tsv.gz"
        tables += ["--table", str(table)]
        yield [*java, "features", "--model", str(bundle), "--input", str(examination.corrections),
               "--layout", layout, *more, *every, "--output", str(table)]  # fmt: skip
    calibration = bundle / "calibration.json"
    yield [*python, "calibrate", *tables, "--output", str(calibration)]
    yield [sys.executable, "-m", "typofix_tooling.manifest", "add", str(bundle), str(calibration)]
    clean = ["--clean", *map(str, examination.clean)] if examination.clean else []
    labelled = ["--labelled", *map(str, examination.labelled)]
    examined = ["--model", str(bundle), *labelled, *clean, *every]
    yield [*java, "evaluate", *examined, "--output", str(run / REPORT)]


def carry_out(sequence: Iterator[Sequence[str]]) -> None:
    """Runs commands until one fails."""
    if shutil.which("java") is None:
        raise TrainingError("--all needs Java 17 or later: install one")
    for command in sequence:
        shown = " ".join(Path(part).name if "/" in part else part for part in command)
        print(f"== {shown}", file=sys.stderr, flush=True)
        code = subprocess.run(command, check=False, cwd=_CHECKOUT / "tooling" / "python").returncode
        if code:
            raise TrainingError(
                f"`{shown}` failed with {code}, see above; the model is whole, and the same "
                "command goes on after the training"
            )
