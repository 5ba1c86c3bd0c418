"""What an exported graph computes."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from safetensors.numpy import save_file

from typofix_tooling import manifest
from typofix_tooling.bundle import MODEL, BundleOptions, export
from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.language_model_graph import GraphOptions, build_graph
from typofix_tooling.model_config import read_config
from typofix_tooling.random_models import CONFIGS, VOCABULARY, write_model
from typofix_tooling.reference import ReferenceModel
from typofix_tooling.token_tree import TokenTree, TreeScorer

SEED = 20
# float32 against float64 over two layers
FP32_TOLERANCE = 1e-4
# twice the largest difference seen over random trees
INT8_TOLERANCE = 0.5


def exported(model_dir: Path, bundle: Path, quantization: str = "fp32") -> TreeScorer:
    export(model_dir, bundle, BundleOptions(name="test", quantization=quantization))
    return TreeScorer(bundle / MODEL)


def reference(folder: Path, name: str) -> ReferenceModel:
    return ReferenceModel(*write_model(folder, name, SEED))


def expected_log_probs(model: ReferenceModel, tree: TokenTree) -> np.ndarray:
    return np.array(model.log_probs(tree), np.float64)


@pytest.mark.parametrize("name", CONFIGS)
def test_fp32_scores_agree_with_the_reference(
    name: str, models: dict[str, Path], tree: TokenTree, tmp_path: Path
) -> None:
    scores = exported(models[name], tmp_path / "bundle").score(tree)
    expected = expected_log_probs(reference(tmp_path / "model", name), tree)
    np.testing.assert_allclose(scores.log_probs, expected, atol=FP32_TOLERANCE, rtol=0)


@pytest.mark.parametrize("name", CONFIGS)
def test_best_eight_agree_with_the_reference(
    name: str, models: dict[str, Path], tmp_path: Path
) -> None:
    tokens = [5, 17, 300, 4, 4, 90]
    tree = TokenTree(tokens, range(6), range(-1, 5))
    scores = exported(models[name], tmp_path / "bundle").score(tree)
    model = reference(tmp_path / "model", name)
    for row in range(len(tokens)):
        following = model.next_token(tokens[: row + 1], list(range(row + 1)))
        best = np.argsort(-following)[:8]
        assert scores.top_tokens[row].tolist() == best.tolist()
        np.testing.assert_allclose(scores.top_log_probs[row], following[best], atol=FP32_TOLERANCE)


def test_a_vocabulary_without_even_blocks_has_its_best_eight_too(tmp_path: Path) -> None:
    config = CONFIGS["qwen3"] | {"vocab_size": VOCABULARY - 1}
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(CONFIGS, "odd", config)
        model = reference(tmp_path / "model", "odd")
    scores = exported(tmp_path / "model", tmp_path / "bundle").score(TokenTree([7], [0], [-1]))
    best = np.argsort(-model.next_token([7], [0]))[:8]
    assert scores.top_tokens[0].tolist() == best.tolist()


@pytest.mark.parametrize("name", CONFIGS)
def test_int8_scores_lie_near_the_reference(
    name: str, models: dict[str, Path], tree: TokenTree, tmp_path: Path
) -> None:
    scores = exported(models[name], tmp_path / "bundle", "int8").score(tree)
    expected = expected_log_probs(reference(tmp_path / "model", name), tree)
    np.testing.assert_allclose(scores.log_probs, expected, atol=INT8_TOLERANCE, rtol=0)


@pytest.mark.parametrize("quantization", ["fp32", "int8", "int4"])
@pytest.mark.parametrize("rows", [1, 2, 5, 11, 22, 25])
def test_a_score_does_not_depend_on_what_else_is_packed(
    quantization: str, rows: int, models: dict[str, Path], tree: TokenTree, tmp_path: Path
) -> None:
    scorer = exported(models["qwen3"], tmp_path / "bundle", quantization)
    part = TokenTree(tree.tokens[:rows], tree.positions[:rows], tree.parents[:rows])
    alone, packed = scorer.score(part), scorer.score(tree)
    if quantization == "int8":
        np.testing.assert_array_equal(alone.log_probs, packed.log_probs[:rows])
        np.testing.assert_array_equal(alone.top_log_probs, packed.top_log_probs[:rows])
    else:  # fp32 products of one row add up in another order
        np.testing.assert_allclose(alone.log_probs, packed.log_probs[:rows], atol=FP32_TOLERANCE)


@pytest.mark.parametrize("quantization", ["fp32", "int8", "int4"])
@pytest.mark.parametrize("split", [1, 11, 22])
def test_two_calls_that_share_a_cache_equal_one(
    quantization: str, split: int, models: dict[str, Path], tree: TokenTree, tmp_path: Path
) -> None:
    scorer = exported(models["qwen3"], tmp_path / "bundle", quantization)
    whole, parts = scorer.score(tree), scorer.score(tree, split_at=split)
    tolerance = 0 if quantization == "int8" else FP32_TOLERANCE
    np.testing.assert_allclose(whole.log_probs, parts.log_probs, atol=tolerance, rtol=0)
    np.testing.assert_array_equal(whole.top_tokens, parts.top_tokens)


def test_a_row_of_zeros_stays_finite_in_int8(tmp_path: Path) -> None:
    _, weights = write_model(tmp_path / "model", "qwen3", SEED)
    weights["model.embed_tokens.weight"][3] = 0
    save_file(weights, tmp_path / "model" / "model.safetensors")
    scores = exported(tmp_path / "model", tmp_path / "bundle", "int8").score(
        TokenTree([3, 5], [0, 1], [-1, 0])
    )
    assert np.isfinite(scores.log_probs[1])


def test_external_data_gives_the_same_scores(
    models: dict[str, Path], tree: TokenTree, tmp_path: Path
) -> None:
    inside = exported(models["qwen3"], tmp_path / "inside").score(tree)
    outside = tmp_path / "outside"
    export(models["qwen3"], outside, BundleOptions("test", "fp32", external_data=True))
    files = manifest.read(outside)["files"]
    assert set(files) == {"model.onnx", "model.onnx.data"}
    assert files["model.onnx"]["bytes"] < files["model.onnx.data"]["bytes"]
    np.testing.assert_array_equal(
        inside.log_probs, TreeScorer(outside / MODEL).score(tree).log_probs
    )


def test_an_export_is_the_same_each_time(models: dict[str, Path], tmp_path: Path) -> None:
    for folder in ("first", "second"):
        export(models["qwen3"], tmp_path / folder, BundleOptions("test", "int8"))
    assert (tmp_path / "first" / MODEL).read_bytes() == (tmp_path / "second" / MODEL).read_bytes()


def test_the_graph_has_the_names_that_the_engine_uses(models: dict[str, Path]) -> None:
    folder = models["llama"]
    options = GraphOptions("int8", "pairs", 64)
    graph = build_graph(read_config(folder), Checkpoint.open(folder), options).graph
    past = [f"past_{kind}_{layer}" for layer in range(2) for kind in ("key", "value")]
    assert [value.name for value in graph.input] == [
        *("token_ids", "position_ids", "mask"),
        *past,
        *("output_rows", "target_rows", "target_tokens", "top_rows"),
    ]
    new = [name.replace("past", "new") for name in past]
    assert [value.name for value in graph.output] == [
        *("target_log_probs", "top_log_probs", "top_tokens"),
        *new,
    ]


def test_a_tied_head_is_stored_once(models: dict[str, Path]) -> None:
    folder = models["qwen3"]
    for quantization in ("fp32", "int8", "int4"):
        options = GraphOptions(quantization, "pairs", 64)
        graph = build_graph(read_config(folder), Checkpoint.open(folder), options).graph
        vocabulary = [tensor for tensor in graph.initializer if VOCABULARY in tensor.dims]
        assert [t.name for t in vocabulary if np.prod(t.dims) > VOCABULARY] == ["embeddings"]


def test_no_operator_shares_a_scale_between_rows(models: dict[str, Path]) -> None:
    folder = models["qwen3"]
    options = GraphOptions("int8", "pairs", 64)
    graph = build_graph(read_config(folder), Checkpoint.open(folder), options).graph
    operators = {node.op_type for node in graph.node}
    assert not operators & {"DynamicQuantizeMatMul", "DynamicQuantizeLinear", "MatMulInteger"}
    assert onnx.TensorProto.INT8 in {tensor.data_type for tensor in graph.initializer}
