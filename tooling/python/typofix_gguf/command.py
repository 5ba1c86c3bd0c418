"""Takes in a pretrained model; see --help."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from typofix_gguf.intake import EMBEDDED_CALIBRATION, ImportOptions, take_in
from typofix_gguf.progress import Progress
from typofix_tooling.errors import ExportError
from typofix_tooling.linear import QUANTIZATIONS
from typofix_tooling.prompt import Prompt

_EXAMPLES = """\
examples:
  # a GGUF file, to be used at once as a language model that scores edits
  typofix-tooling import SmolLM2-135M-Instruct.Q8_0.gguf --output out/smollm2
  typofix check --model out/smollm2 letter.txt

  # the same, keeping the weights for fine-tuning
  typofix-tooling import Qwen3-0.6B-F16.gguf --output out/qwen3 --keep out/qwen3-hf

  # a Hugging Face folder, four bits, with the prompt that it was taught
  typofix-tooling import runs/qwen3/model --output out/qwen3 --quantization int4 \\
      --prompt runs/qwen3/prompt.json
"""
_INTERRUPTED = 130


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="typofix-tooling import",
        description="Makes a bundle of a GGUF file or a Hugging Face folder: Llama, Qwen2 or Qwen3 "
        "with byte-level BPE. The weights of a GGUF file are dequantised and quantised anew.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("source", type=Path, metavar="FILE.gguf|DIR", help="the model")
    add(
        "--output",
        type=Path,
        required=True,
        metavar="BUNDLE",
        help="a folder that is not there yet",
    )
    add(
        "--keep",
        type=Path,
        metavar="HF_DIR",
        help="keep the Hugging Face folder made of a GGUF file, say for fine-tuning",
    )
    add("--quantization", choices=QUANTIZATIONS, default="int8", help="default: %(default)s")
    add("--name", help="the bundle's name (default: the output folder's)")
    add("--licence", help="of the weights (default: what the file says of it)")
    add(
        "--prompt",
        type=Path,
        metavar="FILE",
        help="JSON of the form of the manifest's prompt (default: the model scores texts as a "
        "language model, between the tokens that begin and end a text)",
    )
    add(
        "--calibration",
        type=Path,
        default=EMBEDDED_CALIBRATION,
        metavar="FILE",
        help="how scores become confidences (default: the embedded model's, which fits no other "
        "quite; `typofix-tooling features` and `calibrate` make the model's own)",
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _arguments().parse_args(arguments)
    try:
        options = ImportOptions(
            name=chosen.name or chosen.output.resolve().name,
            quantization=chosen.quantization,
            licence=chosen.licence,
            prompt=Prompt.read(chosen.prompt) if chosen.prompt else None,
            keep=chosen.keep,
            calibration=chosen.calibration,
        )
        print(take_in(chosen.source, chosen.output, options, Progress()))
    except ExportError as problem:
        print(f"import: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:  # a full disk, say
        print(f"import: {chosen.output}: {problem.strerror}; nothing was written", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("import: interrupted; nothing was written", file=sys.stderr)
        return _INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main())
