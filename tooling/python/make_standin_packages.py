"""Makes packages for the stand-in of Core ML; see --help."""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from typofix_tooling import manifest
from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import read_config
from typofix_tooling.parity import rounded, write_cases
from typofix_tooling.random_models import random_tree, write_model
from typofix_tooling.reference import ReferenceModel
from typofix_tooling.standin import Block, add_weights, is_converted, write_package
from typofix_tooling.standin_anemll import AnemllFolder, write_anemll_folder
from typofix_tooling.token_tree import TokenTree

_REFERENCE = Path("../../ane-engine/src/test/resources/dev/typofix/engine/reference")

# Several blocks a tree, rows that are run again at the cache's end, logits in one and two outputs.
_BLOCKS = {
    "qwen3": Block(rows=16, slots=288, chunk=256),
    "qwen2": Block(rows=8, slots=96),
    "llama": Block(rows=32, slots=96, chunk=128),
}

# ANEMLL's forms: the layers in one part and in several, compiled and not, and all in one program.
_ANEMLL = {
    "parts": AnemllFolder(chunks=1, batch=16, compiled=True),
    "chunks": AnemllFolder(chunks=2, batch=8, heads=8),
    "whole": AnemllFolder(chunks=0, batch=16),
}
_PATHS = "expected-paths.json"
_PATHS_NOTE = (
    "as expected.json, of trees whose positions count on along each path; "
    "made by tooling/python/make_standin_packages.py"
)


def _make_anemll(name: str, reference: Path, seed: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        model = Path(scratch)
        config, weights = write_model(model, "qwen3", seed)
        folder = reference / f"anemll-{name}"
        write_anemll_folder(folder, model, config, weights, _ANEMLL[name])


def _make_expected_paths(reference: Path, seed: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        judge = ReferenceModel(*write_model(Path(scratch), "qwen3", seed))
    generator = np.random.default_rng(seed)
    cases = []
    for prompt, branches in ((2, 3), (9, 6), (20, 12)):
        tree = random_tree(generator, prompt, branches)
        depths: list[int] = []
        for parent in tree.parents:
            depths.append(0 if parent < 0 else depths[parent] + 1)
        counted = TokenTree(tree.tokens, depths, tree.parents)
        cases.append(
            {
                "tokens": counted.tokens,
                "positions": depths,
                "parents": counted.parents,
                "logProbs": rounded(judge.log_probs(counted), 7),
            }
        )
    write_cases(cases, _PATHS_NOTE, reference / "qwen3" / _PATHS)


def _make_reference(name: str, reference: Path, seed: int) -> None:
    """The same random weights as make_reference_models.py, so that its expected scores hold."""
    source = json.loads((reference / name / manifest.MANIFEST).read_text(encoding="utf-8"))
    bundle = reference / f"coreml-{name}"
    bundle.mkdir(exist_ok=True)
    manifest.write(bundle, source | {"name": f"coreml-{name}", "files": {}})
    with tempfile.TemporaryDirectory() as scratch:
        config, weights = write_model(Path(scratch), name, seed)
    write_package(bundle, config, weights, _BLOCKS[name])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description="Makes packages that the stand-in of Core ML in native/standin runs: those of "
        "the engine's tests, or with --model one for a bundle that exists.",
        epilog="example: python make_standin_packages.py --model runs/tiny/model --bundle tiny",
    )
    parser.add_argument("--reference", type=Path, default=_REFERENCE, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=7, help="default: %(default)s")
    parser.add_argument("--model", type=Path, help="Hugging Face folder")
    parser.add_argument("--bundle", type=Path, help="gets a package, or weights beside its own")
    parser.add_argument(
        "--anemll",
        choices=("parts", "whole"),
        help="make a folder as ANEMLL does instead, in parts or in one program",
    )
    parser.add_argument("--block", type=int, default=64, help="rows a call; default: %(default)s")
    parser.add_argument("--slots", type=int, default=1088, help="default: %(default)s")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.model is None:
            for name in _BLOCKS:
                _make_reference(name, chosen.reference, chosen.seed)
            for name in _ANEMLL:
                _make_anemll(name, chosen.reference, chosen.seed)
            _make_expected_paths(chosen.reference, chosen.seed)
            return 0
        if chosen.bundle is None:
            parser.error("--model wants --bundle")
        config = read_config(chosen.model)
        weights = Checkpoint.open(chosen.model).tensors()
        if chosen.anemll:
            form = AnemllFolder(chunks=int(chosen.anemll == "parts"), batch=chosen.block)
            write_anemll_folder(chosen.bundle, chosen.model, config, weights, form)
        elif is_converted(chosen.bundle):
            add_weights(chosen.bundle, config, weights)
        else:
            write_package(chosen.bundle, config, weights, Block(chosen.block, chosen.slots))
    except ExportError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
