"""LoRA with MLX, on Apple silicon: mlx-lm's trainer over our examples and loss.

Examples stand in rows of their own, padded to a multiple of 32 tokens.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from typofix_finetuning.config import MODEL, FinetuneConfig
from typofix_finetuning.examples import PADDED_ROWS, Data, Example, padded_steps
from typofix_finetuning.prompt import PromptTokens
from typofix_training import curve
from typofix_training.curve import Point
from typofix_training.errors import TrainingError
from typofix_training.pairs import CHANGED, COPIED

_PAD_TO = 32
BEST = "adapters.safetensors"
_KEYS = ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj",
         "mlp.gate_proj", "mlp.up_proj", "mlp.down_proj")  # fmt: skip


class Enough(Exception):  # noqa: N818 (no error)
    """Ends mlx-lm's loop from within its callback."""


def adapter_arguments(config: FinetuneConfig) -> dict[str, Any]:
    """For mlx-lm's `linear_to_lora_layers`; its scale is alpha / rank."""
    return {"rank": config.rank, "scale": 2.0, "dropout": 0.0, "keys": list(_KEYS)}


def batches(
    examples: list[Example], prompt: PromptTokens, changed_weight: float, seed: int, *, loop: bool
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Tokens [PADDED_ROWS, longest] and the weight of each as a target; examples of like length."""
    constant = np.array(prompt.constant, np.int32)
    order = sorted(range(len(examples)), key=lambda place: len(examples[place]))
    groups = [
        order[i : i + PADDED_ROWS] for i in range(0, len(order) - PADDED_ROWS + 1, PADDED_ROWS)
    ] or [order]
    for epoch in itertools.count():
        for group in np.random.default_rng((seed, epoch)).permutation(len(groups)):
            members = [examples[place] for place in groups[group]]
            longest = max(len(member.tokens) for member in members) + len(constant)
            width = -(-longest // _PAD_TO) * _PAD_TO
            tokens = np.zeros((len(members), width), np.int32)
            weights = np.zeros((len(members), width), np.float32)
            for row, member in enumerate(members):
                end = len(constant) + len(member.tokens)
                tokens[row, :end] = np.concatenate((constant, member.tokens))
                weights[row, len(constant) : end] = np.where(
                    member.kinds == CHANGED, changed_weight, member.kinds == COPIED
                )
            yield tokens, weights
        if not loop:
            return


def train(config: FinetuneConfig, folder: Path, data: Data, prompt: PromptTokens) -> bool:
    """The whole run; OUTPUT/model is the best one, adapters merged."""
    import mlx.core as mx  # noqa: PLC0415
    import mlx.optimizers as optim  # noqa: PLC0415
    from mlx_lm import load  # noqa: PLC0415
    from mlx_lm.tuner import trainer  # noqa: PLC0415
    from mlx_lm.tuner.utils import linear_to_lora_layers  # noqa: PLC0415

    mx.random.seed(config.seed)
    try:
        model, tokenizer, raw = load(config.model, return_config=True)
    except (OSError, ValueError) as problem:
        raise TrainingError(f"{config.model}: {str(problem).splitlines()[0]}") from None
    model.freeze()
    linear_to_lora_layers(model, len(model.layers), adapter_arguments(config))
    best = folder / BEST
    if best.exists():
        print(f"going on from {best}", flush=True)
        model.load_weights(str(best), strict=False)
    count = padded_steps(config, data.training)
    warm = max(1, int(config.warmup * count))
    schedule = optim.join_schedules(
        [
            optim.linear_schedule(0.0, config.rate, warm),
            optim.linear_schedule(config.rate, 0.0, max(1, count - warm)),
        ],
        [warm],
    )

    def batched(
        dataset: list[Example], *_: Any, loop: bool = False, **__: Any
    ) -> Iterator[tuple[Any, Any]]:
        made = batches(dataset, prompt, config.changed_weight, config.seed, loop=loop)
        return ((mx.array(tokens), mx.array(weights)) for tokens, weights in made)

    try:
        trainer.train(
            model,
            optim.AdamW(learning_rate=schedule),
            data.training,
            data.validation,
            trainer.TrainingArgs(
                batch_size=PADDED_ROWS,
                iters=count,
                val_batches=-1,
                steps_per_eval=config.validate_every,
                steps_per_save=count + 1,
                max_seq_length=config.window,
                adapter_file=str(folder / "last-adapters.safetensors"),
            ),
            loss=_loss,
            iterate_batches=batched,
            training_callback=_Watch(config, folder, model),
        )
    except Enough:
        print(f"no gain in {config.patience} validations: stopping early", flush=True)
    model.load_weights(str(best), strict=False)
    _save_merged(model, tokenizer, raw, config.model, folder / MODEL)
    curve.plot(folder)
    return True


def _loss(model: Any, tokens: Any, weights: Any) -> tuple[Any, Any]:
    """Weighted mean loss of the answers' tokens in nats, and the sum of the weights."""
    import mlx.core as mx  # noqa: PLC0415
    from mlx import nn  # noqa: PLC0415

    logits = model(tokens[:, :-1]).astype(mx.float32)
    losses = nn.losses.cross_entropy(logits, tokens[:, 1:]) * weights[:, 1:]
    total = weights[:, 1:].sum()
    return losses.sum() / total, total


class _Watch:
    """Keeps the best adapters, stops early, refuses losses that are no numbers."""

    def __init__(self, config: FinetuneConfig, folder: Path, model: Any) -> None:
        self._config, self._folder, self._model = config, folder, model
        self._best, self._without_gain = math.inf, 0

    def on_train_loss_report(self, report: dict[str, Any]) -> None:
        self._note(report, report["train_loss"], held_out=False)

    def on_val_loss_report(self, report: dict[str, Any]) -> None:
        import mlx.core as mx  # noqa: PLC0415
        from mlx.utils import tree_flatten  # noqa: PLC0415

        loss = report["val_loss"]
        self._note(report, loss, held_out=True)
        if loss < self._best:
            self._best, self._without_gain = loss, 0
            partial = self._folder / ("partial-" + BEST)
            mx.save_safetensors(
                str(partial), dict(tree_flatten(self._model.trainable_parameters()))
            )
            partial.replace(self._folder / BEST)
            return
        self._without_gain += 1
        if self._config.patience and self._without_gain >= self._config.patience:
            raise Enough

    def _note(self, report: dict[str, Any], loss: float, *, held_out: bool) -> None:
        step = report["iteration"]
        if not math.isfinite(loss):
            raise TrainingError(
                f"the loss is {loss} at step {step}: {self._folder / BEST} is as it was at the "
                "last validation; begin another run with a lower --rate"
            )
        # mlx-lm reports one loss: it stands for all counted tokens.
        point = Point(
            step, step * PADDED_ROWS * 64, 1.0, held_out, math.nan, loss, math.nan, math.nan
        )
        curve.append(self._folder, point)


def _save_merged(model: Any, tokenizer: Any, raw: dict[str, Any], base: str, folder: Path) -> None:
    from mlx.utils import tree_unflatten  # noqa: PLC0415
    from mlx_lm.utils import dequantize_model, save  # noqa: PLC0415

    fused = [(name, part.fuse()) for name, part in model.named_modules() if hasattr(part, "fuse")]
    model.update_modules(tree_unflatten(fused))
    if raw.pop("quantization", None) is not None:
        raw.pop("quantization_config", None)
        model = dequantize_model(model)
    save(folder, base, model, tokenizer, raw, donate_model=False)
