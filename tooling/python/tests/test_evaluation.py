"""BLEU and ROUGE-L of pairs."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from typofix_evaluation.__main__ import main
from typofix_evaluation.nearness import nearness

CLEAN = ["the cat sat on the mat today", "a second line of many words\u2028here"]


def test_equal_texts_are_as_near_as_can_be() -> None:
    figures = nearness(CLEAN, CLEAN)
    assert figures.bleu == pytest.approx(100)
    assert figures.rouge_l == pytest.approx(1)


def test_one_wrong_word_of_seven_costs_its_share() -> None:
    # Six of seven words in order: precision and recall 6/7. Of the n-grams 6/7, 4/6 and 2/5 match;
    # of the four of length 4 none, which smoothing counts as half of one.
    figures = nearness(["the cat sat onn the mat today"], CLEAN[:1])
    assert figures.rouge_l == pytest.approx(6 / 7)
    assert figures.bleu == pytest.approx(100 * (6 / 7 * 4 / 6 * 2 / 5 * 0.5 / 4) ** 0.25)


def test_texts_without_references_are_refused() -> None:
    with pytest.raises(ValueError, match="1 texts and 0 references"):
        nearness(["a"], [])


def test_figures_are_printed_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = tmp_path / "pairs.jsonl"
    lines = [json.dumps([text, text], ensure_ascii=False) for text in CLEAN]
    pairs.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main([str(pairs)]) == 0
    assert json.loads(capsys.readouterr().out) == pytest.approx({"bleu": 100, "rougeL": 1})


def test_a_file_that_is_no_json_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text("oh no\n", encoding="utf-8")
    assert main([str(pairs)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_package_that_is_missing_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "typofix_evaluation.nearness", raising=False)
    monkeypatch.setitem(sys.modules, "sacrebleu", None)
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text("", encoding="utf-8")
    assert main([str(pairs)]) == 2
    error = capsys.readouterr().err
    assert "tooling/python[evaluation]" in error
    assert "sacrebleu" in error
