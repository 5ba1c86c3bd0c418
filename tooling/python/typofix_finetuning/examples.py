"""Pairs as examples in tokens, packed into rows of one length.

Examples of a row share the prompt's constant beginning and do not see each other, so each is
computed as it is at work: alone behind the cached beginning. Nothing is cut: an example that does
not fit a row is left out.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from typofix_finetuning.config import FinetuneConfig
from typofix_finetuning.prompt import PromptTokens
from typofix_training.errors import TrainingError
from typofix_training.pairs import CHANGED, COPIED, MARK, PROMPT, read_pairs, spans_of

_CHUNK = 10_000
_POOL = 512  # examples among which those that fill a row are sought
PADDED_ROWS = 16  # examples of a step where each has a row of its own
SHARED, PADDING = 0, -1  # segments: the prompt's beginning, nothing


@dataclass(frozen=True)
class Example:
    """What stands behind the prompt's constant beginning; the last token is only a target."""

    tokens: NDArray[np.int32]  # [tokens]
    kinds: NDArray[np.uint8]  # [tokens]
    positions: NDArray[np.int32]  # [tokens]

    def __len__(self) -> int:
        """Rows of input."""
        return len(self.tokens) - 1


@dataclass(frozen=True)
class Rows:
    """Packed rows of W inputs; a target is what follows its input within an example."""

    tokens: NDArray[np.int32]  # [rows, W]
    positions: NDArray[np.int32]  # [rows, W]
    segments: NDArray[np.int16]  # [rows, W]: SHARED, PADDING, or the example's number from 1
    targets: NDArray[np.int32]  # [rows, W]
    kinds: NDArray[np.uint8]  # [rows, W]: class of the target; MARK where none counts

    def __len__(self) -> int:
        return len(self.tokens)

    def used(self) -> float:
        """Share of the places that hold something."""
        return float((self.segments != PADDING).mean())

    def at(self, places: NDArray[np.int64]) -> Rows:
        """Some of the rows."""
        return Rows(*(getattr(self, name)[places] for name in self.__dataclass_fields__))


def read_examples(
    path: Path, tokenizer: Tokenizer, prompt: PromptTokens, window: int
) -> list[Example]:
    """The examples of a file of pairs (`read_pairs`); those too long for a row are counted."""
    examples: list[Example] = []
    chunk: list[dict[str, Any]] = []
    pairs = 0
    for pair in read_pairs(path):
        pairs += 1
        chunk.append(pair)
        if len(chunk) == _CHUNK:
            examples.extend(_examples(chunk, tokenizer, prompt, window))
            chunk = []
    examples.extend(_examples(chunk, tokenizer, prompt, window))
    if not examples:
        raise TrainingError(
            f"{path}: none of its {pairs} pairs fits a row of {window} tokens: raise `window`, or "
            "make pairs with `typofix-tooling generate --format chat`"
        )
    if len(examples) < pairs:
        print(
            f"{path}: {pairs - len(examples)} of {pairs} pairs do not fit {window} tokens",
            file=sys.stderr,
        )
    return examples


def _examples(
    pairs: list[dict[str, Any]], tokenizer: Tokenizer, prompt: PromptTokens, window: int
) -> list[Example]:
    def encode(key: str) -> list[Any]:
        return tokenizer.encode_batch([pair[key] for pair in pairs], add_special_tokens=False)

    typed = encode("corrupted") if prompt.with_text else [None] * len(pairs)
    made = [
        example_of(prompt, before.ids if before else [], answer.ids, _kinds(pair, answer))
        for pair, before, answer in zip(pairs, typed, encode("clean"), strict=True)
        if answer.ids
    ]
    return [example for example in made if len(example) + len(prompt.constant) <= window]


def _kinds(pair: dict[str, Any], answer: Any) -> list[int]:
    spans = spans_of(pair)
    return [
        CHANGED if any(low < end and start < high for low, high in spans) else COPIED
        for start, end in answer.offsets
    ]


def example_of(
    prompt: PromptTokens, text: Sequence[int], answer: Sequence[int], kinds: Sequence[int]
) -> Example:
    """One example; the token that ends the answer counts as copied."""
    before = prompt.before_answer if prompt.with_text else prompt.before_answer[-1:]
    tokens = [*text, *before, *answer, prompt.end]
    classes = [*[PROMPT] * len(text), *[MARK] * len(before), *kinds, COPIED]
    first = len(prompt.constant)
    positions = np.arange(first, first + len(tokens), dtype=np.int32)
    if prompt.aligned:  # the answer's first token stands where the text's first does
        positions[len(text) :] -= len(text) + len(before)
    return Example(np.array(tokens, np.int32), np.array(classes, np.uint8), positions)


def pack(examples: list[Example], prompt: PromptTokens, window: int, seed: int) -> Rows:
    """Rows of shuffled examples, filled first-fit, the longest of a pool first."""
    chance = np.random.default_rng(seed)
    room = window - len(prompt.constant)
    filled: list[list[Example]] = []
    order = chance.permutation(len(examples))
    for start in range(0, len(order), _POOL):
        pool = [examples[place] for place in order[start : start + _POOL]]
        rows: list[tuple[int, list[Example]]] = []
        for example in sorted(pool, key=len, reverse=True):
            for number, (left, members) in enumerate(rows):
                if len(example) <= left:
                    members.append(example)
                    rows[number] = (left - len(example), members)
                    break
            else:
                rows.append((room - len(example), [example]))
        filled.extend(members for _, members in rows)
    return _rows([filled[place] for place in chance.permutation(len(filled))], prompt, window)


def _rows(filled: list[list[Example]], prompt: PromptTokens, window: int) -> Rows:
    shape = (len(filled), window)
    rows = Rows(
        np.zeros(shape, np.int32),
        np.zeros(shape, np.int32),
        np.full(shape, PADDING, np.int16),
        np.zeros(shape, np.int32),
        np.full(shape, MARK, np.uint8),
    )
    first = len(prompt.constant)
    rows.tokens[:, :first] = prompt.constant
    rows.positions[:, :first] = np.arange(first)
    rows.segments[:, :first] = SHARED
    for row, members in enumerate(filled):
        begin = first
        for number, example in enumerate(members, 1):
            place = (row, slice(begin, begin + len(example)))
            rows.tokens[place], rows.targets[place] = example.tokens[:-1], example.tokens[1:]
            rows.positions[place], rows.kinds[place] = example.positions[:-1], example.kinds[1:]
            rows.segments[place] = number
            begin += len(example)
    return rows


@dataclass(frozen=True)
class Data:
    """The examples of a run: each training example once an epoch, or as often as it repeats."""

    training: list[Example]
    validation: list[Example]


def load(config: FinetuneConfig, tokenizer: Tokenizer, prompt: PromptTokens) -> Data:
    """Reads all files. Without files of validation a twentieth of the first file is held out."""
    training: list[Example] = []
    validation: list[Example] = []
    for name in config.validation:
        validation.extend(read_examples(Path(name), tokenizer, prompt, config.window))
    for source in config.data:
        examples = read_examples(Path(source.path), tokenizer, prompt, config.window)
        if not validation:
            held = np.random.default_rng(config.seed).permutation(len(examples))
            count = max(1, len(examples) // 20)
            validation = [examples[place] for place in held[:count]]
            examples = [examples[place] for place in held[count:]]
        training.extend(examples * source.repeat)
    if len(training) < 2 * config.batch:
        raise TrainingError(
            f"{len(training)} examples are too few for batches of {config.batch} rows: make 10,000 "
            "and more with `typofix-tooling generate --format chat --count 10000`"
        )
    return Data(training, validation)


def padded_steps(config: FinetuneConfig, examples: list[Example]) -> int:
    """The steps of a whole run where each example has a row of its own."""
    steps = math.ceil(config.epochs * len(examples) / PADDED_ROWS)
    if config.tokens:
        mean = sum(len(example) for example in examples) / len(examples)
        steps = min(steps, math.ceil(config.tokens / (PADDED_ROWS * mean)))
    return max(1, steps)
