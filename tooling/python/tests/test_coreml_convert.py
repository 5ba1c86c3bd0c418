"""Converting: what is written, what is refused, and what a failure leaves."""

import json
from collections import Counter
from pathlib import Path

import coremltools as ct
import numpy as np
import pytest
from coreml_models import BLOCK, SLOTS, converted
from safetensors.numpy import save_file

from typofix_coreml import convert as command
from typofix_coreml import package
from typofix_coreml.contract import ProgramSizes, logit_chunks
from typofix_coreml.description import check, read_description
from typofix_coreml.package import ConvertOptions, convert
from typofix_coreml.weights import palettized
from typofix_tooling import manifest
from typofix_tooling.bundle import BundleOptions, export
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import ModelConfig
from typofix_tooling.random_models import Weights

Model = tuple[Path, ModelConfig, Weights]

OPTIONS = ConvertOptions(ProgramSizes(BLOCK, SLOTS))


def test_the_program_has_the_inputs_and_outputs_of_the_contract(
    programs: dict[str, Path],
) -> None:
    spec = ct.utils.load_spec(str(programs["qwen3"] / "model.mlpackage"))
    described = spec.description
    arrays = ct.proto.FeatureTypes_pb2.ArrayFeatureType
    shapes = {
        value.name: (list(value.type.multiArrayType.shape), value.type.multiArrayType.dataType)
        for value in [*described.input, *described.output]
    }
    assert shapes == {
        "token_ids": ([1, BLOCK], arrays.INT32),
        "position_ids": ([BLOCK], arrays.INT32),
        "first_slot": ([1], arrays.INT32),
        "mask": ([1, 1, BLOCK, SLOTS], arrays.FLOAT16),
        "logits_0": ([1, 384, 1, BLOCK], arrays.FLOAT16),
        "group_max": ([1, 3, 1, BLOCK], arrays.FLOAT16),
        "group_sum": ([1, 3, 1, BLOCK], arrays.FLOAT16),
    }
    (cache,) = described.state
    assert cache.name == "kv_cache"
    assert list(cache.type.stateType.arrayType.shape) == [4, 2, SLOTS, 16]
    assert described.metadata.userDefined["dev.typofix.block"] == str(BLOCK)
    assert described.metadata.userDefined["dev.typofix.slots"] == str(SLOTS)
    assert spec.specificationVersion == ct.target.macOS15.value


def test_linear_layers_are_convolutions_and_each_tensor_of_the_cache_is_written_once(
    programs: dict[str, Path],
) -> None:
    spec = ct.utils.load_spec(str(programs["qwen3"] / "model.mlpackage"))
    main = spec.mlProgram.functions["main"]
    kinds = Counter(
        operation.type for operation in main.block_specializations[main.opset].operations
    )
    assert kinds["conv"] == 2 * 7 + 1
    assert kinds["linear"] == 0
    assert kinds["write_state"] == kinds["slice_update"] == 4


def test_the_description_lists_the_package(programs: dict[str, Path]) -> None:
    folder = programs["qwen2"]
    description = read_description(folder)
    assert description["architecture"] == "Qwen2ForCausalLM"
    assert (description["block"], description["slots"]) == (BLOCK, SLOTS)
    assert description["logitChunks"] == [384]
    assert set(description["files"]) == {
        "Manifest.json",
        "Data/com.apple.CoreML/model.mlmodel",
        "Data/com.apple.CoreML/weights/weight.bin",
    }
    assert check(folder) == []


def test_a_damaged_package_is_found(models: dict[str, Path], tmp_path: Path) -> None:
    converted(models["qwen2"], tmp_path)
    weights = tmp_path / "model.mlpackage/Data/com.apple.CoreML/weights/weight.bin"
    weights.write_bytes(weights.read_bytes()[:-1])
    assert len(check(tmp_path)) == 1
    weights.unlink()
    assert check(tmp_path) == [f"{weights}: missing"]


def test_a_conversion_is_the_same_each_time(models: dict[str, Path], tmp_path: Path) -> None:
    first, second = (
        read_description(converted(models["llama"], tmp_path / name))["files"] for name in "ab"
    )
    own_identifiers = "Manifest.json"
    assert first.pop(own_identifiers) != second.pop(own_identifiers)
    assert first == second


@pytest.mark.parametrize("weights", ["int8", "palette8"])
def test_eight_bits_take_about_half_the_space(
    weights: str, models: dict[str, Path], programs: dict[str, Path], tmp_path: Path
) -> None:
    def size(folder: Path) -> int:
        return read_description(folder)["files"]["Data/com.apple.CoreML/weights/weight.bin"][
            "bytes"
        ]

    assert size(converted(models["qwen3"], tmp_path, weights)) < 0.75 * size(programs["qwen3"])


def test_a_bundle_lists_the_program_in_its_manifest(
    models: dict[str, Path], tmp_path: Path
) -> None:
    export(models["qwen3"], tmp_path, BundleOptions("test", "fp32"))
    converted(models["qwen3"], tmp_path)
    assert set(manifest.read(tmp_path)["files"]) == {"model.onnx", "coreml.json"}
    assert manifest.check(tmp_path) == []
    with pytest.raises(ExportError, match="architecture is Qwen3ForCausalLM, the model to conv"):
        converted(models["qwen2"], tmp_path)


def test_a_failure_leaves_the_folder_as_it_was(
    models: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    converted(models["qwen2"], tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(package, "package_files", fail)
    with pytest.raises(OSError, match="the disk is full"):
        package.convert(models["qwen2"], tmp_path, OPTIONS)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_package_is_replaced_whole(models: dict[str, Path], tmp_path: Path) -> None:
    converted(models["qwen2"], tmp_path)
    stale = tmp_path / "model.mlpackage" / "stale"
    stale.touch()
    assert check(tmp_path) == [f"{stale}: not in coreml.json"]
    converted(models["qwen3"], tmp_path)
    assert check(tmp_path) == []
    assert not stale.exists()
    assert {path.name for path in tmp_path.iterdir()} == {"model.mlpackage", "coreml.json"}


def refused(folder: Path, output: Path, message: str) -> None:
    with pytest.raises(ExportError, match=message):
        convert(folder, output, OPTIONS)
    assert not output.exists()


def test_bad_weights_are_refused_by_name(qwen3: Model, tmp_path: Path) -> None:
    folder, _, weights = qwen3
    name = "model.layers.1.mlp.up_proj.weight"
    good = weights[name].copy()
    for value, message in ((np.nan, "not finite"), (7e4, "reaches 70000; float16 ends at 65504")):
        weights[name] = good.copy()
        weights[name][3, 5] = value
        save_file(weights, folder / "model.safetensors")
        refused(folder, tmp_path / "out", rf"'{name}' .*{message}")
    weights[name] = good[:, :-1].copy()
    save_file(weights, folder / "model.safetensors")
    refused(folder, tmp_path / "out", r"shape \[96, 31\]; expected \[96, 32\]")
    del weights[name]
    save_file(weights, folder / "model.safetensors")
    refused(folder, tmp_path / "out", f"'{name}' is missing")


def test_another_architecture_and_missing_files_are_refused(qwen3: Model, tmp_path: Path) -> None:
    folder, _, _ = qwen3
    config = json.loads((folder / "config.json").read_text())
    changed = config | {"architectures": ["GemmaForCausalLM"]}
    (folder / "config.json").write_text(json.dumps(changed))
    refused(folder, tmp_path / "out", "GemmaForCausalLM")
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "model.safetensors").unlink()
    refused(folder, tmp_path / "out", r"holds no \*\.safetensors")


@pytest.mark.parametrize(
    ("block", "slots", "message"),
    [
        (0, 64, "a block of 0 rows"),
        (1024, 2048, "a block of 1024 rows"),
        (16, 40, "40 slots; expected a multiple of 32"),
        (64, 32, "32 slots"),
    ],
)
def test_impossible_sizes_are_refused(block: int, slots: int, message: str) -> None:
    with pytest.raises(ExportError, match=message):
        ProgramSizes(block, slots)


def test_by_default_a_thousand_nodes_fit_whatever_the_block() -> None:
    for block in (1, 16, 64, 100):
        sizes = ProgramSizes.of(block)
        assert sizes.slots - sizes.block + 1 >= 1024


@pytest.mark.parametrize("vocabulary", [8192, 320, 151936, 128256, 1])
def test_chunks_of_logits_are_whole_groups_that_the_engine_takes(vocabulary: int) -> None:
    chunks = logit_chunks(vocabulary)
    assert all(chunk % 128 == 0 and 0 < chunk <= 16384 for chunk in chunks)
    assert 0 <= sum(chunks) - vocabulary < 128


def test_a_palette_lies_nearer_than_even_steps() -> None:
    values = np.random.default_rng(1).standard_normal((300, 70)).astype(np.float16)
    palette, indices = palettized(values)
    assert palette.shape == (256,)
    error = np.square(palette[indices].astype(np.float64) - values).mean()
    step = float(values.max() - values.min()) / 255
    assert error < 0.6 * step**2 / 12  # the best possible for this distribution is 0.54
    few = np.array([[1.5, -2, 0], [0, 0, 1.5]], np.float16)
    palette, indices = palettized(few)
    np.testing.assert_array_equal(palette[indices], few)


def test_the_command_converts_and_reports_one_line(
    models: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--model", str(models["qwen3"]), "--output", str(tmp_path / "out")]
    assert command.main([*arguments, "--block", "16", "--slots", "64"]) == 0
    assert "16 rows a call, 64 slots" in capsys.readouterr().out
    assert command.main([*arguments, "--block", "0"]) == 1
    assert command.main(["--model", str(tmp_path), "--output", str(tmp_path / "x")]) == 1
    (tmp_path / "file").touch()
    arguments[3] = str(tmp_path / "file")
    assert command.main([*arguments, "--block", "16", "--slots", "64"]) == 1
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 3
    assert errors[2].endswith("exists and is no folder")
