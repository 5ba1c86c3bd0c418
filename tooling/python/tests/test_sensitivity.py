"""What eight bits cost, kind by kind."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("coremltools")  # parity's, whose random trees are used

from typofix_coreml import sensitivity
from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.model_config import read_config
from typofix_tooling.random_models import random_tree


@pytest.mark.parametrize("name", ["qwen3", "qwen2"])
def test_more_eight_bits_cost_more(name: str, models: dict[str, Path]) -> None:
    config, weights = sensitivity.untied(
        read_config(models[name]), Checkpoint.open(models[name]).tensors()
    )
    trees = [random_tree(np.random.default_rng(2), prompt=6, branches=3)]
    mean = {
        case: sensitivity.distances(config, weights, trees, sensitivity.CASES[case]).mean()
        for case in ("fp16", "v_proj", "lm_head", "int8-mixed", "int8")
    }
    assert mean["fp16"] < mean["int8-mixed"] < mean["int8"]
    assert mean["fp16"] < min(mean["v_proj"], mean["lm_head"])


def test_only_the_kinds_asked_for_are_rounded(models: dict[str, Path]) -> None:
    weights = Checkpoint.open(models["qwen3"]).tensors()
    half, eight = sensitivity.rounded(weights, ()), sensitivity.rounded(weights, ("v_proj",))
    changed = {name for name in weights if not np.array_equal(half[name], eight[name])}
    assert changed == {name for name in weights if "v_proj" in name}
