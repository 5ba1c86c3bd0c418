"""Four-bit LoRA on CUDA: Unsloth loads and patches the model, TRL's trainer runs it.

Examples stand in rows of their own, padded: Unsloth's attention knows no mask of packed rows.
Everything but the model's loading is tested without CUDA.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from typofix_finetuning.config import MODEL, FinetuneConfig
from typofix_finetuning.examples import PADDED_ROWS, Data, Example, padded_steps
from typofix_finetuning.prompt import PromptTokens
from typofix_training import curve
from typofix_training.curve import Means
from typofix_training.errors import TrainingError
from typofix_training.pairs import CHANGED, COPIED

IGNORED = -100
_SHORTEST = 2048


def model_arguments(config: FinetuneConfig) -> dict[str, Any]:
    """For `FastLanguageModel.from_pretrained`."""
    return {
        "model_name": config.model,
        "max_seq_length": max(_SHORTEST, config.window),
        "load_in_4bit": True,
    }


def adapter_arguments(config: FinetuneConfig) -> dict[str, Any]:
    """For `FastLanguageModel.get_peft_model`."""
    return {
        "r": config.rank,
        "lora_alpha": 2 * config.rank,
        "lora_dropout": 0,
        "bias": "none",
        "target_modules": [
            "q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"
        ],
        "use_gradient_checkpointing": "unsloth",
        "random_state": config.seed,
    }  # fmt: skip


def trainer_arguments(config: FinetuneConfig, folder: Path, steps: int) -> dict[str, Any]:
    """For TRL's `SFTConfig`."""
    return {
        "output_dir": str(folder / "trainer"),
        "per_device_train_batch_size": PADDED_ROWS,
        "per_device_eval_batch_size": PADDED_ROWS,
        "max_steps": steps,
        "learning_rate": config.rate,
        "warmup_steps": config.warmup,  # below one: a share
        "lr_scheduler_type": "linear",
        "seed": config.seed,
        "eval_strategy": "steps",
        "eval_steps": config.validate_every,
        "save_strategy": "steps",
        "save_steps": config.validate_every,
        "save_total_limit": 2,
        "load_best_model_at_end": True,
        "metric_for_best_model": "eval_loss",
        "logging_steps": 10,
        "logging_nan_inf_filter": False,
        "remove_unused_columns": False,
        "dataset_kwargs": {"skip_prepare_dataset": True},
        "max_length": max(_SHORTEST, config.window),
        "report_to": "none",
    }


def records(examples: list[Example], prompt: PromptTokens, changed_weight: float) -> list[Any]:
    """Examples as TRL takes them, with a weight for each target."""
    constant = list(prompt.constant)
    made = []
    for example in examples:
        kinds = np.concatenate((np.zeros(len(constant), np.uint8), example.kinds))
        counted = (kinds == CHANGED) | (kinds == COPIED)
        tokens = constant + example.tokens.tolist()
        made.append(
            {
                "input_ids": tokens,
                "labels": np.where(counted, tokens, IGNORED).tolist(),
                "loss_weights": np.where(kinds == CHANGED, changed_weight, 1.0).tolist(),
                "kinds": kinds.tolist(),
            }
        )
    return made


@dataclass(frozen=True)
class Padding:
    """Collates records into tensors [rows, longest]."""

    token: int

    def __call__(self, rows: list[dict[str, Any]]) -> dict[str, Any]:
        import torch  # noqa: PLC0415

        longest = max(len(row["input_ids"]) for row in rows)
        fill = {"input_ids": self.token, "labels": IGNORED, "loss_weights": 0.0, "kinds": 0}
        batch = {
            key: torch.tensor([row[key] + [value] * (longest - len(row[key])) for row in rows])
            for key, value in fill.items()
        }
        lengths = torch.tensor([len(row["input_ids"]) for row in rows])
        batch["attention_mask"] = (torch.arange(longest) < lengths[:, None]).long()
        return batch


def build_trainer(
    model: Any, tokenizer: Any, config: FinetuneConfig, data: Data, prompt: PromptTokens,
    folder: Path, **overrides: Any,
) -> Any:  # fmt: skip
    """TRL's trainer over a model with adapters: our loss, early stop, our curve."""
    from datasets import Dataset  # noqa: PLC0415
    from transformers import EarlyStoppingCallback  # noqa: PLC0415
    from trl import SFTConfig, SFTTrainer  # noqa: PLC0415

    class WeightedTrainer(SFTTrainer):  # type: ignore[misc]
        """The loss on the answer's tokens, weighted; counts them by class for the curve."""

        means = Means()

        def compute_loss(
            self, model: Any, inputs: Any, return_outputs: bool = False, **_: Any
        ) -> Any:
            labels, weights = inputs.pop("labels"), inputs.pop("loss_weights")
            kinds = inputs.pop("kinds")
            outputs = model(**inputs)
            loss = weighted_loss(outputs.logits, labels, weights, kinds, self.means)
            return (loss, outputs) if return_outputs else loss

        def prediction_step(self, model: Any, inputs: Any, *_: Any, **__: Any) -> Any:
            import torch  # noqa: PLC0415

            with torch.no_grad():
                loss = self.compute_loss(model, self._prepare_inputs(dict(inputs)))
            return loss.detach(), None, None

        def log(self, logs: dict[str, float], *rest: Any, **named: Any) -> None:
            loss = logs.get("loss", logs.get("eval_loss"))
            if loss is not None:
                self._note(logs, loss)
            super().log(logs, *rest, **named)

        def _note(self, logs: dict[str, float], loss: float) -> None:
            step = self.state.global_step
            if not math.isfinite(loss):
                raise TrainingError(
                    f"the loss is {loss} at step {step}: the checkpoints before it are kept; "
                    "begin another run with a lower --rate"
                )
            held_out = "eval_loss" in logs
            seen = int(self.state.num_input_tokens_seen or step * PADDED_ROWS * 64)
            rate = logs.get("learning_rate", 0.0) / config.rate if config.rate else 0.0
            curve.append(folder, self.means.point(step, seen, rate, held_out=held_out))
            type(self).means = Means()

    settings = SFTConfig(
        **trainer_arguments(config, folder, padded_steps(config, data.training)) | overrides
    )
    training, validation = (
        Dataset.from_list(records(examples, prompt, config.changed_weight))
        for examples in (data.training, data.validation)
    )
    callbacks = [EarlyStoppingCallback(config.patience)] if config.patience else []
    return WeightedTrainer(
        model=model,
        args=settings,
        train_dataset=training,
        eval_dataset=validation,
        processing_class=tokenizer,
        data_collator=Padding(prompt.end),
        callbacks=callbacks,
    )


def weighted_loss(logits: Any, labels: Any, weights: Any, kinds: Any, means: Means) -> Any:
    """Weighted mean over the counted targets, in nats; adds them to the means by class."""
    from torch.nn import functional  # noqa: PLC0415

    counted = labels[:, 1:] != IGNORED
    scores, targets = logits[:, :-1][counted].float(), labels[:, 1:][counted]
    losses = functional.cross_entropy(scores, targets, reduction="none")
    here = weights[:, 1:][counted].to(losses.device)
    right, classes = scores.detach().argmax(-1) == targets, kinds[:, 1:][counted]
    for kind in (COPIED, CHANGED):
        chosen = classes == kind
        count = int(chosen.sum())
        if count:
            means.add(kind, float(losses.detach()[chosen].sum()), count, int(right[chosen].sum()))
    return (losses * here).sum() / here.sum()


def train(config: FinetuneConfig, folder: Path, data: Data, prompt: PromptTokens) -> bool:
    """The whole run; OUTPUT/model is the best one, merged in 16 bits."""
    from unsloth import FastLanguageModel  # noqa: PLC0415 (first: it patches the others)

    try:
        model, tokenizer = FastLanguageModel.from_pretrained(**model_arguments(config))
    except (OSError, ValueError, RuntimeError) as problem:
        raise TrainingError(f"{config.model}: {str(problem).splitlines()[0]}") from None
    model = FastLanguageModel.get_peft_model(model, **adapter_arguments(config))
    trainer = build_trainer(model, tokenizer, config, data, prompt, folder)
    begun = any((folder / "trainer").glob("checkpoint-*"))
    trainer.train(resume_from_checkpoint=begun or None)
    curve.plot(folder)
    model.save_pretrained_merged(str(folder / MODEL), tokenizer, save_method="merged_16bit")
    return True
