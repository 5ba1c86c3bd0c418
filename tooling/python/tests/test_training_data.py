"""Pairs, positions, windows and configurations: all of training that needs no PyTorch."""

import gzip
import hashlib
import json
import random
import string
from pathlib import Path

import numpy as np
import pytest

from typofix_training.__main__ import main
from typofix_training.config import TrainingConfig, read_config
from typofix_training.errors import TrainingError
from typofix_training.pairs import (
    CHANGED,
    COPIED,
    Examples,
    aligned_positions,
    changed_spans,
    load_tokenizer,
    prepare,
    read_pairs,
    window_starts,
)
from typofix_training.tokenizer import train_tokenizer

TEXT, FIX = 1, 2


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tokenizer")
    text = folder / "text.txt"
    text.write_text("the quick brown fox jumps over the lazy dog\n" * 50, encoding="utf-8")
    made = train_tokenizer([text], vocabulary=300, share=1.0, seed=1)
    made.save(str(folder / "tokenizer.json"))
    return folder / "tokenizer.json"


def pairs_file(folder: Path, pairs: list[tuple[str, str]]) -> Path:
    path = folder / "pairs.jsonl"
    lines = [json.dumps({"corrupted": corrupted, "clean": clean}) for corrupted, clean in pairs]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def test_the_answer_restarts_at_its_prompts_positions() -> None:
    row = np.array([TEXT, 10, 11, FIX, 10, 11, 12, TEXT, 20, FIX, 20])
    assert aligned_positions(row, TEXT, FIX).tolist() == [0, 1, 2, 0, 1, 2, 3, 4, 5, 4, 5]


def test_positions_of_any_window_follow_on_within_a_part() -> None:
    chance = random.Random(3)
    for _ in range(200):
        row = np.array([chance.choice((TEXT, FIX, 5, 6, 7)) for _ in range(40)])
        row[0] = TEXT
        positions = aligned_positions(row, TEXT, FIX)
        steps = np.diff(positions)
        inside = (row[1:] != TEXT) & (row[1:] != FIX)
        assert (steps[inside] == 1).all()
        begins = np.flatnonzero(row == TEXT)
        assert (np.diff(positions[begins]) > 0).all(), "examples never go back"


def test_changed_spans_cover_each_difference() -> None:
    chance = random.Random(4)
    for _ in range(200):
        words = ["".join(chance.choices(string.ascii_lowercase, k=4)) for _ in range(8)]
        place = chance.randrange(8)
        corrupted = " ".join([*words[:place], words[place][1:], *words[place + 1 :]])
        clean = " ".join(words)
        start = clean.index(words[place]) if words.count(words[place]) == 1 else None
        spans = changed_spans(corrupted, clean)
        assert spans
        if start is not None:
            assert any(low <= start < high for low, high in spans)


def test_a_dropped_piece_marks_what_follows() -> None:
    assert changed_spans("the the dog", "the dog") != []
    assert changed_spans("the dog", "the dog") == []


def test_classes_say_what_the_model_is_asked(tmp_path: Path, tokenizer: Path) -> None:
    path = pairs_file(tmp_path, [("teh lazy dog", "the lazy dog")])
    examples = prepare(path, tokenizer, tmp_path / "cache", seed=1)
    ids = load_tokenizer(tokenizer)
    answer = examples.tokens.tolist().index(ids.token_to_id("<|fix|>")) + 1
    kinds = examples.classes[answer:].tolist()
    assert kinds[0] == CHANGED
    assert set(kinds[1:]) == {COPIED}
    assert examples.classes[0] == COPIED  # it ends the answer before it
    assert ids.decode(examples.tokens[answer:].tolist()) == "the lazy dog"


def test_prepared_arrays_are_the_same_from_the_cache(tmp_path: Path, tokenizer: Path) -> None:
    path = pairs_file(tmp_path, [(f"a {n} dgo", f"a {n} dog") for n in range(50)])
    first = prepare(path, tokenizer, tmp_path / "cache", seed=1)
    again = prepare(path, tokenizer, tmp_path / "cache", seed=1)
    other = prepare(path, tokenizer, tmp_path / "cache", seed=2)
    assert (first.tokens == again.tokens).all()
    assert sorted(first.tokens) == sorted(other.tokens)
    assert (first.tokens != other.tokens).any(), "another seed, another order"


def test_windows_begin_where_examples_begin() -> None:
    chance = np.random.default_rng(5)
    lengths = chance.integers(3, 40, 300)
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    total = int(lengths.sum())
    examples = Examples(np.zeros(total, np.uint16), np.zeros(total, np.uint8), starts)
    found = window_starts(examples, 64)
    assert np.isin(found, starts).all()
    assert (found + 64 < total).all()
    assert len(found) > 0.8 * total / 64


def test_the_rate_warms_up_stays_and_falls_to_zero(tmp_path: Path) -> None:
    config = TrainingConfig(data=(source(tmp_path),), tokenizer="t", tokens=1000, decay=0.4)
    assert config.rate_factor(0, 0) < 0.1
    assert config.rate_factor(500, 500) == 1
    assert config.rate_factor(800, 500) == pytest.approx(0.5)
    assert config.rate_factor(1000, 500) == 0


def source(folder: Path):  # noqa: ANN201
    from typofix_training.config import Source  # noqa: PLC0415

    return Source(str(folder / "pairs.jsonl"))


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("tokens = [", "not TOML"),
        ("tokenizer = 't'", "no training data"),
        ("[[data]]\npath = 'p'", "no tokenizer"),
        ("tokenizer='t'\nbatsh = 3\n[[data]]\npath='p'", "unknown key 'batsh'"),
        ("tokenizer='t'\nbatch = 0\n[[data]]\npath='p'", "batch is 0"),
        ("tokenizer='t'\n[[data]]\npath='p'\n[shape]\nquery_heads=3", "cannot share"),
    ],
)
def test_a_bad_configuration_is_named(tmp_path: Path, toml: str, says: str) -> None:
    path = tmp_path / "run.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(TrainingError, match=says):
        read_config(path)


def test_bad_pairs_are_named_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"corrupted": "a", "clean": "b"}\n{"corrupted": 1}\n', encoding="utf-8")
    with pytest.raises(TrainingError, match=":2: expected"):
        list(read_pairs(path))


def test_wrong_encoding_and_broken_archives_are_named(tmp_path: Path) -> None:
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes('{"corrupted": "é", "clean": "é"}'.encode("latin-1"))
    with pytest.raises(TrainingError, match="not UTF-8"):
        list(read_pairs(latin))
    whole = gzip.compress(b'{"corrupted": "a", "clean": "b"}\n' * 1000)
    broken = tmp_path / "broken.jsonl.gz"
    broken.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(TrainingError, match="not whole"):
        list(read_pairs(broken))


def test_an_empty_file_of_pairs_says_how_to_make_some(tmp_path: Path, tokenizer: Path) -> None:
    path = pairs_file(tmp_path, [])
    with pytest.raises(TrainingError, match="typofix-tooling generate"):
        prepare(path, tokenizer, tmp_path / "cache", seed=1)
    assert list((tmp_path / "cache").iterdir()) == []


def test_the_commands_fail_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "missing.txt"
    code = main(["tokenizer", "--input", str(missing), "--output", str(tmp_path / "t.json")])
    assert code == 2
    assert capsys.readouterr().err == f"typofix-tooling: {missing}: no such file\n"


def test_what_a_tokenizer_was_made_of_stands_beside_it(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.txt"
    corpus.write_text("some words of clean text\n" * 9)
    output = tmp_path / "t.json"
    options = ["--vocabulary", "270", "--share", "1", "--seed", "7"]
    assert main(["tokenizer", "--input", str(corpus), "--output", str(output), *options]) == 0
    manifest = json.loads((tmp_path / "t.json.manifest.json").read_text())
    assert manifest["command"] == "tokenizer"
    assert manifest["config"] == {"vocabulary": 270, "share": 1.0, "seed": 7}
    assert manifest["inputs"][0]["file"] == "corpus.txt"
    checksum = hashlib.sha256(output.read_bytes()).hexdigest()
    assert manifest["outputs"][0] == {
        "file": "t.json",
        "bytes": output.stat().st_size,
        "sha256": checksum,
    }


def test_a_corpus_that_was_cut_off_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = gzip.compress("".join(f"line {n}\n" for n in range(9999)).encode())
    corpus = tmp_path / "corpus.txt.gz"
    corpus.write_bytes(whole[: len(whole) // 2])
    code = main(["tokenizer", "--input", str(corpus), "--output", str(tmp_path / "t.json")])
    assert code == 2
    assert f"typofix-tooling: {corpus}: not whole" in capsys.readouterr().err
    assert not (tmp_path / "t.json").exists()


def test_a_tokenizer_keeps_every_character(tokenizer: Path) -> None:
    made = load_tokenizer(tokenizer)
    for text in ("naïve 🙂 text", "tabs\tand\r\nlines", "x = {1: 'a'}"):
        assert made.decode(made.encode(text).ids) == text
