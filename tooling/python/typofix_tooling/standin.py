"""Packages for the stand-in of Core ML in `native/standin`: the weights of a model, nothing else.

The stand-in runs the program of `docs/coreml-program.md` itself, in plain C. What real Core ML
needs is absent: it refuses such a package. `transformer.h` tells the layout of the file.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from typofix_tooling import manifest, rope
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import ModelConfig

Weights = Mapping[str, NDArray[np.float32]]

PROGRAM = "coreml.json"
PACKAGE = "model.mlpackage"
_WEIGHTS = "Data/dev.typofix.standin/weights.bin"
_MAGIC = b"TYPOFIX1"
_GROUP = 128


EMBED, LAYERS, HEAD = 1, 2, 4
WHOLE = EMBED | LAYERS | HEAD


@dataclass(frozen=True)
class Part:
    """What a program of ANEMLL's holds: embeddings, layers from `first` to `end`, head."""

    parts: int
    first: int
    end: int


@dataclass(frozen=True)
class Layout:
    """The sizes that a program fixes; `part` is absent for those of docs/coreml-program.md."""

    rows: int
    slots: int
    positions: int
    chunks: Sequence[int]
    part: Part | None = None


@dataclass(frozen=True)
class Block:
    """The sizes that a program fixes beside those of its model."""

    rows: int
    slots: int
    chunk: int = 16_384  # the most logits of one output

    def __post_init__(self) -> None:
        if self.slots % 32 or self.slots < self.rows:
            raise ExportError(
                f"{self.slots} slots: expected a multiple of 32, {self.rows} at least"
            )
        if self.chunk % _GROUP:
            raise ExportError(f"chunks of {self.chunk} logits: expected a multiple of {_GROUP}")

    def chunks(self, vocabulary: int) -> list[int]:
        """The sizes of the outputs that the logits are split into."""
        whole = -(-vocabulary // _GROUP) * _GROUP
        full, rest = divmod(whole, self.chunk)
        return [self.chunk] * full + ([rest] if rest else [])


def write_package(bundle: Path, config: ModelConfig, weights: Weights, block: Block) -> None:
    """Writes package and `coreml.json` into a bundle and lists the latter in its manifest."""
    program = _program(config, block, int(manifest.read(bundle)["maximumPositions"]))
    file = _write(bundle / PACKAGE, config, weights, program)
    program["files"] = {_WEIGHTS: manifest.file_entry(file)}
    text = json.dumps(program, indent=2) + "\n"
    (bundle / PROGRAM).write_text(text, encoding="utf-8", newline="\n")
    manifest.add(bundle, [bundle / PROGRAM])


def add_weights(bundle: Path, config: ModelConfig, weights: Weights) -> None:
    """Puts the weights beside a converted program, whose description stays as it is."""
    program = json.loads((bundle / PROGRAM).read_text(encoding="utf-8"))
    if program["layers"] != config.layers or program["vocabularySize"] != config.vocabulary_size:
        raise ExportError(f"{bundle / PROGRAM}: describes another model")
    _write(bundle / program["program"], config, weights, program)


def is_converted(bundle: Path) -> bool:
    """Whether the bundle holds a program that was not made for the stand-in alone."""
    path = bundle / PROGRAM
    return path.is_file() and _WEIGHTS not in json.loads(path.read_text(encoding="utf-8"))["files"]


def _program(config: ModelConfig, block: Block, positions: int) -> dict[str, Any]:
    return {
        "formatVersion": 1,
        "program": PACKAGE,
        **config.described(),
        "maximumPositions": positions,
        "block": block.rows,
        "slots": block.slots,
        "logitGroup": _GROUP,
        "logitChunks": block.chunks(config.vocabulary_size),
        "weights": "fp16",
        "minimumSystem": "none: for the stand-in in native/standin alone",
    }


def _write(package: Path, config: ModelConfig, weights: Weights, program: dict[str, Any]) -> Path:
    file = package / _WEIGHTS
    layout = Layout(
        program["block"], program["slots"], program["maximumPositions"], program["logitChunks"]
    )
    write_weights(file, config, weights, layout)
    return file


def write_weights(file: Path, config: ModelConfig, weights: Weights, layout: Layout) -> None:
    """Writes the file that `transformer.h` describes, and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        _write_to(stream, config, weights, layout)


def _write_to(stream: BinaryIO, config: ModelConfig, weights: Weights, layout: Layout) -> None:
    part = layout.part
    flags = (
        config.tied_embeddings
        | config.query_key_norm << 1
        | config.query_key_value_bias << 2
        | config.output_bias << 3
        | config.feed_forward_bias << 4
        | (part is not None) << 5
    )
    header = (
        config.layers,
        config.hidden_size,
        config.feed_forward_size,
        config.query_heads,
        config.key_value_heads,
        config.head_dimension,
        config.vocabulary_size,
        layout.positions,
        layout.rows,
        layout.slots,
        flags,
        len(layout.chunks),
        *layout.chunks,
        *((part.parts, part.first, part.end) if part else ()),
    )
    stream.write(_MAGIC)
    stream.write(struct.pack(f"<{len(header)}if", *header, config.norm_epsilon))
    for name in _names(config, part):
        if name not in weights:
            raise ExportError(f"tensor '{name}' is missing")
        stream.write(weights[name].astype("<f2").tobytes())
    if part is None or part.parts & LAYERS:
        for table in rope.tables(config, layout.positions):
            stream.write(table.astype("<f4").tobytes())


def _names(config: ModelConfig, part: Part | None) -> list[str]:
    """The tensors in the file's order."""
    parts, first, end = (part.parts, part.first, part.end) if part else (WHOLE, 0, config.layers)
    names = ["model.embed_tokens.weight"] if parts & EMBED else []
    if parts & LAYERS:
        for layer in range(first, end):
            names += _layer_names(config, layer)
        if end == config.layers:
            names.append("model.norm.weight")
    if part and parts & HEAD and config.tied_embeddings:
        names.append("model.embed_tokens.weight")
    if parts & HEAD and not config.tied_embeddings:
        names.append("lm_head.weight")
    return names


def _layer_names(config: ModelConfig, layer: int) -> list[str]:
    prefix = f"model.layers.{layer}"
    names = [f"{prefix}.input_layernorm.weight"]

    def matrix(name: str, bias: bool) -> None:
        names.append(f"{prefix}.{name}.weight")
        if bias:
            names.append(f"{prefix}.{name}.bias")

    for part in "qkv":
        matrix(f"self_attn.{part}_proj", config.query_key_value_bias)
    matrix("self_attn.o_proj", config.output_bias)
    if config.query_key_norm:
        names += [f"{prefix}.self_attn.{part}_norm.weight" for part in "qk"]
    names.append(f"{prefix}.post_attention_layernorm.weight")
    for part in ("gate", "up", "down"):
        matrix(f"mlp.{part}_proj", config.feed_forward_bias)
    return names
