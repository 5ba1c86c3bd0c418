"""Timing calls of converted programs on different compute units, fairly.

All cases are loaded and warmed up first; then each round runs every case once, in an order that
is shuffled anew: what the machine does meanwhile falls on all of them alike.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from typofix_coreml.contract import FIRST_SLOT, HIDDEN, MASK, POSITION_IDS, TOKEN_IDS
from typofix_coreml.description import read_description
from typofix_coreml.runner import Runner
from typofix_coreml.session import Float64, log_probs
from typofix_masked.contract import VISIBLE
from typofix_tooling.errors import ExportError

Clock = Callable[[], int]  # nanoseconds
Opener = Callable[[Path, str], Runner]  # package, units


@dataclass(frozen=True)
class Case:
    """One thing to time: a call of K rows after `past` rows, on some units."""

    folder: Path
    units: str
    past: int

    @property
    def name(self) -> str:
        return f"{self.folder.name}, {self.past} rows of past, {self.units}"


@dataclass
class Timing:
    """What was measured of a case."""

    case: Case
    block: int
    load_seconds: float
    milliseconds: list[float] = field(default_factory=list)
    last: Float64 | None = None  # [K, vocabulary], log-probabilities of the last call

    def quantile(self, share: float) -> float:
        """Milliseconds of a call."""
        return float(np.quantile(self.milliseconds, share))

    @property
    def rows_per_second(self) -> float:
        return self.block / self.quantile(0.5) * 1000


@dataclass(frozen=True)
class Comparison:
    """The same call on two units: how much quicker, and whether they say the same."""

    timing: Timing
    baseline: Timing
    speedup: float  # median of the baseline over the median of the other
    largest_difference: float  # nats, among the baseline's eight best tokens of each row
    same_best: float  # share of the rows whose best token is the same


class _Prepared:
    """A loaded case: its state is filled with the past, its inputs are ready."""

    def __init__(self, case: Case, opener: Opener, clock: Clock) -> None:
        description = read_description(case.folder)
        started = clock()
        self._runner = opener(case.folder / description["program"], case.units)
        self.timing = Timing(case, description["block"], (clock() - started) / 1e9)
        self._vocabulary = description["vocabularySize"]
        self._state = self._runner.new_state()
        slots = description.get("slots")
        if slots is None:
            self._inputs = _masked_inputs(description)
            return
        if case.past + description["block"] > slots:
            raise ExportError(
                f"{case.folder}: {case.past} rows of past and a block of {description['block']} "
                f"do not fit its {slots} slots"
            )
        for first in range(0, case.past, description["block"]):
            self._runner.run(_inputs(description, first), self._state)
        self._inputs = _inputs(description, case.past)

    def call(self, clock: Clock | None = None) -> None:
        """One call; with a clock it counts."""
        started = clock() if clock else 0
        outputs = self._runner.run(self._inputs, self._state)
        if clock:
            self.timing.milliseconds.append((clock() - started) / 1e6)
            self.timing.last = log_probs(outputs, self._vocabulary)


def measure(
    cases: Sequence[Case],
    opener: Opener,
    runs: int,
    warm_up: int,
    clock: Clock = time.perf_counter_ns,
    seed: int = 1,
) -> list[Timing]:
    """Times all cases, `runs` calls each after `warm_up` that do not count."""
    prepared = [_Prepared(case, opener, clock) for case in cases]
    for one in prepared:
        for _ in range(warm_up):
            one.call()
    generator = random.Random(seed)
    for _ in range(runs):
        for one in generator.sample(prepared, len(prepared)):
            one.call(clock)
    return [one.timing for one in prepared]


def ready(case: Case, opener: Opener) -> Callable[[], None]:
    """Loads a case; each call of what is returned is one call of the program."""
    return _Prepared(case, opener, time.perf_counter_ns).call


def compare(timings: Sequence[Timing], baseline: str = "cpu") -> list[Comparison]:
    """Each timing with that of the same call on the baseline units."""
    found = []
    for timing in timings:
        for other in timings:
            same_call = (other.case.folder, other.case.past) == (
                timing.case.folder,
                timing.case.past,
            )
            if same_call and other.case.units == baseline and timing is not other:
                found.append(_comparison(timing, other))
    return found


def _comparison(timing: Timing, baseline: Timing) -> Comparison:
    mine, theirs = timing.last, baseline.last
    assert mine is not None
    assert theirs is not None
    best = np.argsort(-theirs, axis=1)[:, :8]
    difference = np.take_along_axis(mine, best, 1) - np.take_along_axis(theirs, best, 1)
    return Comparison(
        timing,
        baseline,
        speedup=baseline.quantile(0.5) / timing.quantile(0.5),
        largest_difference=float(np.abs(difference).max()),
        same_best=float((mine.argmax(axis=1) == theirs.argmax(axis=1)).mean()),
    )


def _inputs(description: dict[str, Any], first: int) -> dict[str, NDArray[Any]]:
    """A block of a plain sequence: each row sees all before it and itself."""
    block, slots = description["block"], description["slots"]
    generator = np.random.default_rng(first)
    tokens = generator.integers(0, description["vocabularySize"], (1, block))
    mask = np.full((1, 1, block, slots), HIDDEN, np.float16)
    for row in range(block):
        mask[0, 0, row, : first + row + 1] = 0
    positions = np.arange(first, first + block) % description["maximumPositions"]
    return {
        TOKEN_IDS: tokens.astype(np.int32),
        POSITION_IDS: positions.astype(np.int32),
        FIRST_SLOT: np.array([first], np.int32),
        MASK: mask,
    }


def _masked_inputs(description: dict[str, Any]) -> dict[str, NDArray[Any]]:
    length = description["block"]
    generator = np.random.default_rng(0)
    tokens = generator.integers(0, description["vocabularySize"], (1, length))
    visible = np.ones((1, length, 1, 1), np.float16)
    return {TOKEN_IDS: tokens.astype(np.int32), VISIBLE: visible}
