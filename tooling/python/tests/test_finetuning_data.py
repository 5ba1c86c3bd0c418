"""Prompts, examples, packing and the command of fine-tuning: all that needs no PyTorch."""

import json
from pathlib import Path

import numpy as np
import pytest
from finetuning_data import CHATML, tokenizer_with, write_chat
from tokenizers import Tokenizer

from typofix_finetuning import machine, mlx_training, prompt, trl_training
from typofix_finetuning.__main__ import main
from typofix_finetuning.config import FinetuneConfig, read_config
from typofix_finetuning.examples import (
    PADDING,
    SHARED,
    TAIL_WITHOUT_TEXT,
    Example,
    load,
    pack,
    read_examples,
)
from typofix_finetuning.prompt import PromptTokens
from typofix_training.config import Source
from typofix_training.errors import TrainingError
from typofix_training.pairs import CHANGED, COPIED, MARK, PROMPT


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return tokenizer_with(CHATML)


@pytest.fixture
def chat(tmp_path: Path) -> Path:
    return write_chat(tmp_path / "chat.jsonl", 120)


def config_of(path: Path, **settings: object) -> FinetuneConfig:
    return FinetuneConfig(**{"model": "m", "data": (Source(str(path)),), "window": 96} | settings)


def test_each_part_is_tokenized_by_itself(tokenizer: Tokenizer, chat: Path) -> None:
    config = config_of(chat)
    tokens = prompt.tokens_of(prompt.choose(config, tokenizer), tokenizer)
    example = read_examples(chat, tokenizer, tokens, config.window)[1]
    pair = json.loads(chat.read_text().splitlines()[1])["messages"]
    typed, clean = (tokenizer.encode(message["content"]).ids for message in pair[1:])
    start, end = (tokenizer.token_to_id(name) for name in CHATML[1:])
    assert tokens.before_text[0] == start
    assert tokens.end == end
    assert example.tokens.tolist() == [*typed, *tokens.before_answer, *clean, end]
    kinds = example.kinds.tolist()
    assert kinds[: len(typed)] == [PROMPT] * len(typed)
    assert kinds[len(typed) :][: len(tokens.before_answer)] == [MARK] * len(tokens.before_answer)
    assert CHANGED in kinds
    assert kinds[-1] == COPIED, "the token that ends the answer counts"


def test_models_that_think_are_told_not_to(chat: Path) -> None:
    thinking = tokenizer_with([*CHATML, "<think>", "</think>"])
    pieces = prompt.choose(config_of(chat), thinking).beforeAnswer
    assert pieces[-4:] == ("<think>", "\n\n", "</think>", "\n\n")


def test_a_tokenizer_without_chat_marks_is_told_what_to_do(chat: Path) -> None:
    plain = tokenizer_with(["<|endoftext|>"])
    with pytest.raises(TrainingError, match="--prompt completion"):
        prompt.choose(config_of(chat), plain)
    pieces = prompt.choose(config_of(chat, prompt="completion"), plain)
    assert prompt.tokens_of(pieces, plain).before_answer


def test_a_language_model_sees_no_text_as_typed(tokenizer: Tokenizer, chat: Path) -> None:
    config = config_of(chat, objective="language-model")
    tokens = prompt.tokens_of(prompt.choose(config, tokenizer), tokenizer)
    example = read_examples(chat, tokenizer, tokens, config.window)[1]
    clean = json.loads(chat.read_text().splitlines()[1])["messages"][2]["content"]
    boundary = tokenizer.token_to_id("<|endoftext|>")
    assert example.tokens.tolist() == [boundary, *tokenizer.encode(clean).ids, boundary]
    assert (example.kinds[1:] != MARK).all()


def test_each_error_is_a_branch_of_the_clean_text(tokenizer: Tokenizer, tmp_path: Path) -> None:
    clean = "the quick brown fox jumps over the lazy dog"
    edits = [(4, 9, "quikc"), (16, 19, "fix"), (40, 43, "dogs")]
    pair = {
        "corrupted": "the quikc brown fix jumps over the lazy dogs",
        "clean": clean,
        "edits": [{"start": a, "end": b, "replacement": text} for a, b, text in edits],
    }
    typed = {key: pair[key] for key in ("corrupted", "clean")}
    for number, kind in enumerate((pair, typed)):
        path = tmp_path / f"{number}.jsonl"
        path.write_text(json.dumps(kind) + "\n", encoding="utf-8")
        config = config_of(path, objective="contrast")
        tokens = prompt.tokens_of(prompt.choose(config, tokenizer), tokenizer)
        (example,) = read_examples(path, tokenizer, tokens, 96, contrasts=True)
        texts = []
        for branch in example.branches:
            left = len(example.tokens) - branch.first
            assert len(branch.tokens) >= min(TAIL_WITHOUT_TEXT, left)
            whole = [*example.tokens[: branch.first + 1], *branch.tokens]
            whole += example.tokens[branch.end + 1 :].tolist()
            texts.append(tokenizer.decode(whole))
        assert texts == [clean[:a] + text + clean[b:] for a, b, text in edits]
        trunk = len(example.tokens) - 1
        (narrow,) = read_examples(path, tokenizer, tokens, trunk + 8, contrasts=True)
        assert 0 < len(narrow.branches) < 3, "as many as fit"


def test_a_correctors_edits_are_branches_of_its_answer(
    tokenizer: Tokenizer, tmp_path: Path
) -> None:
    text = "the quikc fox jumps"
    edit = {"start": 4, "end": 9, "replacement": "quick", "right": True}
    path = tmp_path / "doubts.jsonl"
    path.write_text(json.dumps({"text": text, "edits": [edit]}) + "\n", encoding="utf-8")
    tokens = prompt.tokens_of(prompt.choose(config_of(path), tokenizer), tokenizer)
    (example,) = read_examples(path, tokenizer, tokens, 96, contrasts=True)
    (branch,) = example.branches
    whole = [*example.tokens[: branch.first + 1], *branch.tokens]
    whole += example.tokens[branch.end + 1 :].tolist()
    typed, mended = (tokenizer.encode(t).ids for t in (text, "the quick fox jumps"))
    assert whole == [*typed, *tokens.before_answer, *mended, tokens.end]


def test_judged_edits_are_branches_of_the_text(tokenizer: Tokenizer, tmp_path: Path) -> None:
    text = "the quikc fox jumps over the dog"
    edits = [
        (4, 9, "quick", True),
        (4, 9, "quirk", False),  # the text is wrong there, too: nothing is learnt from it
        (10, 13, "box", False),
        (25, 28, "they", False),
    ]
    names = ("start", "end", "replacement", "right")
    judged = [dict(zip(names, edit, strict=True)) for edit in edits]
    path = tmp_path / "doubts.jsonl"
    lines = [{"text": text, "edits": judged}, {"text": text, "edits": judged[2:]}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    tokens = prompt.tokens_of(
        prompt.choose(config_of(path, objective="contrast"), tokenizer), tokenizer
    )
    flawed, clean = read_examples(path, tokenizer, tokens, 96, contrasts=True)
    assert [branch.right for branch in flawed.branches] == [True, False, False]
    assert [branch.right for branch in clean.branches] == [False, False]
    assert (flawed.kinds == MARK).all(), "a text with an error is not to be learnt"
    assert COPIED in clean.kinds
    with pytest.raises(TrainingError, match="expected an object with the texts"):
        read_examples(path, tokenizer, tokens, 96)


def test_a_prompt_is_written_as_the_exporter_reads_it(
    tokenizer: Tokenizer, chat: Path, tmp_path: Path
) -> None:
    chosen = prompt.choose(config_of(chat), tokenizer)
    written = prompt.write(chosen, tmp_path)
    assert prompt.choose(config_of(chat, prompt=str(written)), tokenizer) == chosen


def test_aligned_answers_stand_where_the_text_does(tokenizer: Tokenizer, chat: Path) -> None:
    config = config_of(chat, positions="aligned")
    tokens = prompt.tokens_of(prompt.choose(config, tokenizer), tokenizer)
    example = read_examples(chat, tokenizer, tokens, config.window)[0]
    answer = int(np.flatnonzero(example.kinds == MARK)[-1]) + 1
    assert example.positions[0] == example.positions[answer] == len(tokens.before_text)
    short = config_of(chat, positions="aligned", instruction="")
    with pytest.raises(TrainingError, match="lengthen the instruction"):
        prompt.tokens_of(prompt.choose(short, tokenizer), tokenizer)


def test_packing_keeps_every_example_whole() -> None:
    chance = np.random.default_rng(8)
    tokens = PromptTokens((7, 8, 9), (5,), 6, with_text=True, aligned=False)
    for _ in range(20):
        examples = [random_example(chance) for _ in range(chance.integers(1, 80))]
        rows = pack(examples, tokens, 40, seed=int(chance.integers(1000)))
        assert (rows.tokens[:, :3] == [7, 8, 9]).all()
        assert (rows.segments[:, :3] == SHARED).all()
        found = []
        for row in range(len(rows)):
            for number in range(1, rows.segments[row].max() + 1):
                at = rows.segments[row] == number
                found.append((*rows.tokens[row, at].tolist(), int(rows.targets[row, at][-1])))
                assert rows.targets[row, at][:-1].tolist() == rows.tokens[row, at][1:].tolist()
        assert sorted(found) == sorted(tuple(e.tokens.tolist()) for e in examples)
        assert (rows.kinds[rows.segments <= SHARED] == MARK).all(), "nothing else counts"
        assert (rows.segments[:, -1] != SHARED).all()


def random_example(chance: np.random.Generator) -> Example:
    length = int(chance.integers(2, 38))
    return Example(
        chance.integers(10, 99, length).astype(np.int32),
        chance.integers(0, 4, length).astype(np.uint8),
        np.arange(3, 3 + length, dtype=np.int32),
    )


def test_packing_wastes_little() -> None:
    chance = np.random.default_rng(9)
    tokens = PromptTokens((), (5,), 6, with_text=True, aligned=False)
    rows = pack([random_example(chance) for _ in range(2000)], tokens, 128, seed=1)
    assert (rows.segments == PADDING).mean() < 0.05


def test_without_validation_files_a_twentieth_is_held_out(tokenizer: Tokenizer, chat: Path) -> None:
    config = config_of(chat)
    tokens = prompt.tokens_of(prompt.choose(config, tokenizer), tokenizer)
    data = load(config, tokenizer, tokens)
    assert (len(data.training), len(data.validation)) == (114, 6)


def test_records_for_trl_weigh_the_answer_alone(tokenizer: Tokenizer, chat: Path) -> None:
    config = config_of(chat)
    tokens = prompt.tokens_of(prompt.choose(config, tokenizer), tokenizer)
    example = read_examples(chat, tokenizer, tokens, config.window)[1]
    record = trl_training.records([example], tokens, 3.0)[0]
    assert record["input_ids"] == [*tokens.constant, *example.tokens.tolist()]
    counted = [label for label in record["labels"] if label != trl_training.IGNORED]
    answer = int(np.flatnonzero(example.kinds == MARK)[-1]) + 1
    assert counted == example.tokens[answer:].tolist()
    changed = np.array(record["loss_weights"]) == 3.0
    assert changed.sum() == (example.kinds == CHANGED).sum()


def test_batches_for_mlx_hold_every_example_once(tokenizer: Tokenizer, chat: Path) -> None:
    config = config_of(chat)
    tokens = prompt.tokens_of(prompt.choose(config, tokenizer), tokenizer)
    examples = read_examples(chat, tokenizer, tokens, config.window)[:112]
    made = list(mlx_training.batches(examples, tokens, 3.0, 1, loop=False))
    assert len(made) == 7
    for batch, weights in made:
        assert batch.shape == weights.shape
        assert batch.shape[1] % 32 == 0
    total = sum((weights > 0).sum() for _, weights in made)
    assert total == sum(((e.kinds == CHANGED) | (e.kinds == COPIED)).sum() for e in examples)


@pytest.fixture
def model(tokenizer: Tokenizer, tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


@pytest.mark.parametrize(
    ("backend", "named"),
    [("unsloth", '"load_in_4bit": true'), ("mlx", "linear_to_lora_layers"), ("full", "full")],
)
def test_a_dry_run_shows_what_would_be_done(
    backend: str, named: str, model: Path, chat: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--model", str(model), "--data", str(chat), "--backend", backend, "--dry-run"]
    code = main([*command, "--output", str(model / "out")])
    shown = capsys.readouterr()
    lacking = machine.missing(backend)
    assert code == (1 if lacking else 0)
    assert named in shown.out
    assert "114 examples" in shown.out
    assert shown.err.splitlines() == [f"missing: {line}" for line in lacking]
    assert not (model / "out").exists()


def test_what_unsloth_lacks_here_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "find_spec", lambda name: None)
    problems = machine.missing("unsloth")
    assert any("'unsloth'" in line and "[unsloth]" in line for line in problems)
    assert any("CUDA" in line for line in problems)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--data", "nowhere.jsonl"], "nowhere.jsonl: no such file"),
        (["--model", "/nowhere/model"], "no Hugging Face folder"),
        (["--rate", "7"], "rate is 7.0: expected 0 to 1"),
        (["--window", "16"], "none of its 120 pairs fits a row of 16 tokens"),
        (["--batch", "2000"], "too few for batches of 2000 rows"),
        (["--backend", "mlx", "--positions", "aligned"], "only positions that are continued"),
        (["--prompt", "nowhere.json"], "nowhere.json"),
        (["--all"], "--all needs --corrections"),
        (
            ["--all", "--corrections", "nowhere", "--labelled", "lines.gz"],
            "rest.jsonl.gz: no such file",
        ),
    ],
)
def test_bad_input_is_told_in_one_line(
    options: list[str],
    problem: str,
    model: Path,
    chat: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    usual = ["--model", str(model), "--data", str(chat), "--backend", "full", "--dry-run"]
    assert main([*usual, "--output", str(model / "out"), *options]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert problem in lines[-1]
    assert lines[-1].startswith("typofix-tooling: ")


def test_a_line_that_is_no_pair_is_named(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = model / "bad.jsonl"
    bad.write_text('{"messages": [{"role": "user", "content": "x"}]}\n', encoding="utf-8")
    command = ["--model", str(model), "--data", str(bad), "--backend", "full", "--dry-run"]
    assert main([*command, "--output", str(model / "out")]) == 2
    assert "bad.jsonl:1: expected an object" in capsys.readouterr().err


def test_options_stand_above_the_file(tmp_path: Path) -> None:
    path = tmp_path / "run.toml"
    path.write_text('model = "x"\nrate = 1e-4\nepochs = 2.0\n[[data]]\npath = "pairs.jsonl"\n')
    config = read_config(path, {"rate": 5e-4, "epochs": None})
    assert (config.rate, config.epochs) == (5e-4, 2.0)
    assert config.data == (Source(str(tmp_path / "pairs.jsonl")),)
    path.write_text("colour = 1\n")
    with pytest.raises(TrainingError, match="unknown key 'colour'"):
        read_config(path, {})


def test_the_rate_warms_up_and_falls_to_zero(chat: Path) -> None:
    config = config_of(chat, warmup=0.1, decay=0.5)
    rates = [config.rate_factor(step, 100) for step in range(100)]
    assert rates[0] == pytest.approx(0.1)
    assert rates[30] == 1.0
    assert rates[99] == pytest.approx(0.02)
