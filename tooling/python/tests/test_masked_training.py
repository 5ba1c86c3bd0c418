"""Training the head of a DistilBERT; needs PyTorch."""

import json
from pathlib import Path

import numpy as np
import pytest
from masked_models import tokenizer, write_masked_model

from typofix_tooling.checkpoint import Checkpoint

torch = pytest.importorskip("torch")

from typofix_masked import train  # noqa: E402
from typofix_masked.config import read_masked_config  # noqa: E402
from typofix_masked.corrector import ERASED, MaskedCorrector  # noqa: E402
from typofix_masked.reference import MaskedReference  # noqa: E402

PAIRS = [
    ("thi is a test", "this is a test"),
    ("a tes with typos", "a test with typos"),
    ("this sis a test", "this is a test"),
    ("this is a test with typos", "this is a test with typos"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_masked_model(tmp_path / "model", seed=8)
    lines = [json.dumps({"corrupted": typed, "clean": meant}) for typed, meant in PAIRS]
    (tmp_path / "pairs.jsonl").write_text("\n".join(lines) + "\n")
    return tmp_path


def test_the_head_learns_and_all_else_stays(folder: Path) -> None:
    arguments = ["--model", str(folder / "model"), "--pairs", str(folder / "pairs.jsonl")]
    arguments += ["--output", str(folder / "out"), "--epochs", "150", "--rate", "0.01"]
    assert train.main(arguments) == 0
    before = Checkpoint.open(folder / "model").tensors()
    after = Checkpoint.open(folder / "out").tensors()
    for name, values in before.items():
        same = np.array_equal(values, after[name])
        assert same == name.startswith("distilbert."), name
    record = json.loads((folder / "out" / "training.json").read_text())
    assert record["losses"][-1] < record["losses"][0] / 4
    assert (record["examples"], record["leftOut"]) == (4, 0)
    model = MaskedReference(read_masked_config(folder / "out"), Checkpoint.open(folder / "out"))
    corrector = MaskedCorrector(tokenizer(), model.log_probs, margin=0.5)
    for typed, meant in PAIRS:
        assert corrector.correct(typed) == meant


def test_targets_stand_where_the_words_do() -> None:
    words = tokenizer()
    tokens, wanted = train.example_of(words, "a tes", "a test")
    erased = words.token_to_id(ERASED)
    assert wanted == [3, tokens[1], words.token_to_id("test"), erased, erased, 4]
    _, wanted = train.example_of(words, "a test", "a tesx")  # more tokens than as typed
    assert wanted[2] == train.IGNORED
    assert train.example_of(words, "atest", "a test") is None


def test_unfit_input_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = folder / "pairs.jsonl"
    arguments = ["--model", str(folder / "model"), "--pairs", str(pairs)]
    (folder / "out").mkdir()
    assert train.main([*arguments, "--output", str(folder / "out")]) == 1
    pairs.write_text('{"clean": "a"}\n')
    assert train.main([*arguments, "--output", str(folder / "new")]) == 1
    (folder / "model" / "tokenizer.json").unlink()
    assert train.main([*arguments, "--output", str(folder / "new")]) == 1
    exists, pair, missing = capsys.readouterr().err.splitlines()
    assert "exists already" in exists
    assert "pairs.jsonl:1: no pair" in pair
    assert "no such file" in missing
