"""Checkpoints: everything that a run needs to go on, replaced in one step."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

import torch

from typofix_training.errors import TrainingError

CHECKPOINT = "checkpoint.pt"


def save(folder: Path, state: dict[str, Any]) -> None:
    """Writes a checkpoint; a disk that fills or a kill leaves the earlier one."""
    target = folder / CHECKPOINT
    partial = folder / (CHECKPOINT + ".partial")
    try:
        with partial.open("wb") as stream:
            torch.save(state, stream)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    except (OSError, RuntimeError) as problem:
        partial.unlink(missing_ok=True)
        raise TrainingError(
            f"{target}: not written: {problem}; the earlier checkpoint is intact: "
            "free some space and run the command again"
        ) from None


def load(folder: Path) -> dict[str, Any] | None:
    """The checkpoint of a folder, or nothing if there is none yet. Tensors and numbers only."""
    path = folder / CHECKPOINT
    if not path.exists():
        return None
    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except (RuntimeError, EOFError, OSError, pickle.UnpicklingError, ValueError) as problem:
        reason = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
        raise TrainingError(
            f"{path}: not a whole checkpoint ({reason}): remove it to begin anew"
        ) from None
    return state
