"""Steps of commands, each done once: a stamp remembers the commands that it ran."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from typofix_tooling.manifest import write_atomically
from typofix_training.errors import TrainingError

CHECKOUT = Path(__file__).resolve().parents[3]
JAVA = (str(CHECKOUT / "typofix-tooling"),)
STAMPS = "steps"


@dataclass(frozen=True)
class Step:
    """Commands that belong together. All are repeated if one of them did not finish.

    `folder` is made for what they write.
    """

    name: str
    commands: tuple[list[str], ...]
    folder: Path | None = None

    def shown(self) -> list[str]:
        """The commands for a person to read, with the last part of each path."""
        return [
            " ".join(Path(part).name if part.startswith("/") else part for part in command)
            for command in self.commands
        ]


@dataclass(frozen=True)
class Done:
    """A step that was done, and how long it took."""

    step: Step
    seconds: float


def carry_out(run: Path, steps: Iterable[Step]) -> list[Done]:
    """Runs the steps that are not done. What follows one that had to be done is done anew.

    Raises:
        TrainingError: a command failed; the same call goes on with its step.
    """
    if shutil.which("java") is None:
        raise TrainingError("the steps need Java 17 or later: install one")
    done = []
    current = True
    for step in steps:
        stamp = run / STAMPS / f"{re.sub('[^a-z0-9]+', '-', step.name.lower())}.json"
        seconds = _seconds_of(stamp, step) if current else None
        if seconds is None:
            current = False
            stamp.unlink(missing_ok=True)
            seconds = _run(step)
            stamp.parent.mkdir(parents=True, exist_ok=True)
            content = {"commands": [list(c) for c in step.commands], "seconds": round(seconds, 1)}
            write_atomically(stamp, json.dumps(content, indent=1) + "\n")
        else:
            print(f"== {step.name}: done", file=sys.stderr, flush=True)
        done.append(Done(step, seconds))
    return done


def _seconds_of(stamp: Path, step: Step) -> float | None:
    """How long the step took, if these very commands were finished."""
    try:
        content = json.loads(stamp.read_text(encoding="utf-8"))
        same = content["commands"] == [list(command) for command in step.commands]
        return float(content["seconds"]) if same else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _run(step: Step) -> float:
    begun = time.monotonic()
    if step.folder is not None:
        step.folder.mkdir(parents=True, exist_ok=True)
    for command, shown in zip(step.commands, step.shown(), strict=True):
        print(f"== {step.name}: {shown}", file=sys.stderr, flush=True)
        # Python's modules are found from here, installed or not.
        folder = CHECKOUT / "tooling" / "python"
        code = subprocess.run(command, check=False, cwd=folder).returncode
        if code:
            raise TrainingError(
                f"`{shown}` failed with {code}, see above; the same command goes on from there"
            )
    return time.monotonic() - begun
