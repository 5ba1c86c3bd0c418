"""Trains the head of a DistilBERT to say a text as meant, given it as typed. The rest is frozen.

python -m typofix_masked.train --model distilbert-base-uncased --pairs pairs.jsonl --output out

Pairs are lines of `typofix-tooling generate`: {"corrupted": ..., "clean": ...}. A word as typed and
as meant must have as many tokens, or the latter fewer; the others of the pair still count.
The hidden rows of the frozen layers are computed once and kept, so an epoch costs the head only.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from typofix_masked.corrector import ERASED, TOKENIZER, words_of
from typofix_masked.torch_model import MaskedTorchModel
from typofix_tooling import manifest
from typofix_tooling.errors import ExportError

Example = tuple[list[int], list[int]]  # tokens as typed, and what is to be said at each place

IGNORED = -100


@dataclass(frozen=True)
class TrainOptions:
    """How the head is trained."""

    epochs: int = 5
    batch: int = 32
    rate: float = 5e-4
    seed: int = 1
    longest: int = 128


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """(as typed, as meant), a line each."""
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                pair = json.loads(line)
                yield pair["corrupted"], pair["clean"]
            except (ValueError, KeyError, TypeError):
                wanted = '{"corrupted": ..., "clean": ...}'
                raise ExportError(f"{path}:{number}: no pair; expected {wanted}") from None


def example_of(tokenizer: Tokenizer, typed: str, meant: str) -> Example | None:
    """The pair as tokens; None where the words cannot be told apart one by one."""
    source, target = tokenizer.encode(typed), tokenizer.encode(meant)
    theirs, ours = words_of(target), words_of(source)
    if len(ours) != len(theirs):
        return None
    erased = tokenizer.token_to_id(ERASED)
    wanted = list(source.ids)
    for places, meant_places in zip(ours, theirs, strict=True):
        tokens = [target.ids[place] for place in meant_places]
        if len(tokens) > len(places):
            tokens = [IGNORED] * len(places)
        tokens += [erased] * (len(places) - len(tokens))
        for place, token in zip(places, tokens, strict=True):
            wanted[place] = token
    return list(source.ids), wanted


def train(
    model: MaskedTorchModel, examples: Sequence[Example], options: TrainOptions
) -> list[float]:
    """Trains the head in place; returns the mean loss of each epoch, in nats a token."""
    torch.manual_seed(options.seed)
    generator = random.Random(options.seed)
    model.distilbert.requires_grad_(False)
    rows, wanted = _hidden_rows(model, examples)  # [N, H], [N]
    head = [p for name, p in model.named_parameters() if name.startswith("vocab_")]
    optimizer = torch.optim.AdamW(head, lr=options.rate, weight_decay=0.01)
    losses = []
    size = options.batch * 32  # tokens: about as many as `batch` sentences have
    for _ in range(options.epochs):
        order = list(range(len(rows)))
        generator.shuffle(order)
        total = 0.0
        for start in range(0, len(order), size):
            chosen = torch.tensor(order[start : start + size])
            loss = functional.cross_entropy(model.head(rows[chosen]), wanted[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(chosen)
        losses.append(total / len(rows))
    return losses


def _hidden_rows(model: MaskedTorchModel, examples: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """What the frozen layers make of each token that counts."""
    kept, wanted = [], []
    with torch.no_grad():
        for tokens, targets in examples:
            visible = torch.ones(1, len(tokens))
            rows = model.distilbert(torch.tensor([tokens]), visible)[0]
            goal = torch.tensor(targets)
            kept.append(rows[goal != IGNORED])
            wanted.append(goal[goal != IGNORED])
    return torch.cat(kept), torch.cat(wanted)


def train_folder(model_dir: Path, pairs: Path, output: Path, options: TrainOptions) -> list[float]:
    """Trains the model of a Hugging Face folder into a new folder, with a manifest."""
    if output.exists():
        raise ExportError(f"{output}: exists already")
    file = model_dir / TOKENIZER
    if not file.is_file():
        raise ExportError(f"{file}: no such file; expected the model's tokenizer")
    tokenizer = Tokenizer.from_file(str(file))
    if tokenizer.token_to_id(ERASED) is None:
        raise ExportError(f"{file}: has no token '{ERASED}'")
    made = [example_of(tokenizer, typed, meant) for typed, meant in read_pairs(pairs)]
    examples = [example for example in made if example and len(example[0]) <= options.longest]
    if not examples:
        raise ExportError(f"{pairs}: no pair can be used")
    model = MaskedTorchModel.open(model_dir)
    losses = train(model, examples, options)
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".train-", dir=output.parent) as folder:
        partial = Path(folder) / "model"
        partial.mkdir()
        for name in ("config.json", TOKENIZER):
            shutil.copyfile(model_dir / name, partial / name)
        save_file(model.state_dict(), partial / "model.safetensors", metadata={"format": "pt"})
        record = {
            "options": asdict(options),
            "pairs": manifest.file_entry(pairs),
            "examples": len(examples),
            "leftOut": len(made) - len(examples),
            "losses": losses,
            "files": {path.name: manifest.file_entry(path) for path in sorted(partial.iterdir())},
        }
        text = json.dumps(record, indent=2) + "\n"
        (partial / "training.json").write_text(text, encoding="utf-8")
        partial.rename(output)
    return losses


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m typofix_masked.train",
        description="Trains the head of a DistilBERT on pairs, the rest frozen.",
    )
    add = parser.add_argument
    add("--model", type=Path, required=True, metavar="DIR", help="distilbert-base-uncased or like")
    add("--pairs", type=Path, required=True, metavar="FILE", help="JSON lines")
    add("--output", type=Path, required=True, metavar="DIR", help="a folder that does not exist")
    defaults = TrainOptions()
    add("--epochs", type=int, default=defaults.epochs, help="default: %(default)s")
    add("--rate", type=float, default=defaults.rate, help="default: %(default)s")
    add("--seed", type=int, default=defaults.seed, help="default: %(default)s")
    chosen = parser.parse_args(arguments)
    options = TrainOptions(epochs=chosen.epochs, rate=chosen.rate, seed=chosen.seed)
    try:
        losses = train_folder(chosen.model, chosen.pairs, chosen.output, options)
    except ExportError as problem:
        print(f"train: {problem}", file=sys.stderr)
        return 1
    for epoch, loss in enumerate(losses, start=1):
        print(f"epoch {epoch}: {loss:.4f} nats a token")
    return 0


if __name__ == "__main__":
    sys.exit(main())
