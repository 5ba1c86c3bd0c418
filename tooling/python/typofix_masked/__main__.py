"""Corrects a text with a converted DistilBERT.

python -m typofix_masked --program out/distilbert --tokenizer distilbert-base-uncased \\
    --text "Thi sis a test with typos"
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from typofix_coreml.runner import UNITS, has_core_ml
from typofix_masked.corrector import DEFAULT_MARGIN, open_corrector
from typofix_tooling.errors import ExportError


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m typofix_masked",
        description="Corrects a text with a converted DistilBERT.",
    )
    add = parser.add_argument
    add("--program", type=Path, required=True, metavar="DIR", help="what `convert` wrote")
    add("--tokenizer", type=Path, required=True, metavar="DIR", help="the model's folder")
    add("--text", required=True, help="one sentence or a few")
    add("--units", choices=tuple(UNITS), default="cpu+ane", help="default: %(default)s")
    add(
        "--margin",
        type=float,
        default=DEFAULT_MARGIN,
        help="how sure a correction must be, in nats (default: %(default)s)",
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _arguments().parse_args(arguments)
    try:
        corrector = open_corrector(chosen.program, chosen.tokenizer, chosen.units, chosen.margin)
        if not has_core_ml():
            print("no Core ML on this machine: the program is interpreted", file=sys.stderr)
        print(corrector.correct(chosen.text))
    except ExportError as problem:
        print(f"typofix_masked: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
