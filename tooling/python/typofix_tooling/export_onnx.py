"""Exports a Hugging Face language model as a Typofix bundle; see --help."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from typofix_tooling.bundle import DEFAULT_MAXIMUM_POSITIONS, BundleOptions, export
from typofix_tooling.errors import ExportError
from typofix_tooling.linear import QUANTIZATIONS
from typofix_tooling.prompt import Prompt
from typofix_tooling.quantization import INT8_RANGES

_EXAMPLES = """\
examples:
  # the embedded model
  python export_onnx.py --model runs/tiny --output ../../models/tiny \\
      --sample corrections.jsonl pairs.jsonl

  # a larger one, four bits, weights in a file of their own
  python export_onnx.py --model Qwen3-0.6B-typofix --output ../../models/qwen3-0.6b \\
      --quantization int4 --external-data

  # a fine-tuned model, with the prompt that it was taught
  python export_onnx.py --model runs/smollm2/model --output out/smollm2 --rotate \\
      --prompt runs/smollm2/prompt.json
"""


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Exports Qwen3, Qwen2 or Llama weights (safetensors) as a Typofix bundle.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--model", type=Path, required=True, metavar="HF_DIR", help="config.json, *.safetensors")
    add("--output", type=Path, required=True, metavar="BUNDLE_DIR", help="the bundle's folder")
    add("--name", help="the bundle's name (default: the output folder's)")
    add("--quantization", choices=QUANTIZATIONS, default="int8", help="default: %(default)s")
    add(
        "--int8-range",
        choices=INT8_RANGES,
        default="pairs",
        help="how far int8 weights reach: 'pairs' and 'half' are right on every processor, "
        "'full' only with VNNI or on ARM (default: %(default)s)",
    )
    add(
        "--prompt",
        type=Path,
        metavar="FILE",
        help="JSON of the form of the manifest's prompt (default: that of models/tiny)",
    )
    add(
        "--rotate",
        action="store_true",
        help="spread a pretrained model's outliers over all channels first: eight-bit activations "
        "lose less (`import` always does)",
    )
    add(
        "--sample",
        type=Path,
        nargs="+",
        default=(),
        metavar="PAIRS.jsonl",
        help="pairs on which to fix the scales of int8 activations: a tenth quicker than a scale "
        "for each row, a little less exact (default: a scale for each row)",
    )
    add("--maximum-positions", type=int, default=DEFAULT_MAXIMUM_POSITIONS, metavar="N")
    add("--licence", default="Apache-2.0", help="of the weights (default: %(default)s)")
    add("--training-commit", metavar="COMMIT", help="the source that trained the model")
    add("--training-data", metavar="TEXT", help="what it was trained on, in a few words")
    add(
        "--external-data",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="weights in model.onnx.data (default: when larger than 1.5 GB)",
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _arguments().parse_args(arguments)
    try:
        options = BundleOptions(
            name=chosen.name or chosen.output.resolve().name,
            quantization=chosen.quantization,
            int8_range=chosen.int8_range,
            prompt=Prompt.read(chosen.prompt) if chosen.prompt else Prompt(),
            licence=chosen.licence,
            training_commit=chosen.training_commit,
            training_data=chosen.training_data,
            maximum_positions=chosen.maximum_positions,
            external_data=chosen.external_data,
            rotated=chosen.rotate,
            sample=tuple(chosen.sample),
        )
        export(chosen.model, chosen.output, options)
    except ExportError as problem:
        print(f"export_onnx: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
