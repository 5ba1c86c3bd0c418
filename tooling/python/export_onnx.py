"""Exports a Hugging Face language model as a Typofix bundle; see --help."""

import sys
from collections.abc import Sequence

from typofix_tooling.__main__ import start


def main(arguments: Sequence[str] | None = None) -> int:
    return start("export_onnx", sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
