"""Running a converted program: by Core ML on a Mac, elsewhere by the interpreter."""

import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import coremltools as ct
import numpy as np
from numpy.typing import NDArray

from typofix_coreml.interpreter import Interpreter
from typofix_tooling.errors import ExportError

Arrays = Mapping[str, NDArray[Any]]

# What Core ML may use, as people name it. Core ML decides for each operation which it does use.
UNITS = {
    "cpu": ct.ComputeUnit.CPU_ONLY,
    "cpu+gpu": ct.ComputeUnit.CPU_AND_GPU,
    "cpu+ane": ct.ComputeUnit.CPU_AND_NE,
    "all": ct.ComputeUnit.ALL,
}


class Runner(Protocol):
    """A loaded program. One state belongs to one sequence of calls."""

    def new_state(self) -> Any:
        """An empty cache; None for programs without one."""

    def run(self, inputs: Arrays, state: Any) -> dict[str, NDArray[np.float16]]:
        """One prediction; changes the state."""


class CoreMlRunner:
    """Core ML itself, through coremltools. macOS 15 or later only."""

    def __init__(self, package: Path, units: str) -> None:
        try:
            self._model = ct.models.MLModel(str(package), compute_units=UNITS[units])
        except RuntimeError as problem:
            raise ExportError(f"{package}: Core ML does not load it: {problem}") from None
        self._stateful = bool(self._model.get_spec().description.state)

    def new_state(self) -> Any:
        return self._model.make_state() if self._stateful else None

    def run(self, inputs: Arrays, state: Any) -> dict[str, NDArray[np.float16]]:
        return self._model.predict(dict(inputs), state=state)


class InterpreterRunner:
    """The interpreter in emulated float16: right, but its speed says nothing about a Mac."""

    def __init__(self, package: Path) -> None:
        self._interpreter = Interpreter.open(package)

    def new_state(self) -> Any:
        return self._interpreter.new_state()

    def run(self, inputs: Arrays, state: Any) -> dict[str, NDArray[np.float16]]:
        return self._interpreter.run(inputs, state)


def has_core_ml() -> bool:
    return platform.system() == "Darwin"


def open_runner(package: Path, units: str = "cpu+ane") -> Runner:
    """Core ML where there is one. `units`: of `UNITS`."""
    if not package.is_dir():
        raise ExportError(f"{package}: no Core ML package")
    return CoreMlRunner(package, units) if has_core_ml() else InterpreterRunner(package)
