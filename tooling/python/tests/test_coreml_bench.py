"""The benchmark of compute units: its arithmetic with fakes, its rehearsal with the interpreter."""

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from coreml_models import BLOCK

from typofix_coreml import bench, mac
from typofix_coreml.bench_report import BenchReport, write_report
from typofix_coreml.measuring import Case, compare, measure
from typofix_tooling.errors import ExportError

SPEEDS = {"cpu": 6_000_000, "cpu+ane": 3_000_000}  # nanoseconds of a call


class FakeMac:
    """A clock and the runners that move it on."""

    def __init__(self, wrong_on: str = "") -> None:
        self.now = 0
        self.calls: list[tuple[str, int]] = []
        self._wrong_on = wrong_on

    def clock(self) -> int:
        return self.now

    def open(self, package: Path, units: str) -> "FakeRunner":
        assert package.name == "model.mlpackage"
        self.now += 1_000_000_000
        return FakeRunner(self, units, units == self._wrong_on)


class FakeRunner:
    def __init__(self, fake: FakeMac, units: str, wrong: bool) -> None:
        self._fake, self._units, self._wrong = fake, units, wrong

    def new_state(self) -> None:
        return None

    def run(self, inputs: dict[str, Any], state: None) -> dict[str, Any]:
        self._fake.calls.append((self._units, int(inputs["first_slot"][0])))
        self._fake.now += SPEEDS[self._units]
        logits = np.zeros((1, 384, 1, BLOCK), np.float16)
        logits[0, 320:] = -1e4
        logits[0, 8 if self._wrong else 7, 0, :4] = 5
        groups = logits.reshape(1, 3, 128, BLOCK).astype(np.float32)
        largest = groups.max(axis=2, keepdims=True)
        sums = np.exp(groups - largest).sum(axis=2, keepdims=True)
        return {
            "logits_0": logits,
            "group_max": largest.astype(np.float16),
            "group_sum": sums.astype(np.float16),
        }


def timed(folder: Path, fake: FakeMac, past: int = 0, runs: int = 4) -> list[Any]:
    cases = [Case(folder, units, past) for units in SPEEDS]
    return measure(cases, fake.open, runs, warm_up=2, clock=fake.clock)


def test_only_the_calls_count_neither_loading_nor_warming_up(programs: dict[str, Path]) -> None:
    cpu, ane = timed(programs["qwen3"], FakeMac())
    assert cpu.milliseconds == [6.0] * 4
    assert (ane.quantile(0.5), ane.quantile(0.95)) == (3.0, 3.0)
    assert ane.load_seconds == 1.0
    assert cpu.rows_per_second == pytest.approx(BLOCK / 0.006)


def test_rounds_mix_the_cases_and_the_past_is_filled_first(programs: dict[str, Path]) -> None:
    fake = FakeMac()
    timed(programs["qwen3"], fake, past=2 * BLOCK, runs=20)
    assert fake.calls[:3] == [("cpu", 0), ("cpu", BLOCK), ("cpu+ane", 0)]
    measured = [units for units, _ in fake.calls[-40:]]
    rounds = [tuple(measured[i : i + 2]) for i in range(0, 40, 2)]
    assert set(rounds) == {("cpu", "cpu+ane"), ("cpu+ane", "cpu")}
    assert {slot for _, slot in fake.calls[-40:]} == {2 * BLOCK}


def test_a_past_that_does_not_fit_is_refused(programs: dict[str, Path]) -> None:
    with pytest.raises(ExportError, match="90 rows of past and a block of 16 do not fit its 96"):
        timed(programs["qwen3"], FakeMac(), past=90)


def test_units_are_compared_in_speed_and_in_what_they_say(programs: dict[str, Path]) -> None:
    (same,) = compare(timed(programs["qwen3"], FakeMac()))
    assert same.timing.case.units == "cpu+ane"
    assert (same.speedup, same.largest_difference, same.same_best) == (2.0, 0.0, 1.0)
    (wrong,) = compare(timed(programs["qwen3"], FakeMac(wrong_on="cpu+ane")))
    assert wrong.largest_difference == pytest.approx(5, abs=0.01)
    assert wrong.same_best == 1 - 4 / BLOCK


@pytest.mark.parametrize(
    ("rehearsal", "verdict"), [(True, "1.3 not measured here"), (False, "1.3 reached")]
)
def test_the_report_states_the_target_and_whether_it_is_a_rehearsal(
    rehearsal: bool, verdict: str, programs: dict[str, Path], tmp_path: Path
) -> None:
    timings = timed(programs["qwen3"], FakeMac())
    write_report(BenchReport(rehearsal, 4, 2, timings, compare(timings)), tmp_path)
    content = json.loads((tmp_path / "bench-ane.json").read_text())
    assert content["rehearsal"] is rehearsal
    assert content["comparisons"][0]["target"] == verdict
    assert content["cases"][0]["p95Millis"] == 6.0
    page = (tmp_path / "bench-ane.html").read_text()
    assert ("Rehearsal: there is no Core ML" in page) is rehearsal
    assert verdict in page


def test_slower_than_the_target_is_called_missed(programs: dict[str, Path]) -> None:
    timings = timed(programs["qwen3"], FakeMac())
    timings[1].milliseconds = [5.5]
    report = BenchReport(False, 1, 0, timings, compare(timings))
    assert report.verdict(report.comparisons[0]) == "1.3 missed"


def test_the_command_rehearses_without_core_ml(
    programs: dict[str, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in ("typofix_coreml.bench", "typofix_coreml.runner"):
        monkeypatch.setattr(f"{module}.has_core_ml", lambda: False)
    arguments = ["--model", str(programs["qwen3"]), str(programs["llama"]), "--past", "0", "32"]
    arguments += ["--units", "cpu", "cpu+ane", "--num_runs", "2", "--warm-up", "0"]
    assert bench.main([*arguments, "--output", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "say nothing about a Mac" in out
    content = json.loads((tmp_path / "bench-ane.json").read_text())
    assert len(content["cases"]) == 8
    assert [c["largestDifferenceNats"] for c in content["comparisons"]] == [0.0] * 4
    assert bench.main([*arguments, "--num_runs", "0"]) == 1
    assert "runs must be 1 or more" in capsys.readouterr().err


def test_devices_are_counted_from_a_plan() -> None:
    class MLCPUComputeDevice: ...

    class MLNeuralEngineComputeDevice: ...

    devices = {"gather": MLCPUComputeDevice(), "conv": MLNeuralEngineComputeDevice(), "const": None}

    class Plan:
        def __getattr__(self, name: str) -> "Plan":
            return self

        functions = {"main": None}  # noqa: RUF012

        def get_compute_device_usage_for_mlprogram_operation(self, operation: str) -> Any:
            device = devices[operation]
            usage = type("Usage", (), {"preferred_compute_device": device})
            return usage if device else None

    plan = Plan()
    block = type("Block", (), {"operations": ["const", "gather", "conv", "conv"]})
    plan.functions["main"] = type("Main", (), {"block": block})
    assert mac.count_devices(plan) == {"CPU": 1, "NeuralEngine": 2}


def test_power_is_the_mean_of_the_samples_while_work_goes_on() -> None:
    text = "CPU Power: 100 mW\nGPU Power: 0 mW\nANE Power: 900 mW\n...\n"
    text += "CPU Power: 300 mW\nGPU Power: 0 mW\nANE Power: 1100 mW\nCombined Power: 9 mW\n"
    done: list[int] = []

    class Sampler:
        stdout = io.StringIO(text)

        def poll(self) -> int | None:
            return 0 if len(done) == 3 else None

    found = mac.power(lambda: done.append(1), start=lambda *_, **__: Sampler())
    assert found == {"CPU": 0.2, "GPU": 0.0, "ANE": 1.0}

    def missing(*_: object, **__: object) -> None:
        raise FileNotFoundError("powermetrics")

    assert mac.power(lambda: None, start=missing) == {}
