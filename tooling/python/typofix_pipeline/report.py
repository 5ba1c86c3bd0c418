"""PIPELINE.md: what was made, of what, how good it is and how long each step took."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from typofix_finetuning.opinion import ALONE, BUNDLE, CALIBRATION, REPORT
from typofix_finetuning.steps import Done
from typofix_pipeline.config import PipelineConfig
from typofix_tooling.manifest import source_commit
from typofix_training import curve

FILE = "PIPELINE.md"
_MEGABYTE = 1_000_000
_CLASSES = {
    "nonword": "non-words corrected",
    "nonword-unlisted": "of these, on no list",
    "realword": "real-word errors",
    "inflect": "inflections",
    "space": "split or joined",
    "doubled": "repeated words",
}


def write(config: PipelineConfig, run: Path, done: Sequence[Done], served: Path) -> Path:
    """Writes the report beside what it tells of."""
    parts = [
        f"# {run.name}",
        f"Made by `typofix-tooling pipeline`, source commit {source_commit()}.",
        _made_of(config),
        "## Fine-tuning",
        _learning(run),
        "## Examination",
        _examined(config, run),
        "## What was made",
        _sizes(run),
        "## Served",
        _served(served),
        "## Steps",
        _steps(done),
    ]
    file = run / FILE
    file.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return file


def _made_of(config: PipelineConfig) -> str:
    lines = [f"- model: {Path(config.model).name}"]
    for text in config.text:
        names = ", ".join(Path(name).name for name in text.input)
        lines.append(f"- {text.count:,} texts of {names}, errors put in (seed {text.seed})")
    lines.append(f"- corrections that people made: {Path(config.corrections).name}")
    lines += [f"- {key} = {json.dumps(value)}" for key, value in sorted(config.finetune.items())]
    lines += [
        f"- before, as a language model: {key} = {json.dumps(value)}"
        for key, value in sorted(config.language.items())
    ]
    return "\n".join(lines)


def _learning(run: Path) -> str:
    held_out = [point for point in curve.read(run) if point.held_out]
    rows = ["| tokens | copied, nats | changed, nats | changed tokens first |", "|---|---|---|---|"]
    rows += [
        f"| {point.tokens:,} | {point.copied_loss:.3f} | {point.changed_loss:.3f} "
        f"| {point.changed_right:.3f} |"
        for point in held_out
    ]
    return "Losses on held-out pairs.\n\n" + "\n".join(rows)


def _examined(config: PipelineConfig, run: Path) -> str:
    alone, both = (_scores(run / name) for name in (ALONE, REPORT))
    rows = ["| | the embedded model alone | with this second opinion |", "|---|---|---|"]
    for title, value in (
        ("pooled F0.5", lambda s: s["scores"]["pooled"]["f05"]),
        ("false alarms per 1,000 clean words", lambda s: s["scores"]["alarmsPer1000CleanWords"]),
    ):
        rows.append(f"| {title} | {value(alone):.3f} | {value(both):.3f} |")
    for name, title in _CLASSES.items():
        found = [s["scores"]["classes"].get(name, {}).get("corrected") for s in (alone, both)]
        rows.append(f"| {title} | {' | '.join(_number(value) for value in found)} |")
    rows.append(
        f"| expected calibration error | {alone['shown']['expectedCalibrationError']:.3f} "
        f"| {both['shown']['expectedCalibrationError']:.3f} |"
    )
    rows.append(
        f"| a text on one core, p50 | {alone['latency']['p50Millis']:.0f} ms "
        f"| {both['latency']['p50Millis']:.0f} ms |"
    )
    taken = "all texts" if config.every == 1 else f"every {config.every}th text"
    names = ", ".join(Path(name).name for name in (config.labelled, *config.clean))
    return f"By `evaluate` on {taken} of {names}.\n\n" + "\n".join(rows)


def _scores(report: Path) -> dict[str, Any]:
    content = json.loads((report / "report.json").read_text(encoding="utf-8"))
    first: dict[str, Any] = content["checkers"][0]
    return first


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _sizes(run: Path) -> str:
    bundle = run / BUNDLE
    calibration = json.loads((bundle / CALIBRATION).read_text(encoding="utf-8"))
    thresholds = ", ".join(f"{k} {v:g}" for k, v in sorted(calibration["thresholds"].items()))
    rows = ["| file | MB |", "|---|---|"]
    rows += [
        f"| {entry.name} | {_size(entry) / _MEGABYTE:.1f} |" for entry in sorted(bundle.iterdir())
    ]
    return "\n".join(rows) + f"\n\nThresholds: {thresholds}."


def _size(entry: Path) -> int:
    files = entry.rglob("*") if entry.is_dir() else [entry]
    return sum(file.stat().st_size for file in files if file.is_file())


def _served(served: Path) -> str:
    content = json.loads(served.read_text(encoding="utf-8"))
    lines = ["The language server with this bundle:", ""]
    for text in content["texts"]:
        lines.append(f"- `{text['text']}`")
        lines += [f"  - {finding}" for finding in text["findings"] or ["nothing found"]]
    return "\n".join(lines)


def _steps(done: Sequence[Done]) -> str:
    rows = ["| step | minutes | commands |", "|---|---|---|"]
    for step in done:
        shown = "<br>".join(f"`{command}`" for command in step.step.shown())
        rows.append(f"| {step.step.name} | {step.seconds / 60:.1f} | {shown} |")
    return "\n".join(rows)
