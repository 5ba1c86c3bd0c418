"""Batches for the training loop, all of one shape so that the compiled step is made once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from typofix_training.config import TrainingConfig
from typofix_training.pairs import CHANGED, COPIED, PROMPT, Examples, aligned_positions


@dataclass(frozen=True)
class Batch:
    """Inputs [rows, window] and the places, in the flattened batch, whose next token counts."""

    tokens: Tensor
    positions: Tensor
    places: Tensor  # [kept]
    targets: Tensor  # [kept]
    kinds: Tensor  # [kept], the class of each target
    weights: Tensor  # [kept]; 0 for places that only fill the batch


@dataclass(frozen=True)
class Marks:
    """The two special tokens of the prompt."""

    text: int
    fix: int


class BatchMaker:
    """Cuts batches from sources of examples. Stateless: a step's batch depends on seed and step."""

    def __init__(self, sources: list[tuple[Examples, NDArray[np.int64]]], marks: Marks) -> None:
        """Sources come with the starts of their windows."""
        self._sources = sources
        self._marks = marks
        self._index = np.concatenate(
            [
                np.stack([np.full(len(starts), number), starts], axis=1)
                for number, (_, starts) in enumerate(sources)
            ]
        )  # [windows, (source, start)]

    def __len__(self) -> int:
        return len(self._index)

    def training(self, config: TrainingConfig, step: int) -> Batch:
        """The batch of a step; each epoch has an order of its own."""
        epoch, place = divmod(step * config.batch, max(1, len(self) - config.batch + 1))
        order = np.random.default_rng((config.seed, epoch)).permutation(len(self))
        chance = np.random.default_rng((config.seed, 1, step))
        rows = order[place : place + config.batch]
        tokens, kinds = self._cut(rows, config.window)
        flat = kinds[:, 1:].reshape(-1)
        share = np.array([config.prompt_kept, config.copy_kept, 1.0, 0.0])
        kept = np.flatnonzero(chance.random(len(flat)) < share[flat])
        budget = training_places(config)
        if len(kept) > budget:
            kept = chance.permutation(kept)[:budget]
        return self._batch(tokens, kinds, kept, budget, config.changed_weight)

    def held_out(self, rows: NDArray[np.int64], window: int) -> Batch:
        """A batch in which every token but the marks counts."""
        tokens, kinds = self._cut(rows, window)
        kept = np.flatnonzero(kinds[:, 1:].reshape(-1) <= CHANGED)
        return self._batch(tokens, kinds, kept, tokens[:, 1:].size, 1.0)

    def _cut(
        self, rows: NDArray[np.int64], window: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        tokens, kinds = [], []
        for source, start in self._index[rows]:
            examples = self._sources[source][0]
            tokens.append(examples.tokens[start : start + window + 1])
            kinds.append(examples.classes[start : start + window + 1])
        return np.stack(tokens).astype(np.int64), np.stack(kinds).astype(np.int64)

    def _batch(
        self,
        tokens: NDArray[np.int64],
        kinds: NDArray[np.int64],
        kept: NDArray[np.int64],
        budget: int,
        changed_weight: float,
    ) -> Batch:
        places = np.zeros(budget, np.int64)
        places[: len(kept)] = kept
        kind = kinds[:, 1:].reshape(-1)[places]
        weights = np.where(kind == CHANGED, changed_weight, 1.0)
        weights[len(kept) :] = 0
        positions = np.stack(
            [aligned_positions(row[:-1], self._marks.text, self._marks.fix) for row in tokens]
        )
        return Batch(
            torch.from_numpy(tokens[:, :-1].copy()),
            torch.from_numpy(positions),
            torch.from_numpy(places),
            torch.from_numpy(tokens[:, 1:].reshape(-1)[places]),
            torch.from_numpy(kind),
            torch.from_numpy(weights.astype(np.float32)),
        )


def training_places(config: TrainingConfig) -> int:
    """How many places of a training batch count: enough for nearly every batch."""
    expected = config.batch * config.window * (config.prompt_kept * 0.5 + config.copy_kept * 0.5)
    return min(config.batch * config.window, int(expected * 1.2) // 64 * 64 + 64)


CLASSES = (PROMPT, COPIED, CHANGED)
