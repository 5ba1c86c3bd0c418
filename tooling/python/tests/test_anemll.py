"""The orchestration of ANEMLL's pipeline, against a stand-in for it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from fake_anemll import calls, fault, write_checkout, write_python

from typofix_coreml import convert as command
from typofix_coreml.anemll import convert_via_anemll
from typofix_coreml.anemll_checks import Machine
from typofix_coreml.anemll_steps import AnemllOptions
from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.errors import ExportError
from typofix_tooling.random_models import write_model

LINUX = Machine("Linux", "x86_64", "")
MAC = Machine("Darwin", "arm64", "15.1", which=lambda name: name)


@pytest.fixture
def options(tmp_path: Path) -> AnemllOptions:
    model = tmp_path / "model"
    write_model(model, "qwen3", seed=20)
    (model / "tokenizer.json").write_text("{}")
    layer_bytes = 2 * Checkpoint.open(model).count("model.layers.")
    return AnemllOptions(
        anemll=write_checkout(tmp_path / "Anemll", layer_bytes),
        model=model,
        output=tmp_path / "out",
        python=write_python(tmp_path / "venv/bin"),
    )


def run(options: AnemllOptions, machine: Machine = LINUX) -> list[str]:
    said: list[str] = []
    convert_via_anemll(options, said.append, machine)
    return said


def partial_of(options: AnemllOptions) -> Path:
    return options.output.with_name("out.partial")


def test_all_steps_run_and_leave_the_output_set(options: AnemllOptions) -> None:
    said = run(options)
    assert calls(options.anemll) == [1, 2, 3, 4, 5, 7]
    names = {path.name for path in options.output.iterdir()}
    assert names >= {
        "qwen_embeddings.mlpackage",
        "qwen_lm_head.mlpackage",
        "qwen_FFN_PF_chunk_01of01.mlpackage",
        "meta.yaml",
        "tokenizer.json",
        "anemll.json",
        "anemll.log",
    }
    assert said[0] == "[1/6] embeddings ..."
    assert said[1].startswith("[1/6] embeddings: ")
    assert "not compiled, this is no Mac" in said[-1]
    assert not partial_of(options).exists()


def test_on_a_mac_all_three_are_compiled(options: AnemllOptions) -> None:
    mac = replace(MAC, which=lambda name: options.python if name == options.python else name)
    run(options, mac)
    assert {path.name for path in options.output.glob("*.mlmodelc")} == {
        "qwen_embeddings.mlmodelc",
        "qwen_lm_head.mlmodelc",
        "qwen_FFN_PF_chunk_01of01.mlmodelc",
    }


@pytest.mark.parametrize(("weights", "suffix"), [("fp16", ""), ("palette8", "_lut8")])
def test_a_monolithic_model_is_converted_and_compiled(
    weights: str, suffix: str, options: AnemllOptions
) -> None:
    mac = replace(MAC, which=lambda name: options.python if name == options.python else name)
    said = run(replace(options, layout="monolithic", weights=weights), mac)
    names = {path.name for path in options.output.iterdir()}
    assert names >= {
        f"qwen_monolithic_full{suffix}.mlpackage",
        f"qwen_monolithic_full{suffix}.mlmodelc",
        "meta.yaml",
    }
    assert said[-1] == f"{options.output}: complete"


def test_a_palette_is_named_and_checked(options: AnemllOptions) -> None:
    palette = replace(options, weights="palette8")
    run(palette)
    assert (palette.output / "qwen_FFN_PF_lut8_chunk_01of01.mlpackage").is_dir()
    other = replace(palette, output=palette.output.with_name("other"))
    fault(options.anemll, "no_palette")
    with pytest.raises(ExportError, match="as much as without palettes"):
        run(other)
    assert not other.output.exists()


def test_a_failed_step_is_named_and_the_next_run_goes_on_there(options: AnemllOptions) -> None:
    mend = fault(options.anemll, "fail_4")
    with pytest.raises(ExportError, match=r"step 4 .* failed with code 1: Error in step 4: out of"):
        run(options)
    assert not options.output.exists()
    mend.unlink()
    said = run(options)
    assert calls(options.anemll) == [1, 2, 3, 4, 4, 5, 7]
    assert "[1/6] embeddings: done before" in said


@pytest.mark.parametrize(
    ("name", "message"),
    [("silent_3", "qwen_FFN_chunk_01of01.mlpackage is missing"), ("half_3", "is incomplete")],
)
def test_a_step_that_only_says_that_it_was_done_is_found_out(
    name: str, message: str, options: AnemllOptions
) -> None:
    mend = fault(options.anemll, name)
    with pytest.raises(ExportError, match=message):
        run(options)
    mend.unlink()
    run(options)
    assert calls(options.anemll) == [1, 2, 3, 3, 4, 5, 7]


def test_a_package_that_was_damaged_between_runs_is_made_again(options: AnemllOptions) -> None:
    mend = fault(options.anemll, "fail_5")
    with pytest.raises(ExportError):
        run(options)
    mend.unlink()
    head = partial_of(options) / "qwen_lm_head.mlpackage"
    (head / "Data/com.apple.CoreML/weights/weight.bin").unlink()
    run(options)
    assert calls(options.anemll) == [1, 2, 3, 4, 5, 2, 5, 7]


def test_other_arguments_or_weights_start_from_the_beginning(options: AnemllOptions) -> None:
    mend = fault(options.anemll, "fail_3")
    for changed in (options, replace(options, context=512)):
        with pytest.raises(ExportError):
            run(changed)
    write_model(options.model, "qwen3", seed=21)
    mend.unlink()
    run(replace(options, context=512))
    assert calls(options.anemll) == [1, 2, 3, 1, 2, 3, 1, 2, 3, 4, 5, 7]


def test_a_finished_conversion_is_not_run_again(options: AnemllOptions) -> None:
    run(options)
    before = calls(options.anemll)
    assert run(options) == [f"{options.output}: converted before, complete"]
    assert calls(options.anemll) == before
    with pytest.raises(ExportError, match="exists and is no finished conversion"):
        run(replace(options, context=512))


def test_unfit_arguments_are_refused(options: AnemllOptions) -> None:
    for changes, message in (
        ({"weights": "int8"}, "no int8 weights"),
        ({"context": 100}, "context is 100"),
        ({"batch": 512}, "batch 512 is larger"),
        ({"chunks": 0}, "0 chunks"),
        ({"layout": "flat"}, "layout 'flat'"),
        ({"layout": "monolithic", "chunks": 2}, "2 chunks; a monolithic model is one"),
    ):
        with pytest.raises(ExportError, match=message):
            replace(options, **changes)


@pytest.mark.parametrize(
    ("machine", "message"),
    [
        (replace(MAC, macos="14.6"), "this is macOS 14.6; .* need macOS 15"),
        (replace(MAC, architecture="x86_64"), "runs as x86_64"),
        (replace(MAC, which=lambda name: None if name == "xcrun" else name), "'xcrun' is missing"),
        (replace(LINUX, which=lambda name: None if name == "jq" else name), "'jq' is missing"),
        (replace(LINUX, free_bytes=lambda _: 1000), "0.0 GB free"),
    ],
)
def test_an_unfit_machine_is_refused(
    machine: Machine, message: str, options: AnemllOptions
) -> None:
    with pytest.raises(ExportError, match=message):
        run(options, machine)
    assert calls(options.anemll) == []


def test_an_unfit_python_is_refused(options: AnemllOptions, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be started; name ANEMLL's Python"):
        run(replace(options, python=str(tmp_path / "none")))
    answers = {
        "runs on 3.9 to 3.11": {"python": [3, 13]},
        "lacks torch: run": {"torch": None},
        "has coremltools 8.2; expected 9.0": {"coremltools": "8.2"},
    }
    good = {"python": [3, 11], "torch": "2.5", "transformers": "4", "coremltools": "9.0"}
    program = Path(options.python)
    for message, change in answers.items():
        program.write_text(f"#!/bin/sh\necho '{json.dumps(good | change)}'\n")
        with pytest.raises(ExportError, match=message):
            run(options)
    program.write_text("#!/bin/sh\necho broken >&2\nexit 1\n")
    with pytest.raises(ExportError, match="is no working Python: broken"):
        run(options)


def test_an_unfit_model_or_checkout_is_refused(options: AnemllOptions, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"convert_model\.sh: no such file; name a checkout"):
        run(replace(options, anemll=tmp_path))
    old = write_checkout(tmp_path / "old", 1, version="0.3.4")
    with pytest.raises(ExportError, match=r"is ANEMLL 0\.3\.4; expected 0\.3\.5"):
        run(replace(options, anemll=old))
    with pytest.raises(ExportError, match=r"stumbles over \$"):
        run(replace(options, output=tmp_path / "my$out"))
    (options.model / "tokenizer.json").unlink()
    with pytest.raises(ExportError, match=r"tokenizer\.json: no such file"):
        run(options)
    write_model(options.model, "llama", seed=20)
    with pytest.raises(ExportError, match="LlamaForCausalLM; by ANEMLL only Qwen3ForCausalLM"):
        run(options)


def test_the_command_takes_the_same_arguments(
    options: AnemllOptions, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--via", "anemll", "--model", str(options.model), "--output", str(options.output)]
    assert command.main(arguments) == 1
    assert "--via anemll needs --anemll DIR" in capsys.readouterr().err
    arguments += ["--anemll", str(options.anemll), "--python", options.python]
    arguments += ["--context", "256", "--chunk", "1"]
    assert command.main(arguments) == 0
    assert "complete" in capsys.readouterr().out
