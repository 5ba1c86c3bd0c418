"""The training loop: batches, steps, checkpoints, a held-out curve."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from typofix_training import checkpoint, curve
from typofix_training.batches import CLASSES, Batch, BatchMaker, Marks
from typofix_training.config import TrainingConfig
from typofix_training.curve import Means
from typofix_training.errors import TrainingError
from typofix_training.model import Qwen3, load_hugging_face, save_hugging_face
from typofix_training.muon import Muon
from typofix_training.pairs import FIX_TOKEN, TEXT_TOKEN, load_tokenizer, prepare, window_starts
from typofix_training.stopping import StopRequest

REPORT_EVERY = 25  # steps


@dataclass
class Progress:
    """How far a run is; the loop owns it."""

    step: int = 0
    tokens: int = 0


class Run:
    """One training run in one folder. Single-threaded: the loop owns everything."""

    def __init__(self, config: TrainingConfig, folder: Path, *, compile_steps: bool) -> None:
        torch.manual_seed(config.seed)
        torch.set_num_threads(config.threads)
        self._config = config
        self._folder = folder
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._training, self._held_out = _batches(config, folder)
        self._model = Qwen3(config.shape).to(self._device)
        if config.start_from:
            load_hugging_face(self._model, Path(config.start_from))
        layers = list(self._model.model.layers.parameters())
        matrices = [parameter for parameter in layers if parameter.ndim == 2]
        vectors = [p for p in self._model.parameters() if not any(p is q for q in matrices)]
        self._vectors = vectors
        self._muon = Muon(matrices, lr=config.matrix_rate)
        self._adam = torch.optim.AdamW(
            vectors, lr=config.vector_rate, betas=(0.9, 0.95), weight_decay=0.0
        )
        self._losses = (
            torch.compile(self._losses_of, dynamic=False) if compile_steps else (self._losses_of)
        )
        self._progress = Progress()
        self._stop = StopRequest()
        self._resume()

    def train(self) -> bool:
        """Trains until the tokens are seen, or until a signal; says whether it came to the end."""
        self._stop.listen()
        progress, config = self._progress, self._config
        means, begun, first = Means(), time.monotonic(), progress.tokens
        while progress.tokens < config.tokens and not self._stop.made:
            rate = config.rate_factor(progress.tokens, progress.step)
            self._step(self._training.training(config, progress.step), rate, means)
            progress.step += 1
            progress.tokens += config.batch * config.window
            if progress.step % REPORT_EVERY == 0:
                point = means.point(progress.step, progress.tokens, rate, held_out=False)
                curve.append(self._folder, point)
                speed = (progress.tokens - first) / (time.monotonic() - begun)
                print(f"{point.line()}  {speed:.0f} tokens/s", flush=True)
                means = Means()
            if progress.step % config.checkpoint_every == 0:
                self._keep(rate)
        self._keep(config.rate_factor(progress.tokens, progress.step))
        return not self._stop.made

    def _step(self, batch: Batch, rate: float, means: Means) -> None:
        for optimizer, full in (
            (self._muon, self._config.matrix_rate),
            (self._adam, self._config.vector_rate),
        ):
            for group in optimizer.param_groups:
                group["lr"] = full * rate
        losses, right = self._losses(*self._inputs(batch))
        weights = batch.weights.to(self._device)
        loss = (losses * weights).sum() / weights.sum()
        if not torch.isfinite(loss):
            raise TrainingError(
                f"the loss is {loss.item()} at step {self._progress.step}: begin again from the "
                "last checkpoint with lower rates (matrix_rate, vector_rate)"
            )
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self._vectors, 1.0)
        for optimizer in (self._muon, self._adam):
            optimizer.step()
            optimizer.zero_grad()
        _count(means, batch, losses, right)

    def _losses_of(
        self, tokens: Tensor, positions: Tensor, places: Tensor, targets: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Loss in nats of each target [kept], and whether the model puts it first."""
        with torch.autocast(self._device.type, torch.bfloat16):
            hidden = self._model.hidden(tokens, positions).flatten(0, 1)[places]
            logits = self._model.logits(hidden)
        losses = functional.cross_entropy(logits.float(), targets, reduction="none")
        return losses, logits.detach().argmax(-1) == targets

    def _inputs(self, batch: Batch) -> tuple[Tensor, ...]:
        inputs = (batch.tokens, batch.positions, batch.places, batch.targets)
        return tuple(tensor.to(self._device) for tensor in inputs)

    def _keep(self, rate: float) -> None:
        """Checkpoint, held-out losses, plot and the model as it is now."""
        means = Means()
        with torch.no_grad():
            for rows in np.array_split(
                np.arange(len(self._held_out)), max(1, len(self._held_out) // self._config.batch)
            ):
                batch = self._held_out.held_out(rows, self._config.window)
                _count(means, batch, *self._losses_of(*self._inputs(batch)))
        progress = self._progress
        point = means.point(progress.step, progress.tokens, rate, held_out=True)
        print(point.line(), flush=True)
        checkpoint.save(
            self._folder,
            {
                "step": progress.step,
                "tokens": progress.tokens,
                "model": self._model.state_dict(),
                "muon": self._muon.state_dict(),
                "adam": self._adam.state_dict(),
            },
        )
        curve.append(self._folder, point)
        curve.plot(self._folder)
        save_hugging_face(self._model, Path(self._config.tokenizer), self._folder / "model")

    def _resume(self) -> None:
        state = checkpoint.load(self._folder)
        if state is None:
            return
        try:
            self._model.load_state_dict(state["model"])
            self._muon.load_state_dict(state["muon"])
            self._adam.load_state_dict(state["adam"])
            self._progress = Progress(state["step"], state["tokens"])
        except (KeyError, RuntimeError, ValueError) as problem:
            raise TrainingError(
                f"{self._folder}: its checkpoint is of another shape ({problem}): "
                "choose another folder, or remove it"
            ) from None
        print(f"going on from step {state['step']}", flush=True)


def _batches(config: TrainingConfig, folder: Path) -> tuple[BatchMaker, BatchMaker]:
    """Training and held-out batches; the latter are the first source's first windows."""
    tokenizer = load_tokenizer(Path(config.tokenizer))
    if tokenizer.get_vocab_size() > config.shape.vocabulary:
        raise TrainingError(
            f"{config.tokenizer}: {tokenizer.get_vocab_size()} tokens, but shape.vocabulary is "
            f"{config.shape.vocabulary}: raise it"
        )
    marks = Marks(tokenizer.token_to_id(TEXT_TOKEN), tokenizer.token_to_id(FIX_TOKEN))
    sources: list[Any] = []
    held_out: list[Any] = []
    for source in config.data:
        print(f"{source.path}: tokenizing, or taking what an earlier run kept", flush=True)
        examples = prepare(Path(source.path), Path(config.tokenizer), folder / "cache", config.seed)
        starts = window_starts(examples, config.window)
        if not held_out:
            if len(starts) <= 2 * config.held_out_windows:
                raise TrainingError(
                    f"{source.path}: {len(starts)} windows of {config.window} tokens, of which "
                    f"{config.held_out_windows} are to be held out: give more pairs"
                )
            held_out.append((examples, starts[: config.held_out_windows]))
            starts = starts[config.held_out_windows + 1 :]
        sources.append((examples, np.tile(starts, source.repeat)))
    training = BatchMaker(sources, marks)
    if len(training) < config.batch:
        raise TrainingError(f"{len(training)} windows are fewer than a batch of {config.batch}")
    return training, BatchMaker(held_out, marks)


def _count(means: Means, batch: Batch, losses: Tensor, right: Tensor) -> None:
    with torch.no_grad():
        counted = batch.weights > 0
        for kind in CLASSES:
            chosen = ((batch.kinds == kind) & counted).to(losses.device)
            count = int(chosen.sum())
            if count:
                means.add(kind, float(losses[chosen].sum()), count, int(right[chosen].sum()))
