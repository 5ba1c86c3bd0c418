"""ANEMLL's own conversion pipeline, step by step: started, watched, taken up again, verified.

ANEMLL converts into the folder itself, so a stopped run leaves halves there. Here it works in
`OUTPUT.partial`, which becomes OUTPUT when the last step is verified. Known faults of its
scripts that are worked around (version 0.3.5):

- `--no-lut` stands in the help, but is refused: empty `--lut1 --lut2 --lut3` say the same.
- Unasked, layers become 4-bit and the head 6-bit palettes, which costs Qwen3-0.6B much accuracy,
  and with coremltools 9.0 such models crash: every palette is named here, 8 bits or none.
- A palette that fails is silently left out: the packages' sizes are checked.
- `--only 6` ends after the embeddings, the other two are not compiled: its compiler script is
  started for each. (Up to 0.3.3, `--only 3`, `4` and `5` do nothing and report success.)
- A failed step can end with exit code 0: what each step must leave is checked.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typofix_coreml import anemll_checks
from typofix_coreml.anemll_checks import Machine
from typofix_coreml.anemll_steps import AnemllOptions, Step, commands_of, steps_of
from typofix_tooling import manifest
from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.errors import ExportError

RECORD = "anemll.json"
LOG = "anemll.log"

# A package of 8-bit indices holds about half of what float16 takes.
_PALETTE_SHARE = 0.75

Say = Callable[[str], None]


@dataclass
class _Record:
    """What was done so far, kept beside it: `anemll.json`."""

    folder: Path
    arguments: list[str]
    source: dict[str, Any]
    steps: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def opened(cls, folder: Path, options: AnemllOptions) -> "_Record":
        """The record in a folder; a new one if it was of other arguments or another model."""
        record = cls(folder, options.arguments(), _fingerprint(options.model))
        try:
            old = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return record
        if old.get("arguments") == record.arguments and old.get("source") == record.source:
            record.steps = old["steps"]
        return record

    def done(self, step: Step) -> bool:
        """Whether the step was finished and its files are still as it left them."""
        entry = self.steps.get(str(step.number))
        return entry is not None and entry["files"] == _sizes(self.folder, step)

    def add(self, step: Step, seconds: float) -> None:
        files = _sizes(self.folder, step)
        self.steps[str(step.number)] = {
            "what": step.what,
            "seconds": round(seconds, 1),
            "files": files,
        }
        content = {"arguments": self.arguments, "source": self.source, "steps": self.steps}
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        manifest.write_atomically(self.folder / RECORD, text)


def convert_via_anemll(
    options: AnemllOptions, say: Say = print, machine: Machine | None = None
) -> None:
    """Runs what is left to do; OUTPUT appears when all of it is verified."""
    machine = machine or Machine.this()
    steps = steps_of(options, machine)
    if options.output.exists():
        _check_finished(options, steps, say)
        return
    anemll_checks.check(options.anemll, options.python, options.model, options.output, machine)
    partial = options.output.with_name(options.output.name + ".partial")
    partial.mkdir(parents=True, exist_ok=True)
    record = _Record.opened(partial, options)
    for place, step in enumerate(steps, start=1):
        label = f"[{place}/{len(steps)}] {step.what}"
        if record.done(step):
            say(f"{label}: done before")
            continue
        say(f"{label} ...")
        started = time.monotonic()
        _run(step, options, partial)
        _verify(step, options, partial)
        record.add(step, time.monotonic() - started)
        say(f"{label}: {time.monotonic() - started:.0f} s")
    partial.rename(options.output)
    say(_summary(options, machine))


def _check_finished(options: AnemllOptions, steps: list[Step], say: Say) -> None:
    record = _Record.opened(options.output, options)
    unfinished = [step.what for step in steps if not record.done(step)]
    if unfinished:
        raise ExportError(
            f"{options.output} exists and is no finished conversion of this model with these "
            f"arguments (differs: {', '.join(unfinished)}): move it away, or name another folder"
        )
    say(f"{options.output}: converted before, complete")


def _run(step: Step, options: AnemllOptions, folder: Path) -> None:
    """One step of the script. What an earlier try left of it is removed first."""
    for name in step.leaves:
        _remove(folder / name)
    log = folder / LOG
    for command in commands_of(step, options, folder):
        with log.open("ab") as stream:
            stream.write(f"\n== {step.number}: {step.what}\n".encode())
            stream.flush()
            code = subprocess.run(
                command,
                stdout=stream,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd=options.anemll,
                env=_environment(options),
                check=False,
            ).returncode
        if code != 0:
            raise ExportError(
                f"ANEMLL's step {step.number} ({step.what}) failed with code {code}: "
                f"{_last_line(log)}; all of it in {log}. The steps before are kept: once mended, "
                "the same command goes on from here"
            )


def _environment(options: AnemllOptions) -> dict[str, str]:
    """The scripts start `python3`: the chosen one's folder comes first."""
    found = shutil.which(options.python)
    folder = str(Path(found).absolute().parent) if found else ""
    path = os.pathsep.join(part for part in (folder, os.environ.get("PATH", "")) if part)
    modules = str(options.anemll.absolute())
    return os.environ | {"PATH": path, "PYTHONPATH": modules, "TOKENIZERS_PARALLELISM": "false"}


def _verify(step: Step, options: AnemllOptions, folder: Path) -> None:
    for name in step.leaves:
        problem = _problem(folder / name)
        if problem:
            raise ExportError(
                f"ANEMLL's step {step.number} ({step.what}) said it was done, but {problem}; "
                f"see {folder / LOG}"
            )
    if step.layers and options.palette:
        _check_palette(step, options, folder)


def _check_palette(step: Step, options: AnemllOptions, folder: Path) -> None:
    """A palette that fails is left out without an error: only the size tells."""
    whole = 2 * Checkpoint.open(options.model).count("model.layers.")
    found = sum(_size(folder / name) for name in step.leaves)
    if found > _PALETTE_SHARE * whole:
        raise ExportError(
            f"the layers take {found / 1e6:.1f} MB, as much as without palettes: ANEMLL left "
            "them out without an error (is scikit-learn missing from its Python?); "
            f"see {folder / LOG}"
        )


def _problem(path: Path) -> str | None:
    if not path.exists():
        return f"{path.name} is missing"
    if path.suffix == ".mlpackage":
        wanted = ["Manifest.json", "Data/com.apple.CoreML/model.mlmodel"]
    elif path.suffix == ".mlmodelc":
        wanted = ["coremldata.bin"]
    else:
        return None if path.stat().st_size else f"{path.name} is empty"
    for name in wanted:
        file = path / name
        if not file.is_file() or not file.stat().st_size:
            return f"{path.name} is incomplete: it lacks {name}"
    return None


def _sizes(folder: Path, step: Step) -> dict[str, int]:
    return {name: _size(folder / name) for name in step.leaves if (folder / name).exists()}


def _size(path: Path) -> int:
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file())


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _fingerprint(model: Path) -> dict[str, Any]:
    """Enough to see that a model changed, without reading gigabytes at each start."""
    files = [model / "config.json", *sorted(model.glob("*.safetensors"))]
    return {
        file.name: {"bytes": file.stat().st_size, "modified": file.stat().st_mtime_ns}
        for file in files
        if file.is_file()
    }


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "no output")


def _summary(options: AnemllOptions, machine: Machine) -> str:
    lines = [f"{options.output}: complete"]
    if not machine.compiles:
        lines.append(
            "not compiled, this is no Mac: Core ML does that when it first loads a package"
        )
    if not options.monolithic:
        lines.append(
            "the prefill of this form returns one row a call: enough for chat; to score text, use "
            "--layout monolithic, or the own converter's package (leave out --via)"
        )
    return "\n".join(lines)
