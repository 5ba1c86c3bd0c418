"""Divides corrections that people made: some to learn from, the rest to fit the decision on.

The division is by repository, so that no decision is fitted on what a model has seen the answer
of. OUTPUT/corrections.jsonl holds pairs to learn from, OUTPUT/corrections.validation.jsonl pairs
of the other repositories, OUTPUT/learn.jsonl.gz and OUTPUT/rest.jsonl.gz the lines of both as they
came, and OUTPUT/around.txt the lines around the rest: clean text, into which errors can be put.

  typofix-tooling corrections --input gitfix-train.jsonl.gz --output data
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from typofix_tooling.manifest import write_gzipped
from typofix_training.errors import TrainingError, told

LEARN, VALIDATION = "corrections.jsonl", "corrections.validation.jsonl"
LEARN_LINES, REST, AROUND = "learn.jsonl.gz", "rest.jsonl.gz", "around.txt"

# What the corrector can mend: no words that are missing or too many, no rewording.
_CLASSES = frozenset(("nonword", "realword", "inflect", "space", "doubled"))
# The marks of comments, headings and lists: the corrector sees a line without them.
_MARK = re.compile(r"\s*(?:(?:/{2,}!?|#+|/?\*+|-{1,2}|;+|<!--|\"{3}|>)\s*)*")
_SHORTEST, _LONGEST = 12, 600  # characters
# Of five repositories in the order of their names, these are not learnt from.
_REPOSITORIES, _KEPT_BACK = 5, (1, 3)


def divide(source: Path, output: Path) -> str:
    """Writes the five files, and says in a line what they hold.

    Raises:
        TrainingError: the file holds no lines with corrections.
    """
    records = _read(source)
    names = sorted({record["repo"] for record in records})
    kept_back = {name for place, name in enumerate(names) if place % _REPOSITORIES in _KEPT_BACK}
    if not kept_back:
        raise TrainingError(f"{source}: corrections of one repository cannot be divided")
    rest = [record for record in records if record["repo"] in kept_back]
    learn_lines = [record for record in records if record["repo"] not in kept_back]
    learn = _pairs(learn_lines)
    validation = _pairs(rest)
    output.mkdir(parents=True, exist_ok=True)
    for name, pairs in ((LEARN, learn), (VALIDATION, validation)):
        lines = (json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs)
        (output / name).write_text("".join(lines), encoding="utf-8")
    for name, lines in ((LEARN_LINES, learn_lines), (REST, rest)):
        write_gzipped(output / name, (json.dumps(line, ensure_ascii=False) for line in lines))
    around = (record[side] for record in rest for side in ("before", "after") if record[side])
    (output / AROUND).write_text("".join(line + "\n" for line in around), encoding="utf-8")
    return (
        f"{output}: {len(learn):,} pairs to learn from, {len(validation):,} for validation, "
        f"{len(rest):,} lines to fit the decision on"
    )


def _read(source: Path) -> list[dict[str, Any]]:
    try:
        with gzip.open(source, "rt", encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines]
        for record in records:
            if not {"repo", "src", "tgt", "edits", "before", "after"} <= record.keys():
                raise ValueError("a line lacks repo, src, tgt, edits, before or after")
    except FileNotFoundError:
        raise TrainingError(f"{source}: no such file") from None
    except (OSError, EOFError, ValueError, AttributeError) as problem:
        raise TrainingError(f"{source}: no gzipped lines of corrections: {problem}") from None
    return records


def _pairs(records: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    pairs = []
    for record in records:
        mark = _MARK.match(record["src"])
        start = mark.end() if mark else 0
        typed, meant = record["src"][start:].rstrip(), record["tgt"][start:].rstrip()
        if (
            record["src"][:start] == record["tgt"][:start]
            and _SHORTEST <= len(typed) <= _LONGEST
            and all(edit["cls"] in _CLASSES for edit in record["edits"])
        ):
            pairs.append({"corrupted": typed, "clean": meant})
    return pairs


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="typofix-tooling corrections",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--input", type=Path, required=True, metavar="FILE.jsonl.gz")
    parser.add_argument("--output", type=Path, required=True, metavar="DIR")
    chosen = parser.parse_args(arguments)
    return told(lambda: _divide(chosen))


def _divide(chosen: argparse.Namespace) -> int:
    print(divide(chosen.input, chosen.output))
    return 0


if __name__ == "__main__":
    sys.exit(main())
