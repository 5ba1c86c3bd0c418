"""Scoring a tree of tokens with an exported model, the way the Java engine does."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

HIDDEN = -1e4


@dataclass(frozen=True)
class TokenTree:
    """Node i is `tokens[i]` at `positions[i]`; `parents[i]` < i, or -1 for the root."""

    tokens: Sequence[int]
    positions: Sequence[int]
    parents: Sequence[int]

    def __len__(self) -> int:
        return len(self.tokens)


@dataclass(frozen=True)
class Scores:
    """Natural log-probabilities of nodes given their ancestors, and the best next tokens."""

    log_probs: NDArray[np.float32]  # [nodes]; NaN for roots
    top_log_probs: NDArray[np.float32]  # [nodes, 8]
    top_tokens: NDArray[np.int64]  # [nodes, 8]


@dataclass
class Cache:
    """Keys and values of the nodes scored so far, [1, KV, P, D] for each layer."""

    tensors: dict[str, NDArray[np.float32]] = field(default_factory=dict)


class TreeScorer:
    """Runs a `model.onnx`. Not safe for use by several threads."""

    def __init__(self, model: Path, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._past = {
            value.name: value.shape
            for value in self._session.get_inputs()
            if value.name.startswith("past_")
        }

    def score(self, tree: TokenTree, split_at: int | None = None) -> Scores:
        """Scores the whole tree in one call, or in two that share the cache of the first."""
        cache = Cache(
            {name: np.zeros((1, s[1], 0, s[3]), np.float32) for name, s in self._past.items()}
        )
        mask = visibility(tree)
        bounds = [0, len(tree)] if split_at is None else [0, split_at, len(tree)]
        parts = [self._extend(tree, mask, start, end, cache) for start, end in pairwise(bounds)]
        return Scores(
            _join_log_probs(tree, parts),
            np.concatenate([part["top_log_probs"] for part in parts]),
            np.concatenate([part["top_tokens"] for part in parts]),
        )

    def _extend(
        self, tree: TokenTree, mask: NDArray[np.float32], start: int, end: int, cache: Cache
    ) -> dict[str, NDArray]:
        rows = np.arange(end - start)
        # the children of these rows, wherever in the tree they stand
        children = [i for i, parent in enumerate(tree.parents) if start <= parent < end] or [start]
        targets = [max(tree.parents[i] - start, 0) for i in children]
        inputs = {
            "token_ids": np.array([tree.tokens[start:end]], np.int64),
            "position_ids": np.array([tree.positions[start:end]], np.int64),
            "mask": mask[None, None, start:end, :end],
            "output_rows": rows,
            "target_rows": np.array(targets, np.int64),
            "target_tokens": np.array([tree.tokens[i] for i in children], np.int64),
            "top_rows": rows,
        }
        names = [value.name for value in self._session.get_outputs()]
        outputs = self._session.run(names, inputs | cache.tensors)
        result = dict(zip(names, outputs, strict=True))
        for name in cache.tensors:
            new = result[name.replace("past_", "new_")]
            cache.tensors[name] = np.concatenate([cache.tensors[name], new], axis=2)
        result["children"] = np.array(children)
        return result


def visibility(tree: TokenTree) -> NDArray[np.float32]:
    """[nodes, nodes]: 0 where a node sees another (itself and its ancestors), else `HIDDEN`."""
    mask = np.full((len(tree), len(tree)), HIDDEN, np.float32)
    for node, parent in enumerate(tree.parents):
        if parent >= 0:
            mask[node] = mask[parent]
        mask[node, node] = 0
    return mask


def _join_log_probs(tree: TokenTree, parts: list[dict[str, NDArray]]) -> NDArray[np.float32]:
    joined = np.full(len(tree), np.nan, np.float32)
    for part in parts:
        joined[part["children"]] = part["target_log_probs"]
    joined[[i for i, parent in enumerate(tree.parents) if parent < 0]] = np.nan
    return joined
