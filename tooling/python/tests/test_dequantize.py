"""A bundle gives back the model that it was made of, as far as it holds it."""

import json
from pathlib import Path

import numpy as np
import pytest

from typofix_tooling import dequantize
from typofix_tooling.bundle import MODEL, BundleOptions, export
from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import read_config
from typofix_tooling.quantization import quantize_rows
from typofix_tooling.token_tree import TokenTree, TreeScorer

TINY = Path(__file__).parents[3] / "models/tiny"


@pytest.mark.parametrize("name", ["qwen3", "qwen2"])
def test_an_fp32_bundle_gives_back_the_very_weights(
    name: str, models: dict[str, Path], tmp_path: Path
) -> None:
    export(models[name], tmp_path / "bundle", BundleOptions("test", "fp32"))
    dequantize.dequantize(tmp_path / "bundle", tmp_path / "model")
    expected = Checkpoint.open(models[name]).tensors()
    found = Checkpoint.open(tmp_path / "model").tensors()
    assert set(found) == set(expected)
    for tensor, values in expected.items():
        np.testing.assert_array_equal(found[tensor], values)
    original, recovered = read_config(models[name]), read_config(tmp_path / "model")
    assert recovered == original.__class__(
        **vars(original) | {"norm_epsilon": recovered.norm_epsilon}
    )
    assert recovered.norm_epsilon == pytest.approx(original.norm_epsilon)


def test_an_int8_bundle_gives_back_its_rounded_weights(
    models: dict[str, Path], tmp_path: Path
) -> None:
    export(models["qwen3"], tmp_path / "bundle", BundleOptions("test", "int8"))
    dequantize.dequantize(tmp_path / "bundle", tmp_path / "model")
    original = Checkpoint.open(models["qwen3"]).tensors()
    found = Checkpoint.open(tmp_path / "model").tensors()
    assert set(found) == set(original)
    for tensor, values in original.items():
        expected = quantize_rows(values).dequantized() if values.ndim == 2 else values
        np.testing.assert_allclose(found[tensor], expected, rtol=1e-6, atol=1e-9)


def test_the_embedded_model_scores_as_before_once_recovered(tmp_path: Path) -> None:
    """The activations' eight bits are the only difference left."""
    dequantize.dequantize(TINY, tmp_path / "model")
    export(tmp_path / "model", tmp_path / "fp32", BundleOptions("tiny", "fp32"))
    assert (tmp_path / "model" / "tokenizer.json").is_file()
    tokens = [300 + 7 * i for i in range(24)]
    tree = TokenTree(tokens, range(24), range(-1, 23))
    before = TreeScorer(TINY / MODEL).score(tree).log_probs[1:]
    after = TreeScorer(tmp_path / "fp32" / MODEL).score(tree).log_probs[1:]
    assert np.abs(before - after).mean() < 0.15


def test_what_cannot_be_recovered_is_refused(
    models: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export(models["qwen3"], tmp_path / "int4", BundleOptions("test", "int4"))
    assert dequantize.main([str(tmp_path / "int4"), str(tmp_path / "out")]) == 1
    assert "quantization int4; expected int8 or fp32" in capsys.readouterr().err
    export(models["llama"], tmp_path / "llama", BundleOptions("test", "fp32"))
    with pytest.raises(ExportError, match="stretched"):
        dequantize.dequantize(tmp_path / "llama", tmp_path / "out")
    assert not (tmp_path / "out").exists()
    (tmp_path / "out").mkdir()
    export(models["qwen2"], tmp_path / "qwen2", BundleOptions("test", "fp32"))
    with pytest.raises(ExportError, match="exists already"):
        dequantize.dequantize(tmp_path / "qwen2", tmp_path / "out")
    manifest = json.loads((tmp_path / "qwen2" / "manifest.json").read_text())
    assert manifest["quantization"] == "fp32"
