"""Every fault of a GGUF file is refused in one line, and leaves nothing behind."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("gguf", reason="needs the extra `import`")

from gguf import GGMLQuantizationType as Kind
from gguf.quants import quantize
from gguf_models import RandomGguf, random_gguf
from test_missing_packages import run_without

from typofix_gguf import command
from typofix_gguf.convert import Conversion
from typofix_tooling.errors import ExportError

Capture = pytest.CaptureFixture[str]


def refused(source: Path, capsys: Capture, *options: str) -> str:
    """What the command says; whatever it was given, nothing else lies beside it afterwards."""
    before = sorted(source.parent.iterdir())
    capsys.readouterr()
    assert command.main([str(source), "--output", str(source.parent / "bundle"), *options]) == 1
    assert sorted(source.parent.iterdir()) == before
    output = capsys.readouterr()
    assert output.out == ""
    last = output.err.splitlines()[-1]
    assert last.startswith(f"import: {source.parent}") or options
    assert ".import-" not in last  # where the unfinished work lay
    return last


def written(model: RandomGguf, tmp_path: Path) -> Path:
    return model.write(tmp_path / "model.gguf")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"qwen3.block_count": 3}, "tensor 'blk.2.attn_norm.weight' is missing"),
        ({"qwen3.block_count": 4_000_000_000}, "tensor 'blk.2.attn_norm.weight' is missing"),
        ({"qwen3.block_count": 1}, "tensor 'blk.1."),
        ({"qwen3.expert_count": 8}, "qwen3.expert_count 8 is not supported"),
        ({"qwen3.rope.scaling.type": "yarn"}, "qwen3.rope.scaling.type yarn is not supported"),
        ({"qwen3.rope.dimension_count": 8}, "qwen3.rope.dimension_count 8 is not supported"),
        ({"qwen3.attention.sliding_window": 64}, "sliding_window 64 is not supported"),
        ({"qwen3.attention.head_count_kv": 3}, "4 query heads cannot share 3"),
        ({"qwen3.attention.head_count": 0}, "0 heads share 32 channels"),
        ({"qwen3.attention.head_count": "4"}, "head_count is '4'; expected a whole number"),
        ({"qwen3.attention.layer_norm_rms_epsilon": float("nan")}, "epsilon is nan; expected"),
        ({"qwen3.feed_forward_length": 64}, "has shape [96, 32]; expected [64, 32]"),
        ({"split.count": 2}, "one part of several"),
        ({"tokenizer.ggml.model": "llama"}, "tokenizer 'llama'; only byte-level BPE"),
        ({"tokenizer.ggml.pre": "tekken"}, "pre-tokenizer 'tekken'; one of these can be read"),
        ({"tokenizer.ggml.tokens": ["a", "b"]}, "320 token types for 2 tokens"),
        ({"tokenizer.ggml.tokens": "a"}, "tokens is 'a'; expected a list"),
        ({"tokenizer.ggml.merges": ["x y z"]}, "no tokenizer that can be loaded"),
        ({"tokenizer.ggml.merges": ["th th"]}, "no tokenizer that can be loaded"),
        ({"tokenizer.ggml.bos_token_id": 320, "tokenizer.ggml.add_bos_token": True}, "is 320"),
    ],
)
def test_a_description_that_does_not_fit_is_named(
    change: dict[str, Any], message: str, tmp_path: Path, capsys: Capture
) -> None:
    model = random_gguf("qwen3")
    model.metadata |= change
    assert message in refused(written(model, tmp_path), capsys)


@pytest.mark.parametrize(
    "key", ["qwen3.embedding_length", "qwen3.context_length", "tokenizer.ggml.pre"]
)
def test_what_a_description_lacks_is_named(key: str, tmp_path: Path, capsys: Capture) -> None:
    model = random_gguf("qwen3")
    del model.metadata[key]
    assert f"{key} is missing" in refused(written(model, tmp_path), capsys)


def test_another_architecture_is_named(tmp_path: Path, capsys: Capture) -> None:
    model = random_gguf("qwen3")
    model.architecture = "gemma3"
    line = refused(written(model, tmp_path), capsys)
    assert "architecture 'gemma3'; one of these can be read: llama, qwen2, qwen3" in line


def test_a_missing_and_an_unknown_tensor_are_named(tmp_path: Path, capsys: Capture) -> None:
    model = random_gguf("qwen2")
    taken = model.tensors.pop("blk.1.attn_q.bias")
    assert "'blk.1.attn_q.bias' is missing" in refused(written(model, tmp_path), capsys)
    model.tensors["blk.1.attn_q.bias"] = taken
    model.tensors["blk.1.attn_sinks.weight"] = taken
    assert "'blk.1.attn_sinks.weight' is not known" in refused(written(model, tmp_path), capsys)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_value_that_is_not_finite_is_named(value: float, tmp_path: Path, capsys: Capture) -> None:
    model = random_gguf("llama", Kind.F16)
    model.tensors["blk.1.ffn_up.weight"][0][3, 5] = value
    line = refused(written(model, tmp_path), capsys)
    assert "'blk.1.ffn_up.weight' holds values that are not finite" in line


def test_positions_stretched_in_an_unknown_way_are_refused(tmp_path: Path, capsys: Capture) -> None:
    model = random_gguf("llama")
    model.tensors["rope_freqs.weight"][0][1] *= 2
    assert "stretches positions in an unknown way" in refused(written(model, tmp_path), capsys)


def test_a_type_that_cannot_be_dequantised_is_named(tmp_path: Path, capsys: Capture) -> None:
    model = random_gguf("qwen3")
    name = "blk.0.ffn_up.weight"
    values = model.tensors[name][0]
    model.tensors[name] = (values.astype(np.int32), Kind.I32)
    assert f"'{name}' is quantised as I32" in refused(written(model, tmp_path), capsys)


def test_a_vocabulary_that_lacks_letters_does_not_round_trip(
    tmp_path: Path, capsys: Capture
) -> None:
    model = random_gguf("qwen3")
    types = model.metadata["tokenizer.ggml.token_type"]
    types[model.metadata["tokenizer.ggml.tokens"].index("q")] = 5
    assert 'does not round-trip: "The quick' in refused(written(model, tmp_path), capsys)


def test_a_file_cut_anywhere_is_refused(tmp_path: Path, capsys: Capture) -> None:
    whole = written(random_gguf("qwen3", Kind.Q8_0), tmp_path).read_bytes()
    generator = np.random.default_rng(20)
    path = tmp_path / "cut.gguf"
    for length in (0, 3, *generator.integers(4, len(whole) - 32, 40).tolist()):
        path.write_bytes(whole[:length])
        assert str(path) in refused(path, capsys)


def test_a_damaged_file_is_refused_or_read_but_never_a_surprise(tmp_path: Path) -> None:
    """Random bytes in the description: a length without end must not be believed either."""
    whole = written(random_gguf("qwen3", Kind.Q8_0), tmp_path).read_bytes()
    generator = np.random.default_rng(20)
    path = tmp_path / "damaged.gguf"
    refusals = 0
    for _ in range(120):
        damaged = bytearray(whole)
        for at in generator.integers(4, 9000, 4):
            damaged[at] = generator.integers(0, 256)
        path.write_bytes(damaged)
        try:
            Conversion(path)
        except ExportError as problem:
            assert "\n" not in str(problem)
            refusals += 1
    assert refusals > 60


def test_what_is_no_model_is_refused(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir or Madam")
    assert "no GGUF file" in refused(tmp_path / "letter.txt", capsys)
    assert "No such file" in refused(tmp_path / "nowhere.gguf", capsys)
    (tmp_path / "empty").mkdir()
    assert "config.json: no such file" in refused(tmp_path / "empty", capsys)


def test_a_folder_without_a_tokenizer_or_with_a_wrong_one_is_refused(
    models: dict[str, Path], tmp_path: Path, capsys: Capture
) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for name in ("config.json", "model.safetensors"):
        (folder / name).write_bytes((models["qwen3"] / name).read_bytes())
    assert "tokenizer.json: no such file" in refused(folder, capsys)
    (folder / "tokenizer.json").write_text("{")
    assert "no tokenizer that can be loaded" in refused(folder, capsys)
    assert "--keep" in refused(folder, capsys, "--keep", str(tmp_path / "kept"))


def test_a_model_that_names_no_first_token_needs_a_prompt(tmp_path: Path, capsys: Capture) -> None:
    model = random_gguf("qwen3")
    model.metadata["tokenizer.ggml.tokens"][0] = "<s>"
    del model.metadata["tokenizer.ggml.bos_token_id"]
    path = written(model, tmp_path)
    assert "give one with --prompt" in refused(path, capsys)
    prompt = tmp_path / "prompt.json"
    prompt.write_text(json.dumps({"beforeAnswer": ["<s>"], "afterAnswer": ["<|im_end|>"]}))
    assert "beforeText '<|text|>' is not in" in refused(path, capsys, "--prompt", str(prompt))
    prompt.write_text(
        json.dumps({"beforeText": [], "beforeAnswer": ["<s>"], "afterAnswer": ["<|im_end|>"]})
    )
    output = str(tmp_path / "bundle")
    assert command.main([str(path), "--output", output, "--prompt", str(prompt)]) == 0


def test_a_calibration_that_is_not_there_is_named(tmp_path: Path, capsys: Capture) -> None:
    path = written(random_gguf("qwen3"), tmp_path)
    line = refused(path, capsys, "--calibration", str(tmp_path / "none.json"))
    assert "none.json: no such file; name one with --calibration" in line


def test_a_folder_that_is_there_stays(tmp_path: Path, capsys: Capture) -> None:
    path = written(random_gguf("qwen3"), tmp_path)
    (tmp_path / "bundle").mkdir()
    (tmp_path / "kept").mkdir()
    assert "bundle: exists already; remove it or choose" in refused(path, capsys)
    (tmp_path / "bundle").rmdir()
    assert "kept: exists already" in refused(path, capsys, "--keep", str(tmp_path / "kept"))


def test_a_disk_without_room_is_told_before_anything_is_written(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(random_gguf("qwen3"), tmp_path)
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1000}))
    assert "MB are free; make room or choose another disk" in refused(path, capsys)


@pytest.mark.parametrize("limit", [1_000, 60_000])
def test_a_write_that_fails_leaves_nothing(limit: int, tmp_path: Path, capsys: Capture) -> None:
    resource = pytest.importorskip("resource", reason="not on Windows")
    path = written(random_gguf("qwen3"), tmp_path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        line = refused(path, capsys)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "File too large; nothing was written" in line


def test_without_the_package_one_line_says_what_to_install(tmp_path: Path) -> None:
    result = run_without("gguf", tmp_path, "-m", "typofix_tooling", "import", "a", "--output", "b")
    assert result.returncode == 2
    assert result.stderr.splitlines() == [
        "import: the Python package 'gguf' is missing: "
        "run `pip install -e 'tooling/python[import]'`"
    ]


def test_a_rounded_weight_too_large_for_its_type_is_named(tmp_path: Path, capsys: Capture) -> None:
    """A block whose float16 scale is infinite."""
    model = random_gguf("qwen3")
    values = np.full((96, 32), 1e30, np.float32)
    with np.errstate(all="ignore"):
        model.tensors["blk.0.ffn_up.weight"] = (quantize(values, Kind.Q8_0), Kind.Q8_0)
    assert "'blk.0.ffn_up.weight' holds values" in refused(written(model, tmp_path), capsys)
