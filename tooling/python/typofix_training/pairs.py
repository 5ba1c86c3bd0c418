"""Pairs of corrupted and clean text as tokens with a class each, kept as arrays on disk.

A pair becomes `<|text|> corrupted <|fix|> clean`. Examples are shuffled: at work a sentence comes
alone, so the ones around it in a window must not help.
"""

from __future__ import annotations

import difflib
import gzip
import hashlib
import itertools
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from typofix_training.errors import TrainingError

TEXT_TOKEN = "<|text|>"
FIX_TOKEN = "<|fix|>"
PROMPT, COPIED, CHANGED, MARK = 0, 1, 2, 3  # classes of tokens
JUDGED = "text"  # of records whose edits are judged (`typofix-tooling doubts`)
_CHUNK = 20_000
_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Examples:
    """Examples one after another."""

    tokens: NDArray[np.uint16]  # [tokens]
    classes: NDArray[np.uint8]  # [tokens]
    starts: NDArray[np.int64]  # [examples], where each begins


def prepare(path: Path, tokenizer_path: Path, cache: Path, seed: int) -> Examples:
    """Tokenizes a JSONL file of pairs, or takes an earlier run's arrays of the same bytes."""
    cache.mkdir(parents=True, exist_ok=True)
    target = cache / f"{path.name}-{_digest(path, tokenizer_path, seed)}.npz"
    if not target.exists():
        examples = _tokenize(path, load_tokenizer(tokenizer_path), seed)
        partial = target.with_suffix(".partial.npz")
        np.savez(partial, tokens=examples.tokens, classes=examples.classes, starts=examples.starts)
        partial.replace(target)
    with np.load(target) as arrays:
        return Examples(arrays["tokens"], arrays["classes"], arrays["starts"])


def load_tokenizer(path: Path) -> Tokenizer:
    """Reads `tokenizer.json` and looks for the prompt's marks in it."""
    if not path.is_file():
        raise TrainingError(f"{path}: no such file; make one with `typofix-tooling tokenizer`")
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as problem:  # the library raises bare Exception
        raise TrainingError(f"{path}: not a tokenizer.json: {problem}") from None
    for mark in (TEXT_TOKEN, FIX_TOKEN):
        if tokenizer.token_to_id(mark) is None:
            raise TrainingError(f"{path}: lacks the special token {mark}")
    if tokenizer.get_vocab_size() > np.iinfo(np.uint16).max + 1:
        raise TrainingError(f"{path}: {tokenizer.get_vocab_size()} tokens; expected 65536 at most")
    return tokenizer


def changes_of(corrupted: str, clean: str) -> list[tuple[int, int, str]]:
    """Where the clean text differs, from and to in code points, and what stands there instead."""
    before, after = _PIECE.findall(corrupted), _PIECE.findall(clean)
    offsets = np.concatenate(([0], np.cumsum([len(piece) for piece in after]))).astype(int)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return [
        (int(offsets[low]), int(offsets[high]), "".join(before[begin:end]))
        for tag, begin, end, low, high in matcher.get_opcodes()
        if tag != "equal"
    ]


def changed_spans(corrupted: str, clean: str) -> list[tuple[int, int]]:
    """Where the clean text differs, in code points; a dropped piece marks what follows it."""
    return [(start, max(end, start + 1)) for start, end, _ in changes_of(corrupted, clean)]


def aligned_positions(row: NDArray[Any], text: int, fix: int) -> NDArray[np.int64]:
    """Positions of a window: an answer restarts where its prompt began, examples follow on."""
    positions = np.empty(len(row), np.int64)
    marks = np.flatnonzero((row == text) | (row == fix))
    bounds = [*marks.tolist(), len(row)]
    positions[: bounds[0]] = np.arange(bounds[0])
    highest = base = bounds[0] - 1
    for begin, end in itertools.pairwise(bounds):
        if row[begin] == text:
            base = highest + 1
        positions[begin:end] = base + np.arange(end - begin)
        highest = max(highest, base + end - begin - 1)
    return positions


def window_starts(examples: Examples, window: int) -> NDArray[np.int64]:
    """Windows that begin where an example begins, together covering nearly every token."""
    last = len(examples.tokens) - window - 1
    if last < 0:
        raise TrainingError(
            f"{len(examples.tokens)} tokens of training text do not fill a window of {window}: "
            "give more pairs"
        )
    wanted = np.arange(0, last + 1, window)
    places = np.searchsorted(examples.starts, wanted)
    starts = examples.starts[places[places < len(examples.starts)]]
    return np.unique(starts[starts <= last])


def _tokenize(path: Path, tokenizer: Tokenizer, seed: int) -> Examples:
    marks = tokenizer.token_to_id(TEXT_TOKEN), tokenizer.token_to_id(FIX_TOKEN)
    tokens: list[NDArray[np.uint16]] = []
    classes: list[NDArray[np.uint8]] = []
    for chunk in _chunks(path):
        prompts = tokenizer.encode_batch_fast([pair["corrupted"] for pair in chunk])
        answers = tokenizer.encode_batch([pair["clean"] for pair in chunk])
        for pair, prompt, answer in zip(chunk, prompts, answers, strict=True):
            spans = spans_of(pair)
            kinds = [
                CHANGED if any(low < end and start < high for low, high in spans) else COPIED
                for start, end in answer.offsets
            ]
            tokens.append(np.array([marks[0], *prompt.ids, marks[1], *answer.ids], dtype=np.uint16))
            # The mark that begins an example ends the answer before it.
            classes.append(
                np.array([COPIED, *[PROMPT] * len(prompt.ids), MARK, *kinds], dtype=np.uint8)
            )
    if not tokens:
        raise TrainingError(f"{path}: no pairs in it; make some with `typofix-tooling generate`")
    order = np.random.default_rng(seed).permutation(len(tokens))
    lengths = np.array([len(tokens[place]) for place in order])
    return Examples(
        np.concatenate([tokens[place] for place in order]),
        np.concatenate([classes[place] for place in order]),
        np.concatenate(([0], np.cumsum(lengths)[:-1])),
    )


def spans_of(pair: dict[str, Any]) -> list[tuple[int, int]]:
    """Where a pair's clean text differs, in code points: by its edits, or by comparison."""
    if "edits" in pair:
        return [(edit["start"], max(edit["end"], edit["start"] + 1)) for edit in pair["edits"]]
    if pair["corrupted"] == pair["clean"]:
        return []
    return changed_spans(pair["corrupted"], pair["clean"])


def _chunks(path: Path) -> Iterator[list[dict[str, Any]]]:
    chunk: list[dict[str, Any]] = []
    for pair in read_pairs(path):
        chunk.append(pair)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def read_pairs(path: Path, *, judged: bool = False) -> Iterator[dict[str, Any]]:
    """The pairs of a JSONL file, gzip or not; gitfix's `src` and `tgt` and chats are taken, too.

    With `judged` also texts with judged edits, whose text stands for both of a pair.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield _pair(json.loads(line), judged)
                except (json.JSONDecodeError, KeyError, TypeError):
                    raise TrainingError(
                        f"{path}:{number}: expected an object with the texts "
                        "`corrupted` and `clean`, or with `messages` of a user and an assistant"
                    ) from None
    except FileNotFoundError:
        raise TrainingError(f"{path}: no such file") from None
    except UnicodeDecodeError as problem:
        raise TrainingError(f"{path}: not UTF-8: {problem.reason} at {problem.start}") from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as problem:
        raise TrainingError(f"{path}: not whole: {problem}") from None


def _pair(record: dict[str, Any], judged: bool) -> dict[str, Any]:
    if "src" in record and "tgt" in record:
        return {"corrupted": record["src"].strip(), "clean": record["tgt"].strip()}
    if judged and JUDGED in record:
        record |= {"corrupted": record[JUDGED], "clean": record[JUDGED]}
    if "messages" in record:
        said = {message["role"]: message["content"] for message in record["messages"]}
        record = {"corrupted": said["user"], "clean": said["assistant"]}
    if not isinstance(record["corrupted"], str) or not isinstance(record["clean"], str):
        raise TypeError
    return record


def _digest(path: Path, tokenizer_path: Path, seed: int) -> str:
    digest = hashlib.sha256(f"{seed}\n".encode())
    for file in (path, tokenizer_path):
        try:
            with file.open("rb") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
        except FileNotFoundError:
            raise TrainingError(f"{file}: no such file") from None
    return digest.hexdigest()[:16]
