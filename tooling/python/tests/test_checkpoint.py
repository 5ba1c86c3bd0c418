"""Reading weights as they come."""

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.random_models import write_model


def test_shards_are_found_through_the_index(tmp_path: Path) -> None:
    _, weights = write_model(tmp_path, "qwen2", seed=1)
    (tmp_path / "model.safetensors").unlink()
    names = sorted(weights)
    index: dict[str, str] = {}
    for part, chosen in enumerate((names[:5], names[5:])):
        file = f"model-0000{part + 1}-of-00002.safetensors"
        save_file({name: weights[name] for name in chosen}, tmp_path / file)
        index.update(dict.fromkeys(chosen, file))
    (tmp_path / "model.safetensors.index.json").write_text(json.dumps({"weight_map": index}))
    checkpoint = Checkpoint.open(tmp_path)
    for name, expected in weights.items():
        assert name in checkpoint
        np.testing.assert_array_equal(checkpoint.tensor(name, *expected.shape), expected)


def test_half_precision_is_widened(tmp_path: Path) -> None:
    values = np.linspace(-2, 2, 12, dtype=np.float16).reshape(3, 4)
    save_file({"a": values}, tmp_path / "model.safetensors")
    read = Checkpoint.open(tmp_path).tensor("a", 3, 4)
    assert read.dtype == np.float32
    np.testing.assert_array_equal(read, values.astype(np.float32))


def test_bfloat16_is_widened(tmp_path: Path) -> None:
    upper = np.array([0x3F80, 0xC000, 0x3FC0, 0x0000], "<u2")  # 1, -2, 1.5, 0
    entry = {"dtype": "BF16", "shape": [2, 2], "data_offsets": [0, 8]}
    header = json.dumps({"__metadata__": {"format": "pt"}, "a": entry}).encode()
    content = len(header).to_bytes(8, "little") + header + upper.tobytes()
    (tmp_path / "model.safetensors").write_bytes(content)
    read = Checkpoint.open(tmp_path).tensor("a", 2, 2)
    np.testing.assert_array_equal(read, np.array([[1, -2], [1.5, 0]], np.float32))
