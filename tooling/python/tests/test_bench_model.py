"""The same weights for two engines."""

from pathlib import Path

import numpy as np
import pytest

from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import parse_config
from typofix_tooling.random_models import CONFIGS, write_model

gguf = pytest.importorskip("gguf")

from typofix_tooling import bench_model, gguf_writer  # noqa: E402


def _written(folder: Path, name: str, quantization: str) -> dict[str, np.ndarray]:
    config, _ = write_model(folder, name, seed=3)
    path = folder / "model.gguf"
    gguf_writer.write_gguf(config, Checkpoint.open(folder), quantization, path)
    return {
        tensor.name: gguf.quants.dequantize(tensor.data, tensor.tensor_type)
        for tensor in gguf.GGUFReader(path).tensors
    }


@pytest.mark.parametrize(
    ("quantization", "steps"), [("fp32", 1e-6), ("int8", 1 / 127), ("int4", 1 / 7)]
)
def test_weights_arrive_as_exactly_as_the_quantisation_allows(
    quantization: str, steps: float, tmp_path: Path
) -> None:
    read = _written(tmp_path, "qwen3", quantization)
    _, weights = write_model(tmp_path, "qwen3", seed=3)
    for place, name in (
        ("token_embd.weight", "model.embed_tokens.weight"),
        ("blk.1.attn_q.weight", "model.layers.1.self_attn.q_proj.weight"),
        ("blk.0.attn_k_norm.weight", "model.layers.0.self_attn.k_norm.weight"),
        ("blk.0.ffn_down.weight", "model.layers.0.mlp.down_proj.weight"),
    ):
        difference = np.abs(read[place] - weights[name])
        assert difference.max() <= steps * np.abs(weights[name]).max(), place
    assert len(read) == len(weights)


def test_rotary_pairs_of_llama_stand_side_by_side() -> None:
    raw = {k: v for k, v in CONFIGS["llama"].items() if k != "rope_scaling"}
    config = parse_config(raw)
    rows = np.arange(config.key_value_size, dtype=np.float32)
    moved = gguf_writer._interleaved(config, "model.layers.0.self_attn.k_proj", rows)
    half = config.head_dimension // 2
    np.testing.assert_array_equal(moved[:4], [0, half, 1, half + 1])
    kept = gguf_writer._interleaved(config, "model.layers.0.self_attn.v_proj", rows)
    np.testing.assert_array_equal(kept, rows)


def test_stretched_positions_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="rope_scaling"):
        _written(tmp_path, "llama", "fp32")


def test_a_model_is_written_for_both(tmp_path: Path) -> None:
    write_model(tmp_path / "model", "qwen3", seed=3)
    arguments = ["--model", str(tmp_path / "model"), "--output", str(tmp_path / "bundle")]
    assert bench_model.main(arguments) == 0
    assert {"model.onnx", "model.gguf", "manifest.json"} <= {
        file.name for file in (tmp_path / "bundle").iterdir()
    }


def test_the_known_shapes_can_be_exported() -> None:
    for raw in bench_model.SHAPES.values():
        assert parse_config(raw).vocabulary_size > 0
