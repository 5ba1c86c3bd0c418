"""Every fault of a model folder is refused by name."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file

import export_onnx
from typofix_tooling.bundle import BundleOptions, export
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import ModelConfig, parse_config
from typofix_tooling.prompt import Prompt
from typofix_tooling.random_models import CONFIGS, Weights

Model = tuple[Path, ModelConfig, Weights]


def refused(folder: Path, message: str, **options: Any) -> None:
    with pytest.raises(ExportError, match=message):
        export(folder, folder.parent / "bundle", BundleOptions(name="test", **options))


def test_a_missing_tensor_is_named(qwen3: Model) -> None:
    folder, _, weights = qwen3
    del weights["model.layers.1.mlp.up_proj.weight"]
    save_file(weights, folder / "model.safetensors")
    refused(folder, r"'model\.layers\.1\.mlp\.up_proj\.weight' is missing")


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_value_that_is_not_finite_is_named(qwen3: Model, value: float) -> None:
    folder, _, weights = qwen3
    weights["model.layers.0.self_attn.k_norm.weight"][3] = value
    save_file(weights, folder / "model.safetensors")
    refused(folder, r"'model\.layers\.0\.self_attn\.k_norm\.weight' .* not finite")


def test_a_wrong_shape_is_named_with_both_shapes(qwen3: Model) -> None:
    folder, _, weights = qwen3
    weights["model.norm.weight"] = np.ones(31, np.float32)
    save_file(weights, folder / "model.safetensors")
    refused(folder, r"'model\.norm\.weight' has shape \[31\]; expected \[32\]")


def test_a_tensor_of_whole_numbers_is_refused(qwen3: Model) -> None:
    folder, _, weights = qwen3
    damaged = weights | {"model.norm.weight": np.ones(32, np.int32)}
    save_file(damaged, folder / "model.safetensors")
    refused(folder, r"'model\.norm\.weight' is of type I32")


def test_a_file_cut_short_is_refused(qwen3: Model) -> None:
    folder, _, _ = qwen3
    file = folder / "model.safetensors"
    file.write_bytes(file.read_bytes()[:-1000])
    refused(folder, "ends inside tensor")


def test_a_file_of_another_format_is_refused(qwen3: Model) -> None:
    folder, _, _ = qwen3
    (folder / "model.safetensors").write_bytes(b"\x80\x02PK not safetensors at all")
    refused(folder, "not a safetensors file")


def test_a_folder_without_weights_or_configuration_is_refused(qwen3: Model) -> None:
    folder, _, _ = qwen3
    (folder / "model.safetensors").unlink()
    refused(folder, r"holds no \*\.safetensors")
    (folder / "config.json").unlink()
    refused(folder, r"config\.json: no such file")


def test_a_missing_shard_is_named(qwen3: Model) -> None:
    folder, _, _ = qwen3
    index = {"weight_map": {"model.norm.weight": "model-00002-of-00002.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    refused(folder, r"model-00002-of-00002\.safetensors: named in .* but missing")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"architectures": ["GemmaForCausalLM"]}, "GemmaForCausalLM"),
        ({"hidden_act": "gelu"}, "gelu"),
        ({"use_sliding_window": True}, "sliding_window"),
        ({"quantization_config": {"bits": 4}}, "quantization_config"),
        ({"partial_rotary_factor": 0.5}, "partial_rotary_factor 0.5"),
        ({"rope_scaling": {"rope_type": "yarn", "factor": 4.0}}, "rope_scaling 'yarn'"),
        ({"rope_scaling": {"type": "dynamic"}}, "rope_scaling 'dynamic'"),
        ({"rope_scaling": {"rope_type": "llama3", "factor": 8.0}}, "low_freq_factor"),
        ({"rope_parameters": {"rope_type": "linear"}}, "rope_scaling 'linear'"),
        ({"num_attention_heads": 3}, "3 query heads cannot share 2"),
        ({"head_dim": 15}, "head dimension 15 is odd"),
        ({"vocab_size": "many"}, "vocab_size is 'many'"),
    ],
)
def test_an_unsupported_configuration_is_named(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ExportError, match=message):
        parse_config(CONFIGS["qwen3"] | change)


def test_int4_needs_whole_blocks(models: dict[str, Path], tmp_path: Path) -> None:
    options = BundleOptions(name="test", quantization="int4")
    with pytest.raises(ExportError, match=r"48 inputs; int4 needs a multiple of 32"):
        export(models["llama"], tmp_path / "bundle", options)


def test_a_prompt_token_outside_the_vocabulary_is_named(qwen3: Model) -> None:
    folder, _, _ = qwen3
    tokenizer = {"added_tokens": [{"content": "<|text|>"}], "model": {"vocab": {"a": 0}}}
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    refused(folder, r"beforeAnswer '<\|fix\|>' is not in the vocabulary")
    export(
        folder, folder.parent / "bundle", BundleOptions("test", prompt=Prompt(beforeAnswer=("a",)))
    )


def test_the_command_reports_one_line_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--model", str(tmp_path), "--output", str(tmp_path / "bundle")]
    assert export_onnx.main(arguments) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    prompt = tmp_path / "prompt.json"
    for content, problem in (
        ('{"colour": ["red"]}', "expected an object with some of"),
        ('{"positions": "sideways"}', "positions is 'sideways'"),
        ('{"beforeText": "<|text|>"}', "beforeText: unexpected value"),
        ('{"beforeAnswer": []}', "beforeAnswer is empty"),
        ("[", "prompt.json"),
    ):
        prompt.write_text(content)
        assert export_onnx.main([*arguments, "--prompt", str(prompt)]) == 1
        assert problem in capsys.readouterr().err
