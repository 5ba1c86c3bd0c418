"""The shape of a DistilBERT, from its `config.json`; needs nothing but Python."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typofix_tooling.errors import ExportError

ARCHITECTURE = "DistilBertForMaskedLM"
# as in Hugging Face's implementation, which has no setting for it
NORM_EPSILON = 1e-12


@dataclass(frozen=True)
class MaskedConfig:
    """H: `hidden_size`, and so on. All sizes are positive; the heads divide H."""

    vocabulary_size: int
    hidden_size: int
    feed_forward_size: int
    layers: int
    heads: int
    maximum_positions: int

    @property
    def head_dimension(self) -> int:
        return self.hidden_size // self.heads


def is_masked_model(model_dir: Path) -> bool:
    """Whether the folder says that it holds a DistilBERT."""
    try:
        raw = json.loads((model_dir / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return ARCHITECTURE in (raw.get("architectures") or [])


def read_masked_config(model_dir: Path) -> MaskedConfig:
    """Reads `config.json`; whatever would change the computation and is not built is refused."""
    path = model_dir / "config.json"
    try:
        return parse_masked_config(json.loads(path.read_text(encoding="utf-8")))
    except OSError:
        raise ExportError(f"{path}: no such file; expected a Hugging Face model folder") from None
    except (ValueError, ExportError) as problem:
        raise ExportError(f"{path}: {problem}") from None


def parse_masked_config(raw: dict[str, Any]) -> MaskedConfig:
    """Translates the parsed `config.json`."""
    if raw.get("architectures") != [ARCHITECTURE]:
        raise ExportError(f"architectures is {raw.get('architectures')}; expected {ARCHITECTURE}")
    if raw.get("activation", "gelu") != "gelu":
        raise ExportError(f"activation '{raw['activation']}' is not supported; expected 'gelu'")
    sizes = {
        ours: raw.get(theirs)
        for ours, theirs in (
            ("vocabulary_size", "vocab_size"),
            ("hidden_size", "dim"),
            ("feed_forward_size", "hidden_dim"),
            ("layers", "n_layers"),
            ("heads", "n_heads"),
            ("maximum_positions", "max_position_embeddings"),
        )
    }
    for name, value in sizes.items():
        if not isinstance(value, int) or value < 1:
            raise ExportError(f"{name} is {value!r}; expected a positive whole number")
    config = MaskedConfig(**sizes)
    if config.hidden_size % config.heads:
        raise ExportError(f"{config.heads} heads do not divide {config.hidden_size} channels")
    return config
