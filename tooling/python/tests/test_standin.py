import json
from pathlib import Path

import numpy as np
import pytest

from typofix_tooling import manifest
from typofix_tooling.errors import ExportError
from typofix_tooling.random_models import write_model
from typofix_tooling.standin import (
    PACKAGE,
    PROGRAM,
    Block,
    add_weights,
    is_converted,
    write_package,
)
from typofix_tooling.standin_anemll import AnemllFolder, write_anemll_folder

REFERENCE = Path(__file__).parents[3] / "ane-engine/src/test/resources/dev/typofix/engine/reference"
WEIGHTS = "Data/dev.typofix.standin/weights.bin"


def bundle_with_manifest(folder: Path) -> Path:
    bundle = folder / "bundle"
    bundle.mkdir()
    manifest.write(bundle, {"formatVersion": 1, "maximumPositions": 40, "files": {}})
    return bundle


@pytest.mark.parametrize("name", ["llama", "qwen2", "qwen3"])
def test_the_file_holds_header_weights_and_tables(tmp_path: Path, name: str) -> None:
    config, weights = write_model(tmp_path / "model", name, 3)
    bundle = bundle_with_manifest(tmp_path)
    block = Block(rows=8, slots=64, chunk=256)
    write_package(bundle, config, weights, block)
    file = bundle / PACKAGE / WEIGHTS
    elements = sum(values.size for values in weights.values())
    header = 8 + 4 * (12 + 2) + 4
    assert file.stat().st_size == header + 2 * elements + 2 * 4 * 40 * config.head_dimension // 2
    start = np.fromfile(file, dtype="<f2", count=5, offset=header)
    expected = weights["model.embed_tokens.weight"].ravel()[:5].astype(np.float16)
    assert start.tolist() == expected.tolist()


def test_description_and_manifest_list_what_was_written(tmp_path: Path) -> None:
    config, weights = write_model(tmp_path / "model", "qwen3", 3)
    bundle = bundle_with_manifest(tmp_path)
    write_package(bundle, config, weights, Block(rows=8, slots=64, chunk=128))
    assert manifest.check(bundle) == []
    program = json.loads((bundle / PROGRAM).read_text(encoding="utf-8"))
    assert program["logitChunks"] == [128, 128, 128]
    assert program["files"] == {WEIGHTS: manifest.file_entry(bundle / PACKAGE / WEIGHTS)}


def test_a_converted_program_gets_the_weights_beside_its_own(tmp_path: Path) -> None:
    config, weights = write_model(tmp_path / "model", "qwen3", 3)
    bundle = bundle_with_manifest(tmp_path)
    write_package(bundle, config, weights, Block(rows=8, slots=64))
    file = bundle / PACKAGE / WEIGHTS
    expected = file.read_bytes()
    assert not is_converted(bundle)
    program = json.loads((bundle / PROGRAM).read_text(encoding="utf-8"))
    program["files"] = {"Manifest.json": {}}
    (bundle / PROGRAM).write_text(json.dumps(program), encoding="utf-8")
    file.unlink()
    assert is_converted(bundle)
    add_weights(bundle, config, weights)
    assert file.read_bytes() == expected


def test_a_missing_tensor_is_named(tmp_path: Path) -> None:
    config, weights = write_model(tmp_path / "model", "qwen3", 3)
    del weights["model.norm.weight"]
    with pytest.raises(ExportError, match=r"'model\.norm\.weight' is missing"):
        write_package(bundle_with_manifest(tmp_path), config, weights, Block(8, 64))


@pytest.mark.parametrize(("rows", "slots", "chunk"), [(8, 60, 128), (64, 32, 128), (8, 64, 100)])
def test_sizes_that_no_program_has_are_refused(rows: int, slots: int, chunk: int) -> None:
    with pytest.raises(ExportError, match="expected a multiple of"):
        Block(rows, slots, chunk)


def test_the_committed_packages_are_whole() -> None:
    for bundle in sorted(REFERENCE.glob("coreml-*")):
        assert manifest.check(bundle) == []
        program = json.loads((bundle / PROGRAM).read_text(encoding="utf-8"))
        for file, entry in program["files"].items():
            assert manifest.file_entry(bundle / PACKAGE / file) == entry


@pytest.mark.parametrize(
    ("form", "programs"),
    [
        (AnemllFolder(chunks=2, batch=8, heads=8), 4),
        (AnemllFolder(chunks=1, batch=8, compiled=True), 3),
        (AnemllFolder(chunks=0, batch=8), 1),
    ],
)
def test_anemlls_programs_hold_the_model_between_them(
    form: AnemllFolder, programs: int, tmp_path: Path
) -> None:
    model, folder = tmp_path / "model", tmp_path / "folder"
    config, weights = write_model(model, "qwen3", 3)
    write_anemll_folder(folder, model, config, weights, form)
    files = sorted(folder.rglob("weights.bin"))
    assert len(files) == programs
    elements = sum(values.size for values in weights.values())
    embedding = weights["model.embed_tokens.weight"].size  # the head has its own
    tables = max(1, form.chunks) * 2 * 4 * form.context * config.head_dimension // 2
    headers = programs * (8 + 4 * (12 + form.heads + 3) + 4)
    size = sum(file.stat().st_size for file in files)
    assert size == headers + 2 * (elements + embedding) + tables
    assert (folder / "config.json").read_bytes() == (model / "config.json").read_bytes()


def test_a_head_that_cannot_be_split_is_refused(tmp_path: Path) -> None:
    config, weights = write_model(tmp_path / "model", "qwen3", 3)
    with pytest.raises(ExportError, match="expected a multiple of 7"):
        write_anemll_folder(
            tmp_path / "folder", tmp_path / "model", config, weights, AnemllFolder(heads=7)
        )
