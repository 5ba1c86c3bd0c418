"""Prints the BLEU and ROUGE-L of a file of pairs as JSON; `typofix-tooling evaluate` starts it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="typofix_evaluation", description=__doc__)
    parser.add_argument("pairs", type=Path, help="JSONL: a list of a text and its reference a line")
    path = parser.parse_args(arguments).pairs
    try:
        from typofix_evaluation.nearness import nearness  # noqa: PLC0415

        pairs = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
        figures = nearness([text for text, _ in pairs], [reference for _, reference in pairs])
    except ModuleNotFoundError as problem:
        print(
            f"No module named '{problem.name}': run `pip install -e 'tooling/python[evaluation]'`",
            file=sys.stderr,
        )
        return 2
    except (OSError, ValueError) as problem:
        print(f"{path}: no pairs that can be read: {problem}", file=sys.stderr)
        return 2
    print(json.dumps({"bleu": figures.bleu, "rougeL": figures.rouge_l}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
