"""What a fine-tuning run is made of: read from TOML, checked, and kept beside its output."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from typofix_training.config import Source, parse_sources, read_toml, refuse_unknown
from typofix_training.errors import TrainingError

BACKENDS = ("full", "peft", "unsloth", "mlx")
CORRECTOR, NO_TASK, CONTRAST = "corrector", "language-model", "contrast"
OBJECTIVES = (CORRECTOR, NO_TASK, CONTRAST)
MODEL = "model"  # the folder of the best model, within a run's
CHAT, COMPLETION = "chat", "completion"
# A resumed run may differ in these; anything else would make another run of it.
CHANGEABLE = {"epochs", "tokens", "patience", "validate_every", "threads"}


@dataclass(frozen=True)
class FinetuneConfig:
    """A whole run. The defaults are those that tooling/EXPERIMENTS.md found."""

    model: str  # a Hugging Face folder; with Unsloth and MLX also a name on the hub
    data: tuple[Source, ...]
    validation: tuple[str, ...] = ()  # files of pairs; without them a share of the data
    backend: str = "auto"
    objective: str = CORRECTOR
    prompt: str = CHAT  # chat, completion, or a JSON file of the manifest's form
    instruction: str = "Correct the typing errors:"
    positions: str = "continued"
    seed: int = 1
    epochs: float = 3.0
    tokens: int = 0  # most tokens of the run, where epochs would take too long; 0: no limit
    rate: float = 3e-4  # AdamW's
    warmup: float = 0.05  # share of the run
    decay: float = 0.9  # share of the run in which the rate falls to zero
    window: int = 256  # tokens in a row of a batch; longer examples are left out
    batch: int = 8  # rows
    layers: int = 0  # `full`: train the last N layers alone; 0: all
    train_embeddings: bool = False  # `full`: embeddings (and the head tied to them), too
    rank: int = 16  # of the adapters
    changed_weight: float = 3.0  # of a changed token against 1 of a copied one
    copy_kept: float = 1.0  # share of the copied tokens that count in a step's loss
    language_weight: float = 0.3  # `contrast`: of a clean token's loss against that of an error
    validate_every: int = 100  # steps
    validation_rows: int = 64
    patience: int = 4  # validations without a gain before the run stops; 0: never
    threads: int = 2

    def __post_init__(self) -> None:
        if not self.data:
            raise TrainingError("no training data: name a file of pairs under [[data]] or --data")
        for name, known in (
            ("backend", ("auto", *BACKENDS)),
            ("objective", OBJECTIVES),
            ("positions", ("aligned", "continued")),
        ):
            if getattr(self, name) not in known:
                raise TrainingError(
                    f"{name} is '{getattr(self, name)}'; expected one of {', '.join(known)}"
                )
        for name, low, high in (
            ("epochs", 0.001, None),
            ("tokens", 0, None),
            ("rate", 0, 1),
            ("warmup", 0, 1),
            ("decay", 0, 1),
            ("window", 16, 8192),
            ("batch", 1, None),
            ("layers", 0, None),
            ("rank", 1, None),
            ("changed_weight", 0, None),
            ("copy_kept", 0, 1),
            ("language_weight", 0, None),
            ("validate_every", 1, None),
            ("validation_rows", 1, None),
            ("patience", 0, None),
            ("threads", 1, None),
        ):
            value = getattr(self, name)
            if value < low or (high is not None and value > high):
                expected = f"at least {low}" if high is None else f"{low} to {high}"
                raise TrainingError(f"{name} is {value}: expected {expected}")

    def with_settings(self, settings: dict[str, Any]) -> FinetuneConfig:
        """The same run but for the settings that are given (not None)."""
        return replace(self, **{key: value for key, value in settings.items() if value is not None})

    def rate_factor(self, step: int, steps: int) -> float:
        """Share of the full learning rate: warm-up, constant, then linear decay to zero."""
        warm = min(1.0, (step + 1) / max(1.0, self.warmup * steps))
        left = 1 - step / steps
        return warm * (min(1.0, left / self.decay) if self.decay else 1.0)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def fixed(self) -> dict[str, Any]:
        """What a run that goes on must have in common with the one before it."""
        return {
            key: value
            for key, value in self.as_dict().items()
            if key not in CHANGEABLE | {"model", "data", "validation"}
        }


def read_config(path: Path, settings: dict[str, Any]) -> FinetuneConfig:
    """A run's TOML, with settings of the command line over it.

    Relative paths in the file are relative to its folder.
    """
    raw = read_toml(path)
    try:
        refuse_unknown(raw, FinetuneConfig)
        folder = path.parent
        if "model" in raw and (folder / raw["model"]).exists():
            raw["model"] = str(folder / raw["model"])
        if raw.get("prompt", CHAT) not in (CHAT, COMPLETION):
            raw["prompt"] = str(folder / raw["prompt"])
        raw["data"] = parse_sources(raw.get("data", []), folder)
        raw["validation"] = tuple(str(folder / name) for name in raw.get("validation", ()))
        return make_config(raw | {key: v for key, v in settings.items() if v is not None})
    except TrainingError as problem:
        raise TrainingError(f"{path}: {problem}") from None


def make_config(settings: dict[str, Any]) -> FinetuneConfig:
    """A run of settings alone."""
    if not settings.get("model"):
        raise TrainingError("no model: name a Hugging Face folder with --model")
    settings.setdefault("data", ())
    try:
        return FinetuneConfig(**settings)
    except TypeError as problem:
        raise TrainingError(f"a setting is of another type: {problem}") from None
