"""Fixed scales of activations: what is computed stays, only its rounding changes."""

import json
from pathlib import Path

import numpy as np
import onnx
import pytest

from typofix_tooling.activations import Example, fixed_scales, read_sample
from typofix_tooling.bundle import MODEL, BundleOptions, export
from typofix_tooling.checkpoint import Checkpoint, Weights
from typofix_tooling.dequantize import dequantize
from typofix_tooling.errors import ExportError
from typofix_tooling.language_model_graph import GraphOptions, build_graph
from typofix_tooling.prompt import Prompt
from typofix_tooling.random_models import CONFIGS, write_model
from typofix_tooling.reference import ReferenceModel
from typofix_tooling.token_tree import TokenTree, TreeScorer

SEED = 20
FP32_TOLERANCE = 1e-4
SAMPLE = [Example(list(range(3, 40)), list(range(37))), Example([60, 50, 40], [0, 1, 2])]
MARKS = ("<|text|>", "<|fix|>", "<|text|>")


@pytest.mark.parametrize("name", CONFIGS)
def test_computes_what_it_did(name: str, tree: TokenTree, tmp_path: Path) -> None:
    config, weights = write_model(tmp_path / "model", name, SEED)
    scales = fixed_scales(config, weights, SAMPLE)
    file = tmp_path / "fp32.onnx"
    graph = build_graph(config, Weights(scales.weights), GraphOptions("fp32", "pairs", 64))
    file.write_bytes(graph.SerializeToString())
    expected = np.array(ReferenceModel(config, weights).log_probs(tree), np.float64)
    np.testing.assert_allclose(
        TreeScorer(file).score(tree).log_probs, expected, atol=FP32_TOLERANCE, rtol=0
    )


def test_limits_hold_all_of_the_sample(tmp_path: Path) -> None:
    """The products that read the same rows have the same limit; the inner rows have none."""
    config, weights = write_model(tmp_path / "model", "qwen3", SEED)
    limits = fixed_scales(config, weights, SAMPLE).limits
    kinds = ("query_key_value", "output", "gate", "up")
    per_layer = {f"{kind}_{layer}" for kind in kinds for layer in range(config.layers)}
    assert set(limits) == per_layer | {"head"}
    for layer in range(config.layers):
        assert limits[f"gate_{layer}"] == limits[f"up_{layer}"]
    # rows behind a norm whose scales are about one
    assert 1 < limits["query_key_value_0"] < config.hidden_size**0.5


@pytest.fixture
def bundle(tmp_path: Path, tokenizer_of_words: Path) -> Path:
    """An int8 bundle with fixed scales, and the model that it was made of beside it."""
    write_model(tmp_path / "model", "qwen3", SEED)
    (tmp_path / "model/tokenizer.json").write_bytes(tokenizer_of_words.read_bytes())
    pairs = tmp_path / "pairs.jsonl"
    pair = {"corrupted": "one two four tree", "clean": "one two four three"}
    pairs.write_text(f"{json.dumps(pair)}\n" * 3, encoding="utf-8")
    export(tmp_path / "model", tmp_path / "bundle", BundleOptions("test", sample=(pairs,)))
    return tmp_path / "bundle"


@pytest.fixture
def tokenizer_of_words(tmp_path: Path) -> Path:
    tokenizers = pytest.importorskip("tokenizers")
    words = [*dict.fromkeys(MARKS), "one", "two", "three", "four", "tree"]
    vocabulary = {word: index for index, word in enumerate(words)}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, "one"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.add_special_tokens(list(dict.fromkeys(MARKS)))
    tokenizer.save(str(tmp_path / "words.json"))
    return tmp_path / "words.json"


def test_only_the_inner_rows_keep_a_scale_each(bundle: Path, tmp_path: Path) -> None:
    layers = CONFIGS["qwen3"]["num_hidden_layers"]
    plain = tmp_path / "plain"
    export(tmp_path / "model", plain, BundleOptions("plain"))
    counts = [
        sum(node.op_type == "ReduceMax" for node in onnx.load(str(folder / MODEL)).graph.node)
        for folder in (plain, bundle)
    ]
    assert counts[0] - counts[1] == 3 * layers + 1  # of the attention two, the forward one; head


def test_lies_near_the_exact_model(bundle: Path, tmp_path: Path) -> None:
    text = [0, 3, 4, 6, 7, 1, 3, 4, 6, 5]
    tree = TokenTree(text, [*range(5), *range(5)], range(-1, len(text) - 1))
    exact = np.array(ReferenceModel.open(tmp_path / "model").log_probs(tree)[1:])
    fixed = TreeScorer(bundle / MODEL).score(tree).log_probs[1:]
    assert 0 < np.abs(fixed - exact).mean() < 0.2


def test_gives_back_the_weights(bundle: Path, tmp_path: Path) -> None:
    dequantize(bundle, tmp_path / "recovered")
    original = Checkpoint.open(tmp_path / "model").tensors()
    for name, found in Checkpoint.open(tmp_path / "recovered").tensors().items():
        spread = np.abs(original[name]).max()
        np.testing.assert_allclose(found, original[name], atol=0.03 * spread, rtol=0, err_msg=name)


def test_an_example_is_read_as_at_work(tokenizer_of_words: Path, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text('{"corrupted": "one tree", "clean": "one three"}\n', encoding="utf-8")
    aligned = read_sample([pairs], tokenizer_of_words, Prompt())
    assert aligned == [Example([0, 2, 6, 1, 2, 4, 0], [0, 1, 2, 0, 1, 2, 3])]
    continued = read_sample([pairs], tokenizer_of_words, Prompt(positions="continued"))
    assert continued[0].positions == [0, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "no example"),
        ("no json\n", "generate"),
        ('{"corrupted": "one"}\n', "generate"),
        ("[1]\n", "generate"),
    ],
)
def test_a_sample_without_pairs_is_named(
    content: str, says: str, tokenizer_of_words: Path, tmp_path: Path
) -> None:
    write_model(tmp_path / "model", "qwen3", SEED)
    (tmp_path / "model/tokenizer.json").write_bytes(tokenizer_of_words.read_bytes())
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(content, encoding="utf-8")
    with pytest.raises(ExportError, match=says):
        export(tmp_path / "model", tmp_path / "bundle", BundleOptions("test", sample=(pairs,)))


def test_no_sample_where_nothing_can_be_fixed() -> None:
    for wrong in ({"quantization": "fp32"}, {"rotated": True}):
        with pytest.raises(ExportError, match="int8"):
            BundleOptions("test", sample=(Path("pairs.jsonl"),), **wrong)
