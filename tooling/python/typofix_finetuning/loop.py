"""The loop of the backends `full` and `peft`: steps, validation, early stop, checkpoints, plot."""

from __future__ import annotations

import json
import math
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from typofix_finetuning.batch import Batch, contrast_batch
from typofix_finetuning.config import CONTRAST, MODEL, FinetuneConfig
from typofix_finetuning.examples import Data, Rows, pack
from typofix_finetuning.learners import Learner, save_hugging_face
from typofix_finetuning.prompt import PromptTokens
from typofix_training import checkpoint, curve
from typofix_training.curve import Means
from typofix_training.errors import TrainingError
from typofix_training.pairs import CHANGED, COPIED
from typofix_training.stopping import StopRequest

_REPORT_EVERY = 10  # steps


@dataclass
class Progress:
    """How far a run is; the loop owns it. Losses are weighted means in nats a token."""

    step: int = 0
    tokens: int = 0
    best: float = math.inf
    without_gain: int = 0


class Batches:
    """Cuts batches of one shape. Stateless: a step's batch depends on seed and step."""

    def __init__(self, data: Data, prompt: PromptTokens, config: FinetuneConfig) -> None:
        self._examples, self._prompt, self._config = data.training, prompt, config
        self._epoch, self._rows = 0, pack(data.training, prompt, config.window, config.seed)
        self.per_epoch = len(self._rows) // config.batch
        if not self.per_epoch:
            raise TrainingError(
                f"{len(self._rows)} rows of {config.window} tokens do not fill a batch of "
                f"{config.batch}: give more pairs"
            )
        counted = (self._rows.kinds == CHANGED).sum()
        counted = counted + (self._rows.kinds == COPIED).sum() * config.copy_kept
        mean = float(counted) / len(self._rows) * config.batch
        self._budget = min(config.batch * config.window, int(mean * 1.15) // 64 * 64 + 64)
        held_out = pack(data.validation, prompt, config.window, config.seed)
        count = min(len(held_out), config.validation_rows)
        if count > config.batch:  # whole batches: of one shape, too
            count -= count % config.batch
        self.validation = held_out.at(np.arange(count))

    def steps(self) -> int:
        """The steps of the whole run."""
        config = self._config
        steps = math.ceil(self.per_epoch * config.epochs)
        if config.tokens:
            steps = min(steps, math.ceil(config.tokens / (config.batch * config.window)))
        return max(1, steps)

    def filled(self) -> float:
        """Share of the rows' places that hold something."""
        return self._rows.used()

    def training(self, step: int) -> Batch:
        """The batch of a step; each epoch is packed in an order of its own."""
        config = self._config
        epoch, place = divmod(step, self.per_epoch)
        if epoch != self._epoch:
            seed = config.seed + epoch
            self._epoch, self._rows = epoch, pack(self._examples, self._prompt, config.window, seed)
        first = min(place * config.batch, max(0, len(self._rows) - config.batch))
        rows = self._rows.at(np.arange(first, first + config.batch))
        if config.objective == CONTRAST:  # nothing is left out
            return self._whole(rows)
        kinds = rows.kinds.reshape(-1)
        chance = np.random.default_rng((config.seed, step))
        share = np.where(kinds == CHANGED, 1.0, np.where(kinds == COPIED, config.copy_kept, 0.0))
        kept = np.flatnonzero(chance.random(len(kinds)) < share)
        if len(kept) > self._budget:
            kept = chance.permutation(kept)[: self._budget]
        places = np.zeros(self._budget, np.int64)
        places[: len(kept)] = kept
        weights = np.where(kinds[places] == CHANGED, config.changed_weight, 1.0)
        weights[len(kept) :] = 0
        return _batch(rows, places, weights)

    def held_out(self) -> list[Batch]:
        """All counted places of the validation rows."""
        batches = []
        for start in range(0, len(self.validation), self._config.batch):
            end = min(start + self._config.batch, len(self.validation))
            batches.append(self._whole(self.validation.at(np.arange(start, end))))
        return batches

    def _whole(self, rows: Rows) -> Batch:
        """All that counts in some rows."""
        config = self._config
        if config.objective == CONTRAST:
            return contrast_batch(rows, config.language_weight)
        kinds = rows.kinds.reshape(-1)
        places = np.flatnonzero((kinds == CHANGED) | (kinds == COPIED))
        return _batch(rows, places, np.where(kinds[places] == CHANGED, config.changed_weight, 1.0))


def _batch(rows: Rows, places: NDArray[np.int64], weights: NDArray[np.float64]) -> Batch:
    return Batch(rows, places, rows.targets.reshape(-1)[places], weights.astype(np.float32))


class Run:
    """One run in one folder. Single-threaded: the loop owns everything.

    OUTPUT/model is the model that did best on the validation examples so far.
    """

    def __init__(
        self, config: FinetuneConfig, folder: Path, learner: Learner, batches: Batches
    ) -> None:
        torch.manual_seed(config.seed)
        self._config, self._folder = config, folder
        self._learner, self._batches = learner, batches
        self._trained = learner.trained()
        self._adam = torch.optim.AdamW(
            self._trained.values(),
            lr=config.rate,
            betas=(0.9, 0.98),
            weight_decay=0.01,
            fused=True,
        )
        self._progress = Progress()
        self._stop = StopRequest()
        self._resume()

    def train(self) -> bool:
        """Trains to the end, or until nothing is gained; false if a signal stopped it before."""
        self._stop.listen()
        config, progress, steps = self._config, self._progress, self._batches.steps()
        means, begun, first = Means(), time.monotonic(), progress.tokens
        if progress.step == 0:
            self._validate(0.0)
        while progress.step < steps and not self._stop.made and not self._gave_up():
            rate = config.rate_factor(progress.step, steps)
            self._step(self._batches.training(progress.step), rate, means)
            progress.step += 1
            progress.tokens += config.batch * config.window
            if progress.step % _REPORT_EVERY == 0:
                point = means.point(progress.step, progress.tokens, rate, held_out=False)
                curve.append(self._folder, point)
                speed = (progress.tokens - first) / (time.monotonic() - begun)
                left = (steps - progress.step) * config.batch * config.window / speed / 60
                print(f"{point.line()}  {speed:.0f} tokens/s, {left:.0f} min left", flush=True)
                means = Means()
            if progress.step % config.validate_every == 0 or progress.step == steps:
                self._validate(rate)
                self._keep()
        if self._stop.made:
            self._keep()
        return not self._stop.made

    def _gave_up(self) -> bool:
        patience = self._config.patience
        if patience and self._progress.without_gain >= patience:
            print(f"no gain in {patience} validations: stopping early", flush=True)
            return True
        return False

    def _step(self, batch: Batch, rate: float, means: Means) -> None:
        for group in self._adam.param_groups:
            group["lr"] = self._config.rate * rate
        losses, right = self._losses(batch)
        loss, _ = batch.loss(losses)
        loss.backward()  # type: ignore[no-untyped-call]
        norm = torch.nn.utils.clip_grad_norm_(self._trained.values(), 1.0)
        if not (torch.isfinite(loss) and torch.isfinite(norm)):
            raise TrainingError(
                f"the loss is {loss.item()} and its gradient {norm.item()} at step "
                f"{self._progress.step}: {self._folder / MODEL} and the checkpoint are as they "
                "were at the last validation; begin another run with a lower --rate"
            )
        self._adam.step()
        self._adam.zero_grad(set_to_none=True)
        batch.count(means, losses, right)

    def _losses(self, batch: Batch) -> tuple[Tensor, Tensor]:
        return self._learner.losses(batch.rows, batch.places, batch.targets)

    def _validate(self, rate: float) -> None:
        """Losses on the validation rows; the best model so far is written."""
        means, total, weight = Means(), 0.0, 0.0
        with torch.no_grad():
            for batch in self._batches.held_out():
                losses, right = self._losses(batch)
                batch.count(means, losses, right)
                loss, weighs = batch.loss(losses)
                total += float(loss) * weighs
                weight += weighs
        progress = self._progress
        point = means.point(progress.step, progress.tokens, rate, held_out=True)
        loss = total / weight if weight else math.inf
        print(f"{point.line()}  weighted {loss:.4f}", flush=True)
        curve.append(self._folder, point)
        curve.plot(self._folder)
        if loss < progress.best:
            progress.best, progress.without_gain = loss, 0
            if progress.step:
                base = Path(self._config.model)
                save_hugging_face(self._learner.weights(), base, self._folder / MODEL)
        else:
            progress.without_gain += 1

    def _keep(self) -> None:
        checkpoint.save(
            self._folder,
            {
                "progress": asdict(self._progress),
                "settings": json.dumps(self._config.fixed()),
                "trained": {name: p.detach() for name, p in self._trained.items()},
                "adam": self._adam.state_dict(),
            },
        )

    def _resume(self) -> None:
        state = checkpoint.load(self._folder)
        if state is None:
            return
        try:
            self._refuse_other(json.loads(state["settings"]))
            with torch.no_grad():
                for name, parameter in self._trained.items():
                    parameter.copy_(state["trained"][name])
            self._adam.load_state_dict(state["adam"])
            self._progress = Progress(**state["progress"])
        except (KeyError, RuntimeError, ValueError, TypeError) as problem:
            raise TrainingError(
                f"{self._folder}: its checkpoint is of another model ({problem}): choose another "
                "folder, or remove it"
            ) from None
        print(f"going on from step {self._progress.step}", flush=True)

    def _refuse_other(self, before: dict[str, Any]) -> None:
        now = self._config.fixed()
        other = [key for key in now if before.get(key) != now[key]]
        if other:
            changes = ", ".join(f"{key} was {before.get(key)}, is {now[key]}" for key in other)
            raise TrainingError(
                f"{self._folder}: its checkpoint was made with other settings ({changes}): choose "
                "another folder, or give the same settings"
            )
