"""Rotating a model changes what its activations look like, not what it computes."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from typofix_tooling.bundle import BundleOptions, export
from typofix_tooling.dequantize import dequantize
from typofix_tooling.errors import ExportError
from typofix_tooling.language_model_graph import GraphOptions, build_graph
from typofix_tooling.model_config import ModelConfig
from typofix_tooling.random_models import CONFIGS, Weights, random_tree, write_model
from typofix_tooling.reference import ReferenceModel
from typofix_tooling.rotation import RotatedWeights
from typofix_tooling.token_tree import TokenTree, TreeScorer

SEED = 20
FP32_TOLERANCE = 1e-4
SAMPLE = [list(range(3, 40)), list(range(60, 50, -1))]


def scores(
    config: ModelConfig, weights: RotatedWeights, quantization: str, tree: TokenTree, folder: Path
) -> np.ndarray:
    model = build_graph(config, weights, GraphOptions(quantization, "pairs", 64))
    file = folder / f"{quantization}.onnx"
    file.write_bytes(model.SerializeToString())
    return TreeScorer(file).score(tree).log_probs


@pytest.mark.parametrize("name", CONFIGS)
def test_computes_what_it_did(name: str, tree: TokenTree, tmp_path: Path) -> None:
    config, weights = write_model(tmp_path / "model", name, SEED)
    rotated = RotatedWeights(config, weights, SAMPLE)
    expected = np.array(ReferenceModel(config, weights).log_probs(tree), np.float64)
    actual = scores(config, rotated, "fp32", tree, tmp_path)
    np.testing.assert_allclose(actual, expected, atol=FP32_TOLERANCE, rtol=0)


def with_outliers(config: ModelConfig, weights: Weights) -> Weights:
    """The model with a few channels that are many times as large as the others.

    They grow in the norms' scales and shrink in the products behind them.
    """
    loud = {name: value.copy() for name, value in weights.items()}
    channels = np.random.default_rng(SEED).permutation(config.hidden_size)[:3]
    for layer in range(config.layers):
        prefix = f"model.layers.{layer}"
        for norm, products in (
            ("input_layernorm", ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj")),
            ("post_attention_layernorm", ("mlp.gate_proj", "mlp.up_proj")),
        ):
            loud[f"{prefix}.{norm}.weight"][channels] *= 40
            for product in products:
                loud[f"{prefix}.{product}.weight"][:, channels] /= 40
    return loud


def test_outliers_cost_eight_bits_less(tmp_path: Path) -> None:
    config, weights = write_model(tmp_path / "model", "qwen3", SEED)
    loud = with_outliers(config, weights)
    save_file(loud, tmp_path / "model" / "model.safetensors")
    export(tmp_path / "model", tmp_path / "bundle", BundleOptions("plain", "int8"))
    rotated = RotatedWeights(config, loud, SAMPLE)
    plain_error, rotated_error = [], []
    for seed in range(10):
        tree = random_tree(np.random.default_rng(seed), prompt=11, branches=8)
        exact = np.array(ReferenceModel(config, weights).log_probs(tree), np.float64)
        known = ~np.isnan(exact)
        plain = TreeScorer(tmp_path / "bundle" / "model.onnx").score(tree).log_probs
        plain_error.append(np.abs(plain - exact)[known].mean())
        turned = scores(config, rotated, "int8", tree, tmp_path)
        rotated_error.append(np.abs(turned - exact)[known].mean())
    assert np.mean(rotated_error) < 0.5 * np.mean(plain_error)


def test_a_rotated_bundle_is_not_taken_for_the_model_that_it_was(tmp_path: Path) -> None:
    tied = next(name for name, raw in CONFIGS.items() if raw["tie_word_embeddings"])
    config, weights = write_model(tmp_path / "model", tied, SEED)
    bundle = tmp_path / "bundle"
    export(tmp_path / "model", bundle, BundleOptions("test", "fp32"))
    model = build_graph(
        config, RotatedWeights(config, weights, SAMPLE), GraphOptions("fp32", "pairs", 64)
    )
    (bundle / "model.onnx").write_bytes(model.SerializeToString())
    with pytest.raises(ExportError, match="rotated"):
        dequantize(bundle, tmp_path / "recovered")


def test_says_that_it_wants_a_tokenizer(models: dict[str, Path], tmp_path: Path) -> None:
    pytest.importorskip("tokenizers")
    options = BundleOptions("test", "int8", rotated=True)
    with pytest.raises(ExportError, match=r"tokenizer\.json: no such file; rotating"):
        export(models["qwen3"], tmp_path / "bundle", options)
