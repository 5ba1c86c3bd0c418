"""The command `pipeline`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from typofix_finetuning import corrections, opinion
from typofix_finetuning.config import MODEL, NO_TASK
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
_LANGUAGE, _LANGUAGE_SETTINGS = "language", "language.toml"
_DOUBTS = "doubts"
# Of the lines that are not learnt from every Nth is enough to follow the losses by.
_VALIDATION_EVERY = 6


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
    if config.language:
        write_atomically(run / _LANGUAGE_SETTINGS, _toml(_language_settings(config, run)))
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
    form = ["--edits"] if config.contrasts else ["--format", "chat"]
    yield Step("texts", tuple(_generate(text, data, form) for text in config.text), data)
    yield Step("corrections", ([sys.executable, "-m", "typofix_finetuning.corrections",
        "--input", config.corrections, "--output", str(data)],))  # fmt: skip
    if config.language:
        yield _finetuning("language", run / _LANGUAGE_SETTINGS, run / _LANGUAGE)
    if config.contrasts:
        yield Step("doubts", tuple(_doubts(config, data)))
    yield _finetuning("fine-tuning", run / _FINETUNE, run)
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


def _generate(text: TextSource, data: Path, form: list[str]) -> list[str]:
    rates = ["--config", text.config] if text.config else ["--natural"]
    return [*JAVA, "generate", "--input", *text.input, *rates, "--seed", str(text.seed),
        "--count", str(text.count), *form, "--output", str(data / f"{text.name}.jsonl"),
    ]  # fmt: skip


def _finetuning(name: str, settings: Path, output: Path) -> Step:
    return Step(name, ([sys.executable, "-m", "typofix_finetuning",
        "--config", str(settings), "--output", str(output)],))  # fmt: skip


def _doubts(config: PipelineConfig, data: Path) -> Iterator[list[str]]:
    """The commands that make the files of `_settings`."""
    learn, rest = data / corrections.LEARN_LINES, data / corrections.REST
    for name, source, layout, every in (
        ("corrections", learn, "corrections", 1),
        ("around", learn, "surroundings", 1),
        ("validation", rest, "corrections", _VALIDATION_EVERY),
        *((text.name, data / f"{text.name}.jsonl", "pairs", 1) for text in config.text),
    ):
        yield [*JAVA, "doubts", "--model", str(opinion.EMBEDDED), "--input", str(source),
            "--layout", layout, "--every", str(every), "--output", _doubts_file(data, name),
        ]  # fmt: skip


def _doubts_file(data: Path, name: str) -> str:
    return str(data / f"{_DOUBTS}-{name}.jsonl")


def _source(config: PipelineConfig, run: Path) -> str:
    return str(run / _SOURCE) if _is_file(config) else config.model


def _pairs(config: PipelineConfig, data: Path) -> dict[str, Any]:
    """Pairs to learn from, and those of other repositories to follow the losses by."""
    files = [{"path": str(data / f"{text.name}.jsonl")} for text in config.text]
    learnt = {"path": str(data / corrections.LEARN), "repeat": config.corrections_repeat}
    return {
        "validation": [str(data / corrections.VALIDATION)],
        "data": [*files, learnt],
    }


def _language_settings(config: PipelineConfig, run: Path) -> dict[str, Any]:
    """The first fine-tuning's configuration."""
    return (
        {"objective": NO_TASK, "backend": config.finetune.get("backend", "auto")}
        | config.language
        | {"model": _source(config, run)}
        | _pairs(config, run / _DATA)
    )


def _settings(config: PipelineConfig, run: Path) -> dict[str, Any]:
    """The fine-tuning's configuration."""
    data = run / _DATA
    learnt = _pairs(config, data)
    if config.contrasts:
        learnt = {
            "validation": [_doubts_file(data, "validation")],
            "data": [
                {"path": _doubts_file(data, "corrections"), "repeat": config.corrections_repeat},
                {"path": _doubts_file(data, "around")},
                *({"path": _doubts_file(data, text.name)} for text in config.text),
            ],
        }
    model = str(run / _LANGUAGE / MODEL) if config.language else _source(config, run)
    return config.finetune | learnt | {"model": model}


def _toml(settings: dict[str, Any]) -> str:
    """Plain values, lists of texts and one list of tables; their JSON is TOML, too."""
    tables = settings["data"]
    lines = [f"{k} = {json.dumps(v)}" for k, v in settings.items() if k != "data"]
    for table in tables:
        lines += ["", "[[data]]", *(f"{k} = {json.dumps(v)}" for k, v in table.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
