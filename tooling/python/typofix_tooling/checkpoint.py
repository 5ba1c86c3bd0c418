"""Reading the weights of a Hugging Face folder, one checked tensor at a time.

The safetensors format is read directly because numpy has no bfloat16, in which most models come.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from typofix_tooling.errors import ExportError

Float32 = NDArray[np.float32]

_INDEX = "model.safetensors.index.json"
_LONGEST_HEADER = 100_000_000
_ITEM_TYPES = {"F32": np.dtype("<f4"), "F16": np.dtype("<f2"), "BF16": np.dtype("<u2")}


class Tensors(Protocol):
    """A model's weights by the names of Hugging Face."""

    def __contains__(self, name: str) -> bool: ...

    def tensor(self, name: str, *shape: int) -> Float32:
        """The tensor as float32, after checking that it is there and has this shape."""
        ...


class Weights:
    """Tensors in memory, as a `Tensors`."""

    def __init__(self, tensors: Mapping[str, Float32]) -> None:
        self._float32 = tensors

    def __contains__(self, name: str) -> bool:
        return name in self._float32

    def tensor(self, name: str, *shape: int) -> Float32:
        """The tensor, after checking that it is there and has this shape."""
        value = self._float32.get(name)
        if value is None or value.shape != shape:
            raise ExportError(f"tensor '{name}' is missing, or not of shape {list(shape)}")
        return value


@dataclass(frozen=True)
class _Stored:
    file: Path
    kind: str
    shape: tuple[int, ...]
    offset: int
    size: int


class Checkpoint:
    """The named tensors of a model folder; each is read from disk when asked for."""

    def __init__(self, tensors: dict[str, _Stored], folder: Path) -> None:
        self._tensors = tensors
        self._folder = folder

    @classmethod
    def open(cls, model_dir: Path) -> "Checkpoint":
        """Lists the tensors of `model.safetensors`, or of the shards that the index names."""
        tensors: dict[str, _Stored] = {}
        for file in _weight_files(model_dir):
            tensors.update(_read_header(file))
        return cls(tensors, model_dir)

    def __contains__(self, name: str) -> bool:
        return name in self._tensors

    def tensors(self) -> dict[str, Float32]:
        """All of them, in the shapes that they have."""
        return {name: self.tensor(name, *stored.shape) for name, stored in self._tensors.items()}

    def count(self, prefix: str) -> int:
        """How many values the tensors hold whose names begin so."""
        shapes = [s.shape for name, s in self._tensors.items() if name.startswith(prefix)]
        return sum(math.prod(shape) for shape in shapes)

    def tensor(self, name: str, *shape: int) -> Float32:
        """The tensor as float32, after checking that it is there, has this shape and is finite."""
        stored = self._tensors.get(name)
        if stored is None:
            raise ExportError(f"tensor '{name}' is missing from {self._folder}")
        if stored.shape != shape:
            raise ExportError(
                f"tensor '{name}' has shape {list(stored.shape)}; expected {list(shape)}"
            )
        values = _load(stored, name)
        if not np.isfinite(values).all():
            raise ExportError(f"tensor '{name}' holds values that are not finite")
        return values


def _weight_files(model_dir: Path) -> list[Path]:
    index = model_dir / _INDEX
    if index.exists():
        shards = json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()
        files = [model_dir / name for name in sorted(set(shards))]
    else:
        files = sorted(model_dir.glob("*.safetensors"))
    if not files:
        raise ExportError(f"{model_dir}: holds no *.safetensors file")
    for file in files:
        if not file.is_file():
            raise ExportError(f"{file}: named in {_INDEX} but missing")
    return files


def _read_header(file: Path) -> dict[str, _Stored]:
    """A safetensors file: length of the header (u64), the header as JSON, then the data."""
    with file.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if not 0 < length < _LONGEST_HEADER:
            raise ExportError(f"{file}: not a safetensors file")
        try:
            header: dict[str, Any] = json.loads(stream.read(length))
        except ValueError:
            raise ExportError(f"{file}: not a safetensors file") from None
    header.pop("__metadata__", None)
    return {name: _stored(file, 8 + length, entry) for name, entry in header.items()}


def _stored(file: Path, data_start: int, entry: dict[str, Any]) -> _Stored:
    begin, end = entry["data_offsets"]
    return _Stored(file, entry["dtype"], tuple(entry["shape"]), data_start + begin, end - begin)


def _load(stored: _Stored, name: str) -> Float32:
    item = _ITEM_TYPES.get(stored.kind)
    if item is None:
        known = ", ".join(_ITEM_TYPES)
        raise ExportError(f"tensor '{name}' is of type {stored.kind}; expected one of {known}")
    count = stored.size // item.itemsize
    if count != int(np.prod(stored.shape, dtype=np.int64)):
        raise ExportError(f"tensor '{name}': {stored.size} bytes do not fit {list(stored.shape)}")
    raw = np.fromfile(stored.file, dtype=item, count=count, offset=stored.offset)
    if raw.size != count:
        raise ExportError(f"{stored.file}: ends inside tensor '{name}'")
    if stored.kind == "BF16":  # the upper half of a float32
        raw = (raw.astype(np.uint32) << 16).view(np.float32)
    return raw.astype(np.float32, copy=False).reshape(stored.shape)
