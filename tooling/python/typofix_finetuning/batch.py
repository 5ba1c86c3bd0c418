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
        return (losses * weights).sum() / weights.sum(), float(self.weights.sum())

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
    """Clean tokens, which weigh `weights`, and errors, each to be less probable than they are.

    An error's loss is that of the choice between the two, -log P(clean) / (P(clean) + P(error)),
    over the tokens in which they differ and `examples.TAIL` that follow. In the means the clean
    tokens are the copied ones, the errors the changed ones.
    """

    contrast: NDArray[np.int64]  # [members], numbers from 0
    member: NDArray[np.int64]  # [members], of the kept places
    sign: NDArray[np.float32]  # [members]: 1 of an error's token, -1 of a clean one
    contrasts: int
    language_weight: float

    def loss(self, losses: Tensor) -> tuple[Tensor, float]:
        language, _ = super().loss(losses)
        if not self.contrasts:
            return self.language_weight * language, 0.0
        errors = functional.softplus(-self._margins(losses)).mean()
        return errors + self.language_weight * language, float(self.contrasts)

    def count(self, means: Means, losses: Tensor, right: Tensor) -> None:
        clean = losses.detach()[torch.from_numpy(self.weights > 0)]
        means.add(COPIED, float(clean.sum()), len(clean))
        if self.contrasts:
            margins = self._margins(losses.detach())
            lost = float(functional.softplus(-margins).sum())
            means.add(CHANGED, lost, self.contrasts, int((margins > 0).sum()))

    def _margins(self, losses: Tensor) -> Tensor:
        """log P(clean) - log P(error) [contrasts]."""
        contrast, member, sign = (
            torch.from_numpy(numbers).to(losses.device)
            for numbers in (self.contrast, self.member, self.sign)
        )
        margins = torch.zeros(self.contrasts, device=losses.device)
        return margins.index_add(0, contrast, sign * losses[member])


def contrast_batch(rows: Rows, language_weight: float) -> ContrastBatch:
    """All clean tokens and all errors of some rows."""
    window = rows.tokens.shape[1]
    kinds = rows.kinds.reshape(-1)
    clean = np.flatnonzero((kinds == CHANGED) | (kinds == COPIED))
    kept_at = np.full(rows.tokens.size, -1, np.int64)
    kept_at[clean] = np.arange(len(clean))
    found: list[tuple[int, Contrast]] = [
        (row * window, contrast) for row in range(len(rows)) for contrast in rows.contrasts[row]
    ]
    places, targets = [clean], [rows.targets.reshape(-1)[clean]]
    number, member, sign = [], [], []
    kept = len(clean)
    for index, (offset, contrast) in enumerate(found):
        places.append(offset + contrast.places)
        targets.append(contrast.targets)
        member += [kept_at[offset + contrast.clean], kept + np.arange(len(contrast.places))]
        sign += [np.full(len(contrast.clean), -1), np.full(len(contrast.places), 1)]
        number.append(np.full(len(contrast.clean) + len(contrast.places), index))
        kept += len(contrast.places)
    weights = np.zeros(kept, np.float32)
    weights[: len(clean)] = 1
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
