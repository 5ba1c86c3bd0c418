"""Manifests tell the truth about the files beside them."""

import hashlib
import json
from pathlib import Path

import pytest

from typofix_tooling import manifest
from typofix_tooling.bundle import BundleOptions, export
from typofix_tooling.errors import ExportError
from typofix_tooling.prompt import Prompt

TINY = Path(__file__).parents[3] / "models" / "tiny"


@pytest.fixture
def bundle(models: dict[str, Path], tmp_path: Path) -> Path:
    export(
        models["qwen3"],
        tmp_path / "bundle",
        BundleOptions("small", prompt=Prompt(beforeAnswer=("!",))),
    )
    return tmp_path / "bundle"


def test_a_manifest_describes_the_model(bundle: Path) -> None:
    content = manifest.read(bundle)
    model = (bundle / "model.onnx").read_bytes()
    entry = {"sha256": hashlib.sha256(model).hexdigest(), "bytes": len(model)}
    assert content.pop("files") == {"model.onnx": entry}
    assert content == {
        "formatVersion": 1,
        "name": "small",
        "architecture": "Qwen3ForCausalLM",
        "layers": 2,
        "hiddenSize": 32,
        "keyValueHeads": 2,
        "headDimension": 16,
        "vocabularySize": 320,
        "maximumPositions": 256,
        "topCount": 8,
        "quantization": "int8",
        "prompt": {
            "beforeText": ["<|text|>"],
            "beforeAnswer": ["!"],
            "afterAnswer": ["<|text|>"],
            "positions": "aligned",
            "scoring": "corrector",
        },
        "licence": "unknown",
        "training": {"commit": None, "data": None},
    }


def test_added_files_are_copied_hashed_and_hashed_again(bundle: Path, tmp_path: Path) -> None:
    calibration = tmp_path / "calibration.json"
    calibration.write_text("{}")
    assert manifest.main(["add", str(bundle), str(calibration)]) == 0
    assert manifest.read(bundle)["files"]["calibration.json"]["bytes"] == 2
    assert manifest.check(bundle) == []
    (bundle / "calibration.json").write_text('{"bias": 1}')
    assert manifest.main(["check", str(bundle)]) == 1
    assert manifest.main(["add", str(bundle), str(bundle / "calibration.json")]) == 0
    assert manifest.main(["check", str(bundle)]) == 0
    assert not list(bundle.glob("*.partial"))


def test_a_missing_file_is_named(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bundle / "model.onnx").unlink()
    assert manifest.main(["check", str(bundle)]) == 1
    assert capsys.readouterr().err == f"{bundle / 'model.onnx'}: missing\n"
    assert manifest.main(["add", str(bundle), str(bundle / "none.json")]) == 1
    assert "no such file" in capsys.readouterr().err


def test_a_manifest_cannot_list_itself(bundle: Path) -> None:
    with pytest.raises(ExportError, match="cannot list itself"):
        manifest.add(bundle, [bundle / "manifest.json"])


def test_another_format_version_is_refused(bundle: Path) -> None:
    content = manifest.read(bundle) | {"formatVersion": 2}
    (bundle / "manifest.json").write_text(json.dumps(content))
    with pytest.raises(ExportError, match="format version 2; expected 1"):
        manifest.read(bundle)


def test_the_embedded_bundle_is_whole() -> None:
    assert manifest.check(TINY) == []
