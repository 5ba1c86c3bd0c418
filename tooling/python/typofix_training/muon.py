"""Muon (Jordan et al., 2024): momentum whose direction is made orthogonal, for matrices.

The coefficients of the Newton-Schulz iteration are those of its authors. Matrices of one shape go
through it together: 0.10 s a step in place of 0.26 on two cores.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import torch
from torch import Tensor

_ITERATIONS = 5
_A, _B, _C = 3.4445, -4.7750, 2.0315


def orthogonal(matrices: Tensor) -> Tensor:
    """The nearest orthogonal matrices, roughly, of [count, rows, columns] with rows <= columns."""
    x = matrices.bfloat16()
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(_ITERATIONS):
        square = x @ x.transpose(-1, -2)
        polynomial = torch.baddbmm(square, square, square, beta=_B, alpha=_C)
        x = torch.baddbmm(x, polynomial, x, beta=_A)
    return x.float()


class Muon(torch.optim.Optimizer):
    """Nesterov momentum, orthogonal steps, decoupled weight decay."""

    def __init__(
        self, parameters: Iterable[Tensor], lr: float, momentum: float = 0.95, decay: float = 0.01
    ) -> None:
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "decay": decay})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        for group in self.param_groups:
            alike: dict[tuple[int, ...], list[tuple[Tensor, Tensor]]] = defaultdict(list)
            for parameter in group["params"]:
                if parameter.grad is not None:
                    direction = self._direction(parameter, group["momentum"])
                    alike[tuple(sorted(parameter.shape))].append((parameter, direction))
            for members in alike.values():
                self._move(members, group["lr"], group["decay"])

    def _direction(self, parameter: Tensor, momentum: float) -> Tensor:
        state = self.state[parameter]
        if "momentum" not in state:
            state["momentum"] = torch.zeros_like(parameter)
        average = state["momentum"]
        average.lerp_(parameter.grad, 1 - momentum)
        return parameter.grad.lerp(average, momentum)

    @staticmethod
    def _move(members: list[tuple[Tensor, Tensor]], rate: float, decay: float) -> None:
        wide = [direction.shape[0] <= direction.shape[1] for _, direction in members]
        stacked = torch.stack([d if w else d.T for (_, d), w in zip(members, wide, strict=True)])
        for (parameter, _), w, step in zip(members, wide, orthogonal(stacked), strict=True):
            scale = max(1.0, parameter.shape[0] / parameter.shape[1]) ** 0.5
            parameter.mul_(1 - rate * decay).add_(step if w else step.T, alpha=-rate * scale)
