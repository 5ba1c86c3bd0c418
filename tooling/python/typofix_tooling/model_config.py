"""What the exporter needs to know of a Hugging Face `config.json`, checked and in our own words."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typofix_tooling.errors import ExportError

ARCHITECTURES = ("Qwen3ForCausalLM", "Qwen2ForCausalLM", "LlamaForCausalLM")


@dataclass(frozen=True)
class Llama3Scaling:
    """Frequency-dependent stretching of rotary positions, as Llama 3.1 introduced it."""

    factor: float
    low_frequency_factor: float
    high_frequency_factor: float
    original_positions: int


@dataclass(frozen=True)
class ModelConfig:
    """The shape of a decoder-only transformer with rotary positions and a gated feed-forward."""

    architecture: str
    vocabulary_size: int
    hidden_size: int
    feed_forward_size: int
    layers: int
    query_heads: int
    key_value_heads: int
    head_dimension: int
    norm_epsilon: float
    rope_theta: float
    rope_scaling: Llama3Scaling | None
    maximum_positions: int
    tied_embeddings: bool
    query_key_norm: bool
    query_key_value_bias: bool
    output_bias: bool
    feed_forward_bias: bool

    def __post_init__(self) -> None:
        if self.query_heads % self.key_value_heads:
            raise ExportError(
                f"{self.query_heads} query heads cannot share "
                f"{self.key_value_heads} key/value heads"
            )
        if self.head_dimension % 2:
            raise ExportError(f"head dimension {self.head_dimension} is odd: rotary needs pairs")

    @property
    def query_size(self) -> int:
        return self.query_heads * self.head_dimension

    @property
    def key_value_size(self) -> int:
        return self.key_value_heads * self.head_dimension

    @property
    def queries_per_key(self) -> int:
        return self.query_heads // self.key_value_heads

    def described(self) -> dict[str, Any]:
        """What a bundle's manifest and a converted program's description both say of the model."""
        return {
            "architecture": self.architecture,
            "layers": self.layers,
            "hiddenSize": self.hidden_size,
            "keyValueHeads": self.key_value_heads,
            "headDimension": self.head_dimension,
            "vocabularySize": self.vocabulary_size,
        }


def read_config(model_dir: Path) -> ModelConfig:
    """Reads `config.json`; whatever would change the computation and is not built is refused."""
    path = model_dir / "config.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ExportError(f"{path}: no such file; expected a Hugging Face model folder") from None
    except json.JSONDecodeError as problem:
        raise ExportError(f"{path}: not JSON: {problem}") from None
    try:
        return parse_config(raw)
    except ExportError as problem:
        raise ExportError(f"{path}: {problem}") from None


def parse_config(raw: dict[str, Any]) -> ModelConfig:
    """Translates the parsed `config.json`."""
    architecture = _architecture(raw)
    _refuse_unsupported(raw)
    hidden_size = _integer(raw, "hidden_size")
    query_heads = _integer(raw, "num_attention_heads")
    attention_bias = bool(raw.get("attention_bias", False))
    qwen2 = architecture == "Qwen2ForCausalLM"
    theta, scaling = _rope(raw)
    return ModelConfig(
        architecture=architecture,
        vocabulary_size=_integer(raw, "vocab_size"),
        hidden_size=hidden_size,
        feed_forward_size=_integer(raw, "intermediate_size"),
        layers=_integer(raw, "num_hidden_layers"),
        query_heads=query_heads,
        key_value_heads=_integer(raw, "num_key_value_heads", query_heads),
        head_dimension=_integer(raw, "head_dim", hidden_size // query_heads),
        norm_epsilon=float(raw.get("rms_norm_eps", 1e-6)),
        rope_theta=theta,
        rope_scaling=scaling,
        maximum_positions=_integer(raw, "max_position_embeddings"),
        tied_embeddings=bool(raw.get("tie_word_embeddings", False)),
        query_key_norm=architecture == "Qwen3ForCausalLM",
        query_key_value_bias=qwen2 or attention_bias,
        output_bias=attention_bias and not qwen2,
        feed_forward_bias=architecture == "LlamaForCausalLM" and bool(raw.get("mlp_bias", False)),
    )


def _architecture(raw: dict[str, Any]) -> str:
    names = raw.get("architectures") or []
    if len(names) != 1 or names[0] not in ARCHITECTURES:
        known = ", ".join(ARCHITECTURES)
        raise ExportError(f"architectures is {names}; one of these can be exported: {known}")
    return str(names[0])


def _refuse_unsupported(raw: dict[str, Any]) -> None:
    if raw.get("hidden_act", "silu") != "silu":
        raise ExportError(f"hidden_act '{raw['hidden_act']}' is not supported; expected 'silu'")
    if raw.get("use_sliding_window"):
        raise ExportError("use_sliding_window is not supported")
    if raw.get("quantization_config"):
        raise ExportError("quantization_config: give the unquantised weights")
    if raw.get("partial_rotary_factor", 1.0) != 1.0:
        raise ExportError(f"partial_rotary_factor {raw['partial_rotary_factor']} is not supported")


def _rope(raw: dict[str, Any]) -> tuple[float, Llama3Scaling | None]:
    # transformers 5 gathers both settings in `rope_parameters`
    merged = raw.get("rope_parameters") or {}
    theta = float(merged.get("rope_theta", raw.get("rope_theta", 10000.0)))
    scaling = merged or raw.get("rope_scaling") or {}
    kind = scaling.get("rope_type", scaling.get("type", "default"))
    if kind == "default":
        return theta, None
    if kind != "llama3":
        raise ExportError(f"rope_scaling '{kind}' is not supported; expected 'default' or 'llama3'")
    try:
        return theta, Llama3Scaling(
            factor=float(scaling["factor"]),
            low_frequency_factor=float(scaling["low_freq_factor"]),
            high_frequency_factor=float(scaling["high_freq_factor"]),
            original_positions=int(scaling["original_max_position_embeddings"]),
        )
    except KeyError as missing:
        raise ExportError(f"rope_scaling 'llama3' lacks {missing}") from None


def _integer(raw: dict[str, Any], key: str, default: int | None = None) -> int:
    value = raw.get(key)
    value = default if value is None else value
    if not isinstance(value, int) or value < 1:
        raise ExportError(f"{key} is {value!r}; expected a positive whole number")
    return value
