"""The comparison of bundles with expected values, and the test data that the engine relies on."""

import json
from pathlib import Path

import pytest

from typofix_tooling import manifest, parity
from typofix_tooling.bundle import MODEL, BundleOptions, export
from typofix_tooling.token_tree import TreeScorer

ROOT = Path(__file__).parents[3]
ENGINE = ROOT / "ane-engine/src/test/resources/dev/typofix/engine"
REFERENCES = sorted(path.parent for path in (ENGINE / "reference").glob("*/expected.json"))
# nats, at most; the fp32 ones are exact, four bits are coarse on random weights
TOLERANCES = {"fp32": 1e-4, "int8": 0.5, "int4": 3.0}


@pytest.mark.parametrize("bundle", REFERENCES, ids=lambda path: path.name)
def test_reference_bundles_agree_with_their_expected_values(bundle: Path) -> None:
    assert manifest.check(bundle) == []
    cases = parity.read_cases(bundle / "expected.json")
    difference = parity.compare(TreeScorer(bundle / MODEL), cases)
    assert difference.largest < TOLERANCES[manifest.read(bundle)["quantization"]]


def test_there_is_a_reference_of_each_architecture() -> None:
    found = {manifest.read(bundle)["architecture"] for bundle in REFERENCES}
    assert found == {"Qwen3ForCausalLM", "Qwen2ForCausalLM", "LlamaForCausalLM"}


def test_the_embedded_model_agrees_with_the_trained_one() -> None:
    difference = parity.compare(
        TreeScorer(ROOT / "models/tiny" / MODEL), parity.read_cases(ENGINE / "expected-tiny.json")
    )
    assert difference.mean < 0.1
    assert difference.largest < 1.0


def test_expected_values_can_be_computed_anew(models: dict[str, Path], tmp_path: Path) -> None:
    bundle, model = tmp_path / "bundle", models["llama"]
    export(model, bundle, BundleOptions("other", "fp32"))
    others = str(ENGINE / "reference" / "llama" / "expected.json")  # of other weights
    assert parity.main([str(bundle), others, "--tolerance", "0.1"]) == 1
    arguments = [str(bundle), others, "--recompute-with", str(model), "--tolerance", "1e-4"]
    assert parity.main(arguments) == 0


def test_the_command_prints_copies_and_fails_beyond_the_tolerance(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = ENGINE / "reference" / "qwen3"
    copy = tmp_path / "deep" / "expected.json"
    arguments = [str(bundle), str(bundle / "expected.json"), "--copy-to", str(copy)]
    assert parity.main([*arguments, "--tolerance", "1e-4"]) == 0
    assert "77 tokens: mean 0.0000" in capsys.readouterr().out
    original = json.loads((bundle / "expected.json").read_text())
    assert json.loads(copy.read_text())["cases"] == original["cases"]
    assert parity.main([*arguments, "--tolerance", "1e-9"]) == 1
    assert parity.main([str(bundle), str(tmp_path / "none.json")]) == 1
    assert "not a file of expected values" in capsys.readouterr().err
