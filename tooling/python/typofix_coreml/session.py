"""A growing token tree over a converted program, in calls of K rows, as the engine does it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from typofix_coreml.contract import (
    FIRST_SLOT,
    GROUP_MAX,
    GROUP_SUM,
    HIDDEN,
    MASK,
    POSITION_IDS,
    TOKEN_IDS,
    logits_name,
)
from typofix_coreml.interpreter import Interpreter
from typofix_tooling.token_tree import TokenTree

Float64 = NDArray[np.float64]


@dataclass
class _Nodes:
    """The nodes of a session: slot = node number."""

    tokens: list[int]
    positions: list[int]
    seen: list[list[int]]  # of each node, the slots that it sees: its ancestors' and its own

    def truncate(self, size: int) -> None:
        for values in (self.tokens, self.positions, self.seen):
            del values[size:]


class BlockSession:
    """Splits trees into blocks, pads them, and keeps the state. For one thread."""

    def __init__(self, interpreter: Interpreter, vocabulary: int) -> None:
        self._interpreter = interpreter
        self._vocabulary = vocabulary
        self._state = interpreter.new_state()
        _, _, self._block, self._slots = interpreter.inputs()[MASK]
        self._nodes = _Nodes([], [], [])

    @property
    def size(self) -> int:
        return len(self._nodes.tokens)

    def extend(self, tree: TokenTree) -> Float64:
        """Appends a tree whose parents are node numbers of the session.

        Returns the log-probabilities of what follows each new node, [len(tree), vocabulary].
        """
        start = self.size
        if start + len(tree) > self._slots:
            raise ValueError(f"{start + len(tree)} nodes; there are {self._slots} slots")
        self._append(tree)
        rows = [np.empty((0, self._vocabulary))]
        while start < self.size:
            first = min(start, self._slots - self._block)
            end = min(first + self._block, self.size)
            rows.append(self._run(first, end)[start - first :])
            start = end
        return np.concatenate(rows)

    def truncate(self, size: int) -> None:
        """Forgets the nodes from `size` on. Their slots keep what they hold until written anew."""
        self._nodes.truncate(size)

    def _append(self, tree: TokenTree) -> None:
        for token, position, parent in zip(tree.tokens, tree.positions, tree.parents, strict=True):
            ancestors = self._nodes.seen[parent] if parent >= 0 else []
            self._nodes.seen.append([*ancestors, self.size])
            self._nodes.tokens.append(token)
            self._nodes.positions.append(position)

    def _run(self, first: int, end: int) -> Float64:
        """Runs the nodes of [first, end) in one call; [end - first, vocabulary]."""
        rows = end - first
        tokens = np.zeros((1, self._block), np.int32)
        positions = np.zeros(self._block, np.int32)
        mask = np.full((1, 1, self._block, self._slots), HIDDEN, np.float16)
        tokens[0, :rows] = self._nodes.tokens[first:end]
        positions[:rows] = self._nodes.positions[first:end]
        for row in range(self._block):
            seen = self._nodes.seen[first + row] if row < rows else [first + row]
            mask[0, 0, row, seen] = 0
        inputs = {
            TOKEN_IDS: tokens,
            POSITION_IDS: positions,
            FIRST_SLOT: np.array([first], np.int32),
            MASK: mask,
        }
        outputs = self._interpreter.run(inputs, self._state)
        return log_probs(outputs, self._vocabulary)[:rows]


def log_probs(outputs: dict[str, NDArray[np.float16]], vocabulary: int) -> Float64:
    """[K, vocabulary], from the outputs of one call."""
    chunks = [
        outputs[logits_name(chunk)]
        for chunk in range(sum(name.startswith("logits_") for name in outputs))
    ]
    logits = np.concatenate(chunks, axis=1)[0, :vocabulary, 0].T.astype(np.float64)
    return logits - log_sum_exp(outputs)[:, None]


def log_sum_exp(outputs: dict[str, NDArray[np.float16]]) -> Float64:
    """[K], from the maxima and sums of the groups."""
    maxima = outputs[GROUP_MAX][0, :, 0].astype(np.float64)  # [B, K]
    largest = maxima.max(axis=0)
    sums = outputs[GROUP_SUM][0, :, 0].astype(np.float64)
    return largest + np.log((sums * np.exp(maxima - largest)).sum(axis=0))
