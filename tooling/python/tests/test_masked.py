"""The DistilBERT path: its program against the textbook and PyTorch, and what it corrects."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from masked_models import CONFIG, tokenizer, write_masked_model
from safetensors.numpy import save_file

from typofix_coreml.bench import cases_of
from typofix_coreml.contract import ProgramSizes
from typofix_coreml.interpreter import Interpreter
from typofix_coreml.measuring import measure
from typofix_coreml.package import ConvertOptions, convert
from typofix_coreml.runner import InterpreterRunner
from typofix_masked import __main__ as command
from typofix_masked.config import parse_masked_config, read_masked_config
from typofix_masked.corrector import ERASED, MaskedCorrector, open_corrector, program_predictor
from typofix_masked.reference import MaskedReference
from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.errors import ExportError

LENGTH = 32
VOCABULARY = CONFIG["vocab_size"]
# nats, of all tokens; float16 against float64
TOLERANCE = 0.1


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("masked") / "model"
    write_masked_model(folder, seed=8)
    return folder


@pytest.fixture(scope="module")
def program(model: Path) -> Path:
    output = model.parent / "program"
    convert(model, output, ConvertOptions(ProgramSizes.of(LENGTH)))
    return output


def reference(folder: Path) -> MaskedReference:
    return MaskedReference(read_masked_config(folder), Checkpoint.open(folder))


@pytest.mark.parametrize("count", [1, 9, LENGTH])
def test_the_program_agrees_with_the_textbook_whatever_the_padding(
    count: int, model: Path, program: Path
) -> None:
    runner = InterpreterRunner(program / "model.mlpackage")
    tokens = np.random.default_rng(count).integers(0, VOCABULARY, count).tolist()
    found = program_predictor(runner, LENGTH, VOCABULARY)(tokens)
    expected = reference(model).log_probs(tokens)
    np.testing.assert_allclose(found, expected, atol=TOLERANCE, rtol=0)
    best, other = expected.argmax(axis=1), found.argmax(axis=1)
    rows = np.arange(count)
    assert (expected[rows, best] - expected[rows, other] < TOLERANCE).all()


def test_the_textbook_agrees_with_pytorch(model: Path) -> None:
    torch = pytest.importorskip("torch")
    from typofix_masked.torch_model import MaskedTorchModel  # noqa: PLC0415

    tokens = [3, 17, 60, 61, 5, 4]
    with torch.no_grad():
        logits = MaskedTorchModel.open(model)(torch.tensor([tokens]), torch.ones(1, len(tokens)))
        found = torch.log_softmax(logits[0], dim=-1).numpy()
    np.testing.assert_allclose(found, reference(model).log_probs(tokens), atol=1e-4)


def test_an_untied_head_is_used(model: Path, tmp_path: Path) -> None:
    weights = write_masked_model(tmp_path / "model", seed=8)
    head = np.random.default_rng(5).standard_normal((VOCABULARY, CONFIG["dim"])) / 4
    weights["vocab_projector.weight"] = head.astype(np.float32)
    save_file(weights, tmp_path / "model" / "model.safetensors")
    package = convert(
        tmp_path / "model", tmp_path / "out", ConvertOptions(ProgramSizes.of(LENGTH), "int8")
    )
    found = program_predictor(InterpreterRunner(package), LENGTH, VOCABULARY)([3, 9, 4])
    expected = reference(tmp_path / "model").log_probs([3, 9, 4])
    np.testing.assert_allclose(found, expected, atol=0.5)
    assert np.abs(found - reference(model).log_probs([3, 9, 4])).max() > 1


def test_the_program_has_the_shapes_that_it_says(program: Path) -> None:
    interpreter = Interpreter.open(program / "model.mlpackage")
    assert interpreter.inputs() == {"token_ids": (1, LENGTH), "visible": (1, LENGTH, 1, 1)}
    assert interpreter.new_state() == {}
    description = json.loads((program / "coreml.json").read_text())
    assert description["architecture"] == "DistilBertForMaskedLM"
    assert "slots" not in description


def test_it_is_timed_beside_the_others_without_a_past(program: Path) -> None:
    (case,) = cases_of([program], past=[0, 256], units=["cpu"])
    assert case.past == 0
    (timing,) = measure([case], lambda package, _: InterpreterRunner(package), runs=2, warm_up=0)
    assert len(timing.milliseconds) == 2
    assert timing.last is not None
    assert timing.last.shape == (LENGTH, VOCABULARY)


def saying(answers: dict[str, str]) -> Callable[[list[int]], np.ndarray]:
    """A predictor that is sure of these tokens in place of those, and of all others as typed."""
    words = tokenizer()
    swaps = {words.token_to_id(old): words.token_to_id(new) for old, new in answers.items()}

    def predict(tokens: list[int]) -> np.ndarray:
        following = np.full((len(tokens), VOCABULARY), -20.0)
        for row, token in enumerate(tokens):
            following[row, swaps.get(token, token)] = -0.01
        return following

    return predict


def test_words_are_replaced_and_the_rest_stays_as_typed() -> None:
    corrector = MaskedCorrector(tokenizer(), saying({"thi": "this", "sis": "is"}), margin=3)
    assert corrector.correct("Thi  sis a TEST, with typos!") == "This  is a TEST, with typos!"
    assert corrector.correct("a test") == "a test"


def test_a_word_may_become_shorter_in_tokens() -> None:
    # "tes" is t ##e ##s here
    corrector = MaskedCorrector(
        tokenizer(), saying({"t": "test", "##e": ERASED, "##s": ERASED}), margin=3
    )
    assert corrector.correct("a tes") == "a test"


def test_what_is_not_sure_enough_is_left_alone() -> None:
    corrector = MaskedCorrector(tokenizer(), saying({"thi": "this"}), margin=30)
    assert corrector.correct("thi test") == "thi test"


def test_the_command_reads_a_text(
    model: Path, program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--program", str(program), "--tokenizer", str(model)]
    text = "Thi sis a test with typos"
    assert command.main([*arguments, "--text", text, "--margin", "1000"]) == 0
    assert capsys.readouterr().out == f"{text}\n"
    assert command.main([*arguments, "--text", "a " * 40]) == 1
    assert "the text has 42 tokens; the program takes 32" in capsys.readouterr().err


def test_unfit_folders_are_refused(model: Path, program: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"tokenizer\.json: no such file"):
        open_corrector(program, tmp_path)
    with pytest.raises(ExportError, match=r"coreml\.json: no such file"):
        open_corrector(model, model)
    with pytest.raises(ExportError, match="64 rows; the model has 40 positions"):
        convert(model, tmp_path / "out", ConvertOptions(ProgramSizes.of(64)))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"activation": "relu"}, "activation 'relu'"),
        ({"n_heads": 5}, "5 heads do not divide 32"),
        ({"dim": "large"}, "hidden_size is 'large'"),
        ({"architectures": ["BertForMaskedLM"]}, "BertForMaskedLM"),
    ],
)
def test_an_unsupported_configuration_is_named(change: dict[str, object], message: str) -> None:
    with pytest.raises(ExportError, match=message):
        parse_masked_config(CONFIG | change)
