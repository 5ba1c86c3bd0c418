"""Models that the loop can train: all their weights, or low-rank adapters beside them."""

from __future__ import annotations

import os
import shutil
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from typofix_finetuning.config import FinetuneConfig
from typofix_finetuning.decoder import Decoder
from typofix_finetuning.examples import PADDING, SHARED, Rows
from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import read_config
from typofix_training.errors import TrainingError
from typofix_training.model import HIDDEN

_BESIDE = ("config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json",
           "special_tokens_map.json", "vocab.json", "merges.txt", "chat_template.jinja",
           "added_tokens.json", "LICENSE")  # fmt: skip
_LINEAR = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


class Learner(ABC):
    """A model on one device. Its losses are those of packed rows (`examples.Rows`)."""

    device: torch.device

    @abstractmethod
    def trained(self) -> dict[str, torch.nn.Parameter]:
        """The parameters that learn, by name."""

    @abstractmethod
    def hidden(self, tokens: Tensor, positions: Tensor, mask: Tensor) -> Tensor:
        """Last hidden states [rows, W, hidden]."""

    @abstractmethod
    def head(self) -> Tensor:
        """[vocabulary, hidden]"""

    @abstractmethod
    def weights(self) -> dict[str, Tensor]:
        """All weights under Hugging Face's names, adapters merged."""

    def losses(
        self, rows: Rows, places: NDArray[np.int64], targets: NDArray[np.int32]
    ) -> tuple[Tensor, Tensor]:
        """Loss in nats of targets [kept] in places of the flattened rows; are they put first?"""
        with torch.autocast(self.device.type, torch.bfloat16):
            mask = mask_of(self._here(rows.segments), self._here(rows.borrowed))
            hidden = self.hidden(self._here(rows.tokens), self._here(rows.positions), mask)
            chosen = hidden.flatten(0, 1)[self._here(places)]
            return _losses(chosen, self.head(), self._here(targets))

    def _here(self, numbers: NDArray[Any]) -> Tensor:
        return torch.from_numpy(numbers).long().to(self.device)


def _losses(hidden: Tensor, head: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
    logits = functional.linear(hidden, head).float()  # [kept, vocabulary]
    losses = functional.cross_entropy(logits, targets, reduction="none")
    return losses, logits.detach().argmax(-1) == targets


def mask_of(segments: Tensor, borrowed: Tensor) -> Tensor:
    """[rows, 1, W, W], 0 where a place sees another.

    That is an earlier one of its segment, shared by all, or borrowed (`examples.Rows`).
    """
    length = segments.shape[1]
    earlier = torch.ones(length, length, dtype=torch.bool, device=segments.device).tril()
    asked = segments[:, None, :]
    place = torch.arange(length, device=segments.device)
    lent = (place >= borrowed[..., :1]) & (place < borrowed[..., 1:])
    seen = ((segments[:, :, None] == asked) | (asked == SHARED) | lent) & earlier
    seen &= (asked != PADDING) | torch.eye(length, dtype=torch.bool, device=segments.device)
    return torch.where(seen, 0.0, HIDDEN)[:, None]


class FullLearner(Learner):
    """Our own decoder; all layers learn, or the last ones. Compiled layer by layer."""

    def __init__(self, config: FinetuneConfig, *, compile_layers: bool) -> None:
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        folder = Path(config.model)
        try:
            shape = read_config(folder)
            self._model = Decoder(shape, Checkpoint.open(folder)).to(self.device)
        except ExportError as problem:
            raise TrainingError(str(problem)) from None
        layers = self._model.model.layers
        if config.layers > len(layers):
            raise TrainingError(f"layers is {config.layers}, but the model has {len(layers)}")
        self._model.requires_grad_(False)
        for layer in layers[-config.layers :] if config.layers else layers:
            layer.requires_grad_(True)
        self._model.model.norm.requires_grad_(True)
        self.head().requires_grad_(config.train_embeddings)
        self._model.model.embed_tokens.requires_grad_(config.train_embeddings)
        if compile_layers:
            for layer in layers:
                layer.compile(dynamic=False)

    def trained(self) -> dict[str, torch.nn.Parameter]:
        return {name: p for name, p in self._model.named_parameters() if p.requires_grad}

    def hidden(self, tokens: Tensor, positions: Tensor, mask: Tensor) -> Tensor:
        return self._model.hidden(tokens, positions, mask)

    def head(self) -> Tensor:
        return self._model.head()

    def weights(self) -> dict[str, Tensor]:
        return dict(self._model.state_dict())


class AdapterLearner(Learner):
    """A model of `transformers` with low-rank adapters (PEFT): little memory, any architecture."""

    def __init__(self, config: FinetuneConfig) -> None:
        # Imported late: optional packages.
        from peft import LoraConfig, get_peft_model  # noqa: PLC0415
        from transformers import AutoModelForCausalLM  # noqa: PLC0415

        self.device = torch.device(_best_device())
        kind = torch.float32 if self.device.type == "cpu" else torch.bfloat16
        try:
            base = AutoModelForCausalLM.from_pretrained(
                config.model, dtype=kind, attn_implementation="eager"
            )
        except (OSError, ValueError) as problem:
            raise TrainingError(f"{config.model}: {str(problem).splitlines()[0]}") from None
        lora = LoraConfig(
            r=config.rank,
            lora_alpha=2 * config.rank,
            target_modules=list(_LINEAR),
            task_type="CAUSAL_LM",
        )
        self._model = get_peft_model(base, lora).to(self.device)

    def trained(self) -> dict[str, torch.nn.Parameter]:
        return {name: p for name, p in self._model.named_parameters() if p.requires_grad}

    def hidden(self, tokens: Tensor, positions: Tensor, mask: Tensor) -> Tensor:
        answer = self._model.get_base_model().model(
            input_ids=tokens, position_ids=positions, attention_mask=mask, use_cache=False
        )
        return answer.last_hidden_state

    def head(self) -> Tensor:
        return self._model.get_base_model().get_output_embeddings().weight

    def weights(self) -> dict[str, Tensor]:
        self._model.merge_adapter()
        try:
            return merged_weights(self._model.get_base_model())
        finally:
            self._model.unmerge_adapter()


def merged_weights(model: Any) -> dict[str, Tensor]:
    """A base model's weights without the names that adapters put around them."""
    tied = bool(model.config.tie_word_embeddings)
    return {
        name.replace(".base_layer", ""): value.detach().clone()
        for name, value in model.state_dict().items()
        if "lora_" not in name and not (tied and name == "lm_head.weight")
    }


def _best_device() -> str:
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def save_hugging_face(weights: dict[str, Tensor], base: Path, folder: Path) -> None:
    """Writes a Hugging Face folder: the base model's small files, and the weights last."""
    partial = folder / "model.safetensors.partial"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in _BESIDE:
            if (base / name).is_file():
                shutil.copyfile(base / name, folder / name)
        save_file(
            {name: value.detach().cpu().contiguous() for name, value in weights.items()},
            partial,
            metadata={"format": "pt"},
        )
        with partial.open("rb") as stream:
            os.fsync(stream.fileno())
        partial.replace(folder / "model.safetensors")
    except (OSError, RuntimeError, SafetensorError) as problem:
        if partial.is_file():
            partial.unlink()
        raise TrainingError(
            f"{folder}: not written: {problem}; the model before it is intact: free some space "
            "and run the command again"
        ) from None
