"""What only a Mac can tell: which unit Core ML prefers for each operation, and the power drawn."""

import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import coremltools as ct

from typofix_coreml.runner import UNITS

_SAMPLERS = "cpu_power,gpu_power,ane_power"
_WATTS = re.compile(r"^(CPU|GPU|ANE) Power: (\d+) mW", re.MULTILINE)
_SAMPLES = 4
_SAMPLE_MILLIS = 500


def placement(package: Path, units: str) -> dict[str, int]:
    """How many operations Core ML would rather run on which device; a plan, no measurement."""
    plan_type = ct.models.compute_plan.MLComputePlan
    model = ct.models.MLModel(str(package), compute_units=UNITS[units])
    plan = plan_type.load_from_path(model.get_compiled_model_path(), UNITS[units])
    return count_devices(plan)


def count_devices(plan: Any) -> dict[str, int]:
    """The operations of `main` by preferred device; constants have none."""
    counts: Counter[str] = Counter()
    for operation in plan.model_structure.program.functions["main"].block.operations:
        usage = plan.get_compute_device_usage_for_mlprogram_operation(operation)
        if usage is not None:
            name = type(usage.preferred_compute_device).__name__
            counts[name.removeprefix("ML").removesuffix("ComputeDevice")] += 1
    return dict(counts)


def power(
    work: Callable[[], None], start: Callable[..., Any] = subprocess.Popen
) -> dict[str, float]:
    """Mean watts by unit while `work` is called again and again; empty without permission."""
    command = ["powermetrics", "--samplers", _SAMPLERS, "-i", str(_SAMPLE_MILLIS)]
    try:
        sampler = start(
            [*command, "-n", str(_SAMPLES)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
    except OSError:
        return {}
    while sampler.poll() is None:
        work()
    return mean_watts(sampler.stdout.read())


def mean_watts(output: str) -> dict[str, float]:
    """What `powermetrics` printed, in watts."""
    values: dict[str, list[int]] = {}
    for unit, milliwatts in _WATTS.findall(output):
        values.setdefault(unit, []).append(int(milliwatts))
    return {unit: sum(found) / len(found) / 1000 for unit, found in values.items()}
