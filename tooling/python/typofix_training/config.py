"""What a training run is made of: read from TOML, checked, and kept beside its output."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from typofix_training.errors import TrainingError


@dataclass(frozen=True)
class ModelShape:
    """A Qwen3 decoder; the sizes are those of Hugging Face's `config.json`."""

    vocabulary: int = 8192
    hidden: int = 256
    feed_forward: int = 704
    layers: int = 6
    query_heads: int = 4
    key_value_heads: int = 2
    head_dimension: int = 64
    rope_theta: float = 10_000.0
    norm_epsilon: float = 1e-6
    maximum_positions: int = 1024

    def __post_init__(self) -> None:
        if self.query_heads % self.key_value_heads:
            raise TrainingError(
                f"{self.query_heads} query heads cannot share {self.key_value_heads} "
                "key/value heads: make the first a multiple of the second"
            )
        if self.head_dimension % 2:
            raise TrainingError(
                f"head_dimension is {self.head_dimension}: rotary needs an even one"
            )


@dataclass(frozen=True)
class Source:
    """A file of pairs and how often an epoch holds it."""

    path: str
    repeat: int = 1


@dataclass(frozen=True)
class TrainingConfig:
    """A whole run. The defaults made the embedded model; tooling/EXPERIMENTS.md says why."""

    data: tuple[Source, ...]
    tokenizer: str
    shape: ModelShape = field(default_factory=ModelShape)
    start_from: str = ""  # a Hugging Face folder of the same shape; empty: random weights
    seed: int = 1
    tokens: int = 30_000_000  # of the whole run
    decay: float = 0.4  # share of the run in which the rate falls to zero
    warmup_steps: int = 60
    window: int = 256  # tokens in a row of a batch
    batch: int = 16  # rows
    matrix_rate: float = 0.015  # Muon's, for matrices within the layers
    vector_rate: float = 0.003  # AdamW's, for embeddings and norms
    prompt_kept: float = 0.5  # share of the prompt's tokens that count in the loss
    copy_kept: float = 0.3  # share of the answer's copied tokens
    changed_weight: float = 3.0  # of a changed token against 1 of the others
    held_out_windows: int = 128
    checkpoint_every: int = 100  # steps
    threads: int = 2

    def __post_init__(self) -> None:
        if not self.data:
            raise TrainingError("no training data: name a file of pairs under [[data]]")
        for name, low, high in (
            ("tokens", 1, None),
            ("decay", 0, 1),
            ("window", 16, self.shape.maximum_positions),
            ("batch", 1, None),
            ("prompt_kept", 0, 1),
            ("copy_kept", 0, 1),
            ("checkpoint_every", 1, None),
            ("held_out_windows", 1, None),
            ("threads", 1, None),
        ):
            value = getattr(self, name)
            if value < low or (high is not None and value > high):
                expected = f"at least {low}" if high is None else f"{low} to {high}"
                raise TrainingError(f"{name} is {value}: expected {expected}")

    def with_tokens(self, tokens: int) -> TrainingConfig:
        """The same run, longer or shorter."""
        return replace(self, tokens=tokens)

    def rate_factor(self, tokens_seen: int, step: int) -> float:
        """Share of the full learning rate: warm-up, constant, then linear decay to zero."""
        warm = min(1.0, (step + 1) / max(1, self.warmup_steps))
        left = 1 - tokens_seen / self.tokens
        return warm * max(0.0, min(1.0, left / self.decay)) if self.decay else warm

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def read_config(path: Path) -> TrainingConfig:
    """Reads a run's TOML; relative paths in it are relative to its folder."""
    raw = read_toml(path)
    try:
        return _parse(raw, path.parent)
    except TrainingError as problem:
        raise TrainingError(f"{path}: {problem}") from None


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file, or one line that says what is wrong with it."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TrainingError(f"{path}: no such file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise TrainingError(f"{path}: not TOML: {problem}") from None


def parse_sources(entries: list[dict[str, Any]], folder: Path) -> tuple[Source, ...]:
    """The tables `[[data]]`; their paths are relative to a folder."""
    sources = []
    for entry in entries:
        refuse_unknown(entry, Source)
        if "path" not in entry:
            raise TrainingError("a table [[data]] lacks its path")
        sources.append(Source(str(folder / entry["path"]), entry.get("repeat", 1)))
    return tuple(sources)


def _parse(raw: dict[str, Any], folder: Path) -> TrainingConfig:
    refuse_unknown(raw, TrainingConfig)
    sources = parse_sources(raw.pop("data", []), folder)
    shape = raw.pop("shape", {})
    refuse_unknown(shape, ModelShape)
    if "tokenizer" not in raw:
        raise TrainingError("no tokenizer: make one with `typofix-tooling tokenizer`")
    for key in ("tokenizer", "start_from"):
        if raw.get(key):
            raw[key] = str(folder / raw[key])
    return TrainingConfig(data=sources, shape=ModelShape(**shape), **raw)


def refuse_unknown(raw: dict[str, Any], kind: type) -> None:
    """Names a key that is no field of a configuration."""
    known = {entry.name: entry for entry in fields(kind)}
    for key in raw:
        if key not in known:
            raise TrainingError(f"unknown key '{key}'; known are {', '.join(sorted(known))}")
