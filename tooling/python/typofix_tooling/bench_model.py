"""Makes a model to be timed, for our engine and for llama.cpp; see --help."""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from typofix_tooling.bundle import TOKENIZER, BundleOptions, export
from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.errors import ExportError
from typofix_tooling.gguf_writer import write_gguf
from typofix_tooling.linear import QUANTIZATIONS
from typofix_tooling.model_config import parse_config, read_config
from typofix_tooling.random_models import random_weights

SHAPES = {
    "qwen3-0.6b": {
        "architectures": ["Qwen3ForCausalLM"],
        "vocab_size": 151936,
        "hidden_size": 1024,
        "intermediate_size": 3072,
        "num_hidden_layers": 28,
        "num_attention_heads": 16,
        "num_key_value_heads": 8,
        "head_dim": 128,
        "hidden_act": "silu",
        "rms_norm_eps": 1e-6,
        "max_position_embeddings": 40960,
        "rope_theta": 1000000.0,
        "tie_word_embeddings": True,
    },
}
# Any will do, random weights read nothing; its tokens must be among those of the shape.
_TOKENIZER = Path(__file__).parents[3] / "models" / "tiny" / TOKENIZER

_EXAMPLES = """\
examples:
  typofix-tooling bench model --shape qwen3-0.6b --quantization int4 --output out/qwen3-int4
  typofix-tooling bench model --model runs/smollm2/model --output out/smollm2
then
  typofix-tooling bench engine --model out/smollm2 --against llama.cpp
"""


def write_random(shape: str, folder: Path, seed: int) -> None:
    """Writes a Hugging Face folder of a known shape with random weights, in float16."""
    raw = SHAPES[shape]
    weights = random_weights(parse_config(raw), np.random.default_rng(seed))
    halves = {name: weights.pop(name).astype(np.float16) for name in sorted(weights)}
    (folder / "config.json").write_text(json.dumps(raw, indent=1), encoding="utf-8")
    save_file(halves, folder / "model.safetensors")
    shutil.copyfile(_TOKENIZER, folder / TOKENIZER)


def make(model: Path, output: Path, quantization: str) -> None:
    """Exports a Hugging Face folder as a bundle, and writes `model.gguf` beside it."""
    export(model, output, BundleOptions(name=output.resolve().name, quantization=quantization))
    write_gguf(read_config(model), Checkpoint.open(model), quantization, output / "model.gguf")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="typofix-tooling bench model",
        description="Makes a bundle and a GGUF file of the same weights, to be timed side by side.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--model", type=Path, metavar="HF_DIR", help="config.json, *.safetensors")
    source.add_argument("--shape", choices=sorted(SHAPES), help="random weights of this shape")
    parser.add_argument("--output", type=Path, required=True, metavar="BUNDLE_DIR")
    parser.add_argument(
        "--quantization", choices=QUANTIZATIONS, default="int8", help="default: %(default)s"
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _arguments().parse_args(arguments)
    try:
        if chosen.model:
            make(chosen.model, chosen.output, chosen.quantization)
            return 0
        with tempfile.TemporaryDirectory() as scratch:
            write_random(chosen.shape, Path(scratch), seed=1)
            make(Path(scratch), chosen.output, chosen.quantization)
    except ExportError as problem:
        print(f"bench model: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
