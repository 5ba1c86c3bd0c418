"""The command `pipeline`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from typofix_finetuning import corrections, opinion
from typofix_finetuning.config import MODEL
from typofix_finetuning.steps import JAVA, Step, carry_out
from typofix_pipeline import report
from typofix_pipeline.config import PipelineConfig, TextSource, read
from typofix_tooling.manifest import write_atomically
from typofix_training.errors import told

_DESCRIPTION = """\
From clean text and corrections to a fine-tuned model that the language server runs: data,
fine-tuning, bundle, decision, examination, Core ML program, a run of the server, and a report,
OUTPUT/PIPELINE.md. Each step is a command that exists for itself; the same call goes on where it
was interrupted, and repeats nothing that is done.
"""
_EXAMPLES = """\
examples:
  typofix-tooling pipeline --config tooling/training/smollm2-pipeline.toml --output runs/smollm2
  typofix-tooling pipeline --config … --output runs/smollm2 --dry-run
"""
_DATA, _SOURCE, _FINETUNE, _SERVED = "data", "source", "finetune.toml", "served.json"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="typofix-tooling pipeline",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--config", type=Path, required=True, metavar="FILE.toml")
    parser.add_argument("--output", type=Path, required=True, metavar="DIR")
    parser.add_argument("--dry-run", action="store_true", help="show the commands of each step")
    chosen = parser.parse_args(arguments)
    try:
        return told(lambda: _run(chosen))
    except KeyboardInterrupt:
        print("typofix-tooling: interrupted; the same command goes on", file=sys.stderr)
        return 130


def _run(chosen: argparse.Namespace) -> int:
    config, run = read(chosen.config), chosen.output.resolve()
    steps = list(plan(config, run))
    if chosen.dry_run:
        for step in steps:
            print(step.name, *step.shown(), sep="\n  ")
        return 0
    run.mkdir(parents=True, exist_ok=True)
    write_atomically(run / _FINETUNE, _toml(_settings(config, run)))
    done = carry_out(run, steps)
    print(report.write(config, run, done, run / _SERVED))
    return 0


def plan(config: PipelineConfig, run: Path) -> Iterator[Step]:
    """All steps, in order."""
    tooling = [sys.executable, "-m", "typofix_tooling"]
    data = run / _DATA
    if _is_file(config):
        yield Step("source", ([*tooling, "import", config.model, "--output", str(run / "untuned"),
            "--keep", str(run / _SOURCE)],))  # fmt: skip
    yield Step("texts", tuple(_generate(text, data) for text in config.text), data)
    yield Step("corrections", ([sys.executable, "-m", "typofix_finetuning.corrections",
        "--input", config.corrections, "--output", str(data)],))  # fmt: skip
    yield Step("fine-tuning", ([sys.executable, "-m", "typofix_finetuning",
        "--config", str(run / _FINETUNE), "--output", str(run)],))  # fmt: skip
    examination = opinion.Examination(
        Path(config.corrections), Path(config.labelled), tuple(map(Path, config.clean)),
        config.every,
    )  # fmt: skip
    yield from opinion.steps(run, run.name, data, examination)
    bundle = run / opinion.BUNDLE
    yield Step("Core ML", ([*tooling, "convert", "--model", str(run / MODEL),
        "--output", str(bundle), "--weights", "int8"],))  # fmt: skip
    yield Step("server", ([sys.executable, "-m", "typofix_pipeline.serve", "--model", str(bundle),
        "--output", str(run / _SERVED)],))  # fmt: skip


def _is_file(config: PipelineConfig) -> bool:
    return Path(config.model).is_file()


def _generate(text: TextSource, data: Path) -> list[str]:
    rates = ["--config", text.config] if text.config else ["--natural"]
    return [*JAVA, "generate", "--input", *text.input, *rates, "--seed", str(text.seed),
        "--count", str(text.count), "--format", "chat",
        "--output", str(data / f"{text.name}.jsonl")]  # fmt: skip


def _settings(config: PipelineConfig, run: Path) -> dict[str, Any]:
    """The fine-tuning's configuration."""
    data = run / _DATA
    files = [str(data / f"{text.name}.jsonl") for text in config.text]
    learnt = {"path": str(data / corrections.LEARN), "repeat": config.corrections_repeat}
    return config.finetune | {
        "model": str(run / _SOURCE) if _is_file(config) else config.model,
        "validation": [str(data / corrections.VALIDATION)],
        "data": [*({"path": file} for file in files), learnt],
    }


def _toml(settings: dict[str, Any]) -> str:
    """Plain values, lists of texts and one list of tables; their JSON is TOML, too."""
    tables = settings["data"]
    lines = [f"{k} = {json.dumps(v)}" for k, v in settings.items() if k != "data"]
    for table in tables:
        lines += ["", "[[data]]", *(f"{k} = {json.dumps(v)}" for k, v in table.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
