"""A GGUF file becomes the model that it was made of, as far as it holds it."""

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("gguf", reason="needs the extra `import`")

from gguf import GGMLQuantizationType as Kind
from gguf.constants import GGML_QUANT_SIZES
from gguf.quants import dequantize
from gguf_models import MODELS, SPECIAL, interleaved, random_gguf, vocabulary
from tokenizers import Tokenizer

from typofix_gguf import command, tokenizer
from typofix_gguf.architecture import original_order
from typofix_gguf.convert import Conversion
from typofix_gguf.progress import Progress
from typofix_tooling import manifest
from typofix_tooling.bundle import MODEL
from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.model_config import parse_config, read_config
from typofix_tooling.reference import ReferenceModel
from typofix_tooling.token_tree import TokenTree, TreeScorer

# Those that the package can quantise to; there are more that it can read.
KINDS = (
    Kind.F32,
    Kind.F16,
    Kind.BF16,
    Kind.Q8_0,
    Kind.Q5_0,
    Kind.Q5_1,
    Kind.Q4_0,
    Kind.Q4_1,
)
# float32 against float64 over two layers
FP32_TOLERANCE = 1e-4


def converted(path: Path, folder: Path) -> Path:
    folder.mkdir()
    Conversion(path).write(folder, Progress())
    return folder


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("name", MODELS)
def test_each_tensor_comes_back_as_it_was_rounded(name: str, kind: Kind, tmp_path: Path) -> None:
    model = random_gguf(name, kind)
    folder = converted(model.write(tmp_path / "model.gguf"), tmp_path / "model")
    found = Checkpoint.open(folder).tensors()
    expected = model.expected(kind)
    assert set(found) == set(expected)
    for tensor, values in expected.items():
        np.testing.assert_array_equal(found[tensor], values)
    assert read_config(folder) == model.config


@pytest.mark.parametrize("kind", [Kind.Q4_K, Kind.Q5_K, Kind.Q6_K], ids=lambda kind: kind.name)
def test_super_blocks_are_read_though_they_cannot_be_written(kind: Kind, tmp_path: Path) -> None:
    """Random blocks: the package reads these types only."""
    generator = np.random.default_rng(20)
    model = random_gguf("qwen2")
    shapes = {"hidden_size": 256, "intermediate_size": 512, "num_attention_heads": 16}
    raw = model.raw | shapes | {"num_hidden_layers": 1}
    model.config = parse_config(raw)
    model.metadata |= {
        "qwen2.embedding_length": 256,
        "qwen2.feed_forward_length": 512,
        "qwen2.attention.head_count": 16,
        "qwen2.block_count": 1,
    }
    sizes = {64: 256, 96: 512, 320: 320, 32: 32}  # of the small model: of this one
    expected = {}
    for name in [name for name in model.tensors if ".1." in name]:
        del model.tensors[name]
    for name, (values, _) in model.tensors.items():
        shape = tuple(sizes[size] for size in values.shape)
        if len(shape) == 1:
            model.tensors[name] = (np.ones(shape, np.float32), Kind.F32)
        else:
            model.tensors[name] = (random_blocks(generator, shape, kind), kind)
            expected[name] = dequantize(model.tensors[name][0], kind)
    path = model.write(tmp_path / "model.gguf")
    found = Checkpoint.open(converted(path, tmp_path / "model")).tensors()
    ours, theirs = "model.layers.0.mlp.down_proj.weight", "blk.0.ffn_down.weight"
    assert found[ours].shape == (256, 512)
    np.testing.assert_array_equal(found[ours], expected[theirs])
    np.testing.assert_array_equal(found["model.embed_tokens.weight"], expected["token_embd.weight"])


def random_blocks(generator: np.random.Generator, shape: tuple[int, ...], kind: Kind) -> np.ndarray:
    """Any bytes are weights, but for the block's float16 scales, which must be finite."""
    count, size = GGML_QUANT_SIZES[kind]
    blocks = generator.integers(0, 256, (shape[0], shape[1] // count, size), dtype=np.uint8)
    scale = np.array([0.01], np.float16).view(np.uint8)
    blocks[..., -2:] = scale
    blocks[..., 0:2], blocks[..., 2:4] = scale, scale
    return blocks.reshape(shape[0], -1)


def test_rows_in_their_original_order_turn_as_llama_cpp_turns_its_own() -> None:
    """Scores of attention: neighbours turned in its order = halves turned in the original one."""
    generator = np.random.default_rng(20)
    heads, dimension, inputs = 3, 8, 5
    theirs = generator.standard_normal((2, heads * dimension, inputs)).astype(np.float32)
    ours = np.stack([original_order(rows, heads) for rows in theirs])
    states = generator.standard_normal((2, inputs))
    angles = np.array([3, 11])[:, None] * 100.0 ** -(np.arange(dimension // 2) / 4)

    def scores(rows: np.ndarray, partner: str) -> np.ndarray:
        vectors = np.einsum("qoi,qi->qo", rows, states).reshape(2, heads, dimension)
        if partner == "neighbour":
            first, second = vectors[..., 0::2], vectors[..., 1::2]
        else:
            first, second = np.split(vectors, 2, axis=-1)
        turned = (first + 1j * second) * np.exp(1j * angles)[:, None]
        return (turned[0] * turned[1].conj()).real.sum(axis=-1)

    np.testing.assert_allclose(scores(ours, "half"), scores(theirs, "neighbour"), rtol=1e-6)
    np.testing.assert_array_equal(interleaved(ours[0], heads), theirs[0])


@pytest.mark.parametrize("name", MODELS)
def test_the_bundle_of_a_file_scores_as_its_model_does(
    name: str, tree: TokenTree, tmp_path: Path
) -> None:
    model = random_gguf(name, Kind.F16)
    path = model.write(tmp_path / "model.gguf")
    bundle, kept = tmp_path / "bundle", tmp_path / "kept"
    arguments = [str(path), "--output", str(bundle), "--keep", str(kept), "--quantization", "fp32"]
    assert command.main(arguments) == 0
    expected = ReferenceModel(model.config, model.expected(Kind.F16)).log_probs(tree)
    scores = TreeScorer(bundle / MODEL).score(tree)
    np.testing.assert_allclose(
        scores.log_probs, np.array(expected, np.float64), atol=FP32_TOLERANCE, rtol=0
    )
    assert manifest.check(bundle) == []
    written = manifest.read(bundle)
    assert set(written["files"]) == {"model.onnx", "tokenizer.json", "calibration.json"}
    assert written["licence"] == "apache-2.0"
    assert written["prompt"] == {
        "beforeText": [],
        "beforeAnswer": ["<|endoftext|>"],
        "afterAnswer": ["<|endoftext|>"],
        "positions": "continued",
        "scoring": "language-model",
    }
    assert command.main([str(kept), "--output", str(tmp_path / "again")]) == 0
    settings = json.loads((kept / "tokenizer_config.json").read_text())
    assert settings["chat_template"] == "{{ messages }}"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "again",
        "bundle",
        "kept",
        "model.gguf",
    ]


@pytest.mark.parametrize("name", tokenizer.PRE_TOKENIZERS)
def test_a_tokenizer_cuts_digits_as_its_name_says(name: str, tmp_path: Path) -> None:
    model = random_gguf("qwen3")
    model.metadata |= {"tokenizer.ggml.pre": name}
    folder = converted(model.write(tmp_path / "model.gguf"), tmp_path / "model")
    read = Tokenizer.from_file(str(folder / "tokenizer.json"))
    pieces = [piece for piece, _ in read.pre_tokenizer.pre_tokenize_str("x 12345")]
    longest = max(len(piece.strip("Ġ")) for piece in pieces[1:])
    assert longest == {"gpt-2": 5, "llama-bpe": 3, "llama3": 3, "llama-v3": 3}.get(name, 1)
    assert read.encode("in the", add_special_tokens=False).tokens == ["in", "Ġthe"]


def test_special_tokens_are_whole_and_unused_numbers_are_none(tmp_path: Path) -> None:
    folder = converted(random_gguf("qwen3").write(tmp_path / "model.gguf"), tmp_path / "model")
    read = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokens = vocabulary()["tokenizer.ggml.tokens"]
    for number, token in enumerate(SPECIAL):
        assert read.encode(token).ids == [number]
    assert read.encode("a<think>b").ids == [tokens.index(token) for token in ("a", "<think>", "b")]
    assert read.decode(read.encode("a<|im_end|><think>").ids) == "a<think>"
    assert "[PAD" not in (folder / "tokenizer.json").read_text()


def test_a_token_before_each_text_is_there_for_those_who_ask(tmp_path: Path) -> None:
    model = random_gguf("llama")
    model.metadata |= {"tokenizer.ggml.add_bos_token": True}
    folder = converted(model.write(tmp_path / "model.gguf"), tmp_path / "model")
    read = Tokenizer.from_file(str(folder / "tokenizer.json"))
    assert read.encode("the").tokens[0] == "<|im_start|>"
    assert "<|im_start|>" not in read.encode("the", add_special_tokens=False).tokens
