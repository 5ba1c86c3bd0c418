"""Pairs as examples in tokens, packed into rows of one length.

Examples of a row share the prompt's constant beginning and do not see each other, so each is
computed as it is at work: alone behind the cached beginning. Nothing is cut: an example that does
not fit a row is left out.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from typofix_finetuning.config import CONTRAST, FinetuneConfig
from typofix_finetuning.prompt import PromptTokens
from typofix_training.errors import TrainingError
from typofix_training.pairs import (
    CHANGED,
    COPIED,
    JUDGED,
    MARK,
    PROMPT,
    changes_of,
    read_pairs,
    spans_of,
)

_CHUNK = 10_000
_POOL = 512  # examples among which those that fill a row are sought
PADDED_ROWS = 16  # examples of a step where each has a row of its own
# Tokens after an edit that are compared with it, as at work (`SentenceScorer`).
TAIL, TAIL_WITHOUT_TEXT = 3, 6
SHARED, PADDING = 0, -1  # segments: the prompt's beginning, nothing


@dataclass(frozen=True)
class Branch:
    """An edit of an example, and what follows it.

    Stands for the example's tokens from `first` + 1 to `end`: targets of the inputs from `first`
    to before `end`.
    """

    first: int
    end: int
    tokens: NDArray[np.int32]  # [tokens]
    right: bool  # whether it is better than the example as it stands

    def __len__(self) -> int:
        """Rows of input: the example's input `first` has the first token as a target, too."""
        return len(self.tokens) - 1


@dataclass(frozen=True)
class Example:
    """What stands behind the prompt's constant beginning; the last token is only a target."""

    tokens: NDArray[np.int32]  # [tokens]
    kinds: NDArray[np.uint8]  # [tokens]
    positions: NDArray[np.int32]  # [tokens]
    branches: tuple[Branch, ...] = ()

    def __len__(self) -> int:
        """Rows of input."""
        return len(self.tokens) - 1 + sum(len(branch) for branch in self.branches)


@dataclass(frozen=True)
class Contrast:
    """Where in a row the losses of an edit stand, and those of what it replaces."""

    trunk: NDArray[np.int64]  # [tokens]: places
    places: NDArray[np.int64]  # [tokens]
    targets: NDArray[np.int32]  # [tokens], of `places`
    right: bool  # whether the edit is better


@dataclass(frozen=True)
class Rows:
    """Packed rows of W inputs; a target is what follows its input within an example."""

    tokens: NDArray[np.int32]  # [rows, W]
    positions: NDArray[np.int32]  # [rows, W]
    segments: NDArray[np.int16]  # [rows, W]: SHARED, PADDING, or the example's number from 1
    targets: NDArray[np.int32]  # [rows, W]
    kinds: NDArray[np.uint8]  # [rows, W]: class of the target; MARK where none counts
    borrowed: NDArray[np.int16]  # [rows, W, 2]: places from, to that are seen beside the segment
    contrasts: NDArray[np.object_]  # [rows]: a tuple of Contrast

    def __len__(self) -> int:
        return len(self.tokens)

    def used(self) -> float:
        """Share of the places that hold something."""
        return float((self.segments != PADDING).mean())

    def at(self, places: NDArray[np.int64]) -> Rows:
        """Some of the rows."""
        return Rows(*(getattr(self, name)[places] for name in self.__dataclass_fields__))


def read_examples(
    path: Path,
    tokenizer: Tokenizer,
    prompt: PromptTokens,
    window: int,
    *,
    contrasts: bool = False,
) -> list[Example]:
    """The examples of a file of pairs (`read_pairs`); those too long for a row are counted.

    With `contrasts` each error of a pair becomes a branch of the clean text, as many as fit; lines
    of `typofix-tooling doubts` are read, too, and their edits become branches of the text.
    """
    examples: list[Example] = []
    chunk: list[dict[str, Any]] = []
    pairs = 0
    for pair in read_pairs(path, judged=contrasts):
        pairs += 1
        chunk.append(pair)
        if len(chunk) == _CHUNK:
            examples.extend(_examples(chunk, tokenizer, prompt, window, contrasts))
            chunk = []
    examples.extend(_examples(chunk, tokenizer, prompt, window, contrasts))
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
    pairs: list[dict[str, Any]],
    tokenizer: Tokenizer,
    prompt: PromptTokens,
    window: int,
    contrasts: bool,
) -> list[Example]:
    pairs = [pair for pair in pairs if pair["clean"]]

    def encode(key: str) -> list[Any]:
        return tokenizer.encode_batch([pair[key] for pair in pairs], add_special_tokens=False)

    typed = encode("corrupted") if prompt.with_text else [None] * len(pairs)
    answers = encode("clean")
    made = [
        example_of(prompt, before.ids if before else [], answer.ids, _kinds(pair, answer))
        for pair, before, answer in zip(pairs, typed, answers, strict=True)
    ]
    room = window - len(prompt.constant)
    if contrasts:
        tail = TAIL if prompt.with_text else TAIL_WITHOUT_TEXT
        made = [
            with_branches(
                example,
                len(answer.ids),
                [(tokenizer.encode(text).ids, right) for text, right in edited_texts(pair)],
                tail,
                room,
            )
            for pair, answer, example in zip(pairs, answers, made, strict=True)
        ]
    return [example for example in made if len(example) <= room]


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


def edited_texts(pair: dict[str, Any]) -> list[tuple[str, bool]]:
    """The text with one of its edits each, and whether the edit is right.

    The edits of a pair put its errors into the clean text. Of judged edits the wrong ones count
    only where the text is right.
    """
    text = pair["clean"]
    if JUDGED in pair:
        right = [edit for edit in pair["edits"] if edit["right"]]
        edits = right + [
            edit
            for edit in pair["edits"]
            if not any(r["start"] <= edit["end"] and edit["start"] <= r["end"] for r in right)
        ]
        changes = [(e["start"], e["end"], e["replacement"], e["right"]) for e in edits]
    elif "edits" in pair:
        changes = [(e["start"], e["end"], e["replacement"], False) for e in pair["edits"]]
    else:
        changes = [(*change, False) for change in changes_of(pair["corrupted"], text)]
    return [(text[:start] + new + text[end:], right) for start, end, new, right in changes]


def with_branches(
    example: Example, answer: int, edited: list[tuple[list[int], bool]], tail: int, room: int
) -> Example:
    """The example with a branch for each of these texts in tokens, as long as there is room.

    What is edited are the example's last `answer` tokens and the one that ends them; they are no
    targets by themselves if an edit is right: they are no clean text.
    """
    begin = len(example.tokens) - answer - 1
    own = example.tokens[begin:].tolist()
    branches: list[Branch] = []
    left = room - len(example)
    for tokens, right in edited:
        other = [*tokens, own[-1]]
        first = _in_common(own, other)
        shorter = min(len(own), len(other))
        after = min(_in_common(own[::-1], other[::-1]), shorter - first)
        if own == other or not after:
            continue
        shared = min(after, tail)
        tokens_there = np.array(other[first : len(other) - after + shared], np.int32)
        leaves, end = begin - 1 + first, begin - 1 + len(own) - after + shared
        branch = Branch(leaves, end, tokens_there, right)
        if len(branch) <= left:
            left -= len(branch)
            branches.append(branch)
    flawed = any(right for _, right in edited)
    kinds = np.full_like(example.kinds, MARK) if flawed else example.kinds
    return replace(example, branches=tuple(branches), kinds=kinds)


def _in_common(one: list[int], other: list[int]) -> int:
    """How many first tokens two lists share."""
    shared = takewhile(lambda both: both[0] == both[1], zip(one, other, strict=False))
    return sum(1 for _ in shared)


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
        np.zeros((*shape, 2), np.int16),
        np.empty(len(filled), np.object_),
    )
    first = len(prompt.constant)
    rows.tokens[:, :first] = prompt.constant
    rows.positions[:, :first] = np.arange(first)
    rows.segments[:, :first] = SHARED
    for row, members in enumerate(filled):
        begin, number, contrasts = first, SHARED, []
        for example in members:
            trunk, number = begin, number + 1
            begin += len(example.tokens) - 1
            place = (row, slice(trunk, begin))
            rows.tokens[place], rows.targets[place] = example.tokens[:-1], example.tokens[1:]
            rows.positions[place], rows.kinds[place] = example.positions[:-1], example.kinds[1:]
            rows.segments[place] = number
            for branch in example.branches:
                leaves, number = trunk + branch.first, number + 1
                place = (row, slice(begin, begin + len(branch)))
                rows.tokens[place] = branch.tokens[:-1]
                rows.positions[place] = rows.positions[row, leaves] + 1 + np.arange(len(branch))
                rows.segments[place], rows.borrowed[place] = number, (trunk, leaves + 1)
                contrasts.append(
                    Contrast(
                        np.arange(leaves, trunk + branch.end),
                        np.array([leaves, *range(begin, begin + len(branch))]),
                        branch.tokens,
                        branch.right,
                    )
                )
                begin += len(branch)
        rows.contrasts[row] = tuple(contrasts)
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

    def examples_of(path: str) -> list[Example]:
        contrasts = config.objective == CONTRAST
        return read_examples(Path(path), tokenizer, prompt, config.window, contrasts=contrasts)

    for name in config.validation:
        validation.extend(examples_of(name))
    for source in config.data:
        examples = examples_of(source.path)
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
