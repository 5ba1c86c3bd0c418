"""What a step of the loop learns from, and its loss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from typofix_finetuning.examples import Contrast, Rows
from typofix_training.curve import Means
from typofix_training.pairs import CHANGED, COPIED


@dataclass(frozen=True)
class Batch:
    """Rows, and the places in them, flattened, whose targets count."""

    rows: Rows
    places: NDArray[np.int64]  # [kept]
    targets: NDArray[np.int32]  # [kept]
    weights: NDArray[np.float32]  # [kept]; 0 for places that only fill the batch

    def loss(self, losses: Tensor) -> tuple[Tensor, float]:
        """The mean of losses [kept], and what it weighs beside other batches'."""
        weights = torch.from_numpy(self.weights).to(losses.device)
        total = float(self.weights.sum())
        return (losses * weights).sum() / max(total, 1e-9), total

    def count(self, means: Means, losses: Tensor, right: Tensor) -> None:
        """Adds the losses to the means of their kinds."""
        kinds = self.rows.kinds.reshape(-1)[self.places]
        losses_here, right_here = losses.detach().float().cpu().numpy(), right.cpu().numpy()
        for kind in (COPIED, CHANGED):
            chosen = (kinds == kind) & (self.weights > 0)
            if chosen.any():
                means.add(
                    kind,
                    float(losses_here[chosen].sum()),
                    int(chosen.sum()),
                    int(right_here[chosen].sum()),
                )


@dataclass(frozen=True)
class ContrastBatch(Batch):
    """Clean tokens, which weigh `weights`, and edits, to be told right from wrong.

    An edit's loss is that of the choice between it and what it replaces, -log P(better) /
    (P(better) + P(worse)), over the tokens in which they differ and `examples.TAIL` that follow.
    In the means the clean tokens are the copied ones, the edits the changed ones.
    """

    contrast: NDArray[np.int64]  # [members], numbers from 0
    member: NDArray[np.int64]  # [members], of the kept places
    sign: NDArray[np.float32]  # [members]: 1 of the worse text's tokens, -1 of the better one's
    contrasts: int
    language_weight: float

    def loss(self, losses: Tensor) -> tuple[Tensor, float]:
        language, _ = super().loss(losses)
        if not self.contrasts:
            return self.language_weight * language, 0.0
        edits = functional.softplus(-self._margins(losses)).mean()
        return edits + self.language_weight * language, float(self.contrasts)

    def count(self, means: Means, losses: Tensor, right: Tensor) -> None:
        clean = losses.detach()[torch.from_numpy(self.weights > 0)]
        means.add(COPIED, float(clean.sum()), len(clean))
        if self.contrasts:
            margins = self._margins(losses.detach())
            lost = float(functional.softplus(-margins).sum())
            means.add(CHANGED, lost, self.contrasts, int((margins > 0).sum()))

    def _margins(self, losses: Tensor) -> Tensor:
        """log P(better) - log P(worse) [contrasts]."""
        contrast, member, sign = (
            torch.from_numpy(numbers).to(losses.device)
            for numbers in (self.contrast, self.member, self.sign)
        )
        margins = torch.zeros(self.contrasts, device=losses.device)
        return margins.index_add(0, contrast, sign * losses[member])


def contrast_batch(rows: Rows, language_weight: float) -> ContrastBatch:
    """All clean tokens and all edits of some rows."""
    window = rows.tokens.shape[1]
    kinds = rows.kinds.reshape(-1)
    clean = (kinds == CHANGED) | (kinds == COPIED)
    found: list[tuple[int, Contrast]] = [
        (row * window, contrast) for row in range(len(rows)) for contrast in rows.contrasts[row]
    ]
    wanted = clean.copy()
    for offset, contrast in found:
        wanted[offset + contrast.trunk] = True
    trunk = np.flatnonzero(wanted)
    kept_at = np.cumsum(wanted) - 1
    places, targets = [trunk], [rows.targets.reshape(-1)[trunk]]
    number, member, sign = [], [], []
    kept = len(trunk)
    for index, (offset, contrast) in enumerate(found):
        places.append(offset + contrast.places)
        targets.append(contrast.targets)
        member += [kept_at[offset + contrast.trunk], kept + np.arange(len(contrast.places))]
        worse = -1 if contrast.right else 1
        sign += [np.full(len(contrast.trunk), -worse), np.full(len(contrast.places), worse)]
        number.append(np.full(len(contrast.trunk) + len(contrast.places), index))
        kept += len(contrast.places)
    weights = np.zeros(kept, np.float32)
    weights[: len(trunk)] = clean[trunk]
    none = np.zeros(0, np.int64)
    return ContrastBatch(
        rows,
        np.concatenate(places),
        np.concatenate(targets),
        weights,
        np.concatenate([*number, none]),
        np.concatenate([*member, none]),
        np.concatenate([*sign, none]).astype(np.float32),
        len(found),
        language_weight,
    )
