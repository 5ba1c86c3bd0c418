"""Converts a language model for Core ML; see --help."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from typofix_coreml.anemll import convert_via_anemll
from typofix_coreml.anemll_steps import LAYOUTS, AnemllOptions
from typofix_coreml.contract import DEFAULT_BLOCK, DEFAULT_NODES, ProgramSizes
from typofix_coreml.description import read_description
from typofix_tooling.errors import ExportError

_EXAMPLES = """\
examples:
  # one package, fixed blocks of 64 rows
  typofix-tooling convert --model Qwen3-0.6B-typofix --output models/qwen3-0.6b --weights int8

  # into a bundle that has the same model for ONNX Runtime: its manifest lists the program
  typofix-tooling convert --model runs/tiny --output models/tiny --weights int8-mixed

  # by ANEMLL's own pipeline (macOS)
  typofix-tooling convert --via anemll --anemll ~/Anemll --model Qwen3-0.6B --output out/anemll
"""


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="typofix-tooling convert",
        description="Converts Qwen3, Qwen2 or Llama weights (safetensors) to a Core ML program.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--model", type=Path, required=True, metavar="DIR", help="config.json, *.safetensors")
    add("--output", type=Path, required=True, metavar="DIR", help="gets model.mlpackage")
    add("--via", choices=("own", "anemll"), default="own", help="default: %(default)s")
    own = parser.add_argument_group("own converter")
    own.add_argument(
        "--block",
        type=int,
        default=DEFAULT_BLOCK,
        metavar="ROWS",
        help="rows of each call (default: %(default)s)",
    )
    own.add_argument(
        "--slots",
        type=int,
        help=f"rows of cache (default: {DEFAULT_NODES} and one block)",
    )
    own.add_argument(
        "--weights",
        choices=("fp16", "int8", "int8-mixed", "palette8"),
        default="fp16",
        help="how weights are stored (default: %(default)s)",
    )
    anemll = parser.add_argument_group("--via anemll")
    anemll.add_argument("--anemll", type=Path, metavar="DIR", help="a checkout of ANEMLL")
    anemll.add_argument(
        "--python",
        default="python3",
        metavar="PROGRAM",
        help="the Python that ANEMLL is installed in (default: %(default)s)",
    )
    anemll.add_argument(
        "--layout",
        choices=LAYOUTS,
        default=LAYOUTS[0],
        help="parts, or one program that can score text, too (default: %(default)s)",
    )
    anemll.add_argument(
        "--context", type=int, default=256, metavar="TOKENS", help="default: %(default)s"
    )
    anemll.add_argument(
        "--chunk", type=int, default=1, metavar="N", help="parts of the layers (default: 1)"
    )
    anemll.add_argument(
        "--batch", type=int, default=64, metavar="ROWS", help="of the prefill (default: 64)"
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _arguments().parse_args(arguments)
    try:
        return _own(chosen) if chosen.via == "own" else _anemll(chosen)
    except (ExportError, OSError) as problem:  # a full disk, a folder that may not be written
        print(f"convert: {problem}", file=sys.stderr)
        return 1


def _own(chosen: argparse.Namespace) -> int:
    # only here: importing coremltools takes seconds, and `--via anemll` does without
    from typofix_coreml.package import ConvertOptions, convert  # noqa: PLC0415

    sizes = ProgramSizes.of(chosen.block, chosen.slots)
    package = convert(chosen.model, chosen.output, ConvertOptions(sizes, chosen.weights))
    description = read_description(chosen.output)
    slots = f", {description['slots']} slots" if "slots" in description else ""
    print(f"{package}: {_megabytes(package):.1f} MB, {description['block']} rows a call{slots}")
    return 0


def _anemll(chosen: argparse.Namespace) -> int:
    if chosen.anemll is None:
        raise ExportError("--via anemll needs --anemll DIR, a checkout of ANEMLL")
    options = AnemllOptions(
        anemll=chosen.anemll,
        model=chosen.model,
        output=chosen.output,
        context=chosen.context,
        chunks=chosen.chunk,
        batch=chosen.batch,
        weights=chosen.weights,
        layout=chosen.layout,
        python=chosen.python,
    )
    convert_via_anemll(options, say=lambda line: print(line, flush=True))
    return 0


def _megabytes(package: Path) -> float:
    return sum(file.stat().st_size for file in package.rglob("*") if file.is_file()) / 1e6
