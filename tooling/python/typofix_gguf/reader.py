"""A GGUF file: what it says of the model, and its tensors one at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGMLQuantizationType, GGUFReader, GGUFValueType
from gguf.constants import GGUF_MAGIC
from gguf.quants import dequantize
from numpy.typing import NDArray

from typofix_tooling.checkpoint import Float32
from typofix_tooling.errors import ExportError

# A vocabulary is the longest list that a model's description holds.
_LONGEST_LIST = 1 << 21
_STORED_AS = {
    GGMLQuantizationType.F16: "F16",
    GGMLQuantizationType.BF16: "BF16",
}
_DAMAGED = (ValueError, KeyError, IndexError, TypeError, OverflowError, AttributeError)


class _BoundedReader(GGUFReader):
    """Stops at the end of the file; the library takes each length that it reads at its word."""

    def _get(self, offset: int, dtype: Any, count: int = 1, *order: Any, **named: Any) -> Any:
        part = super()._get(offset, dtype, count, *order, **named)
        if len(part) != int(count):
            raise IndexError("ends too early: truncated or damaged; fetch it again")
        return part

    def _get_field_parts(self, orig_offs: int, raw_type: int) -> Any:
        if raw_type == GGUFValueType.ARRAY:
            length = int(self._get(orig_offs + 4, np.uint64)[0])
            if length > _LONGEST_LIST:
                raise ValueError(f"a list of {length} entries; at most {_LONGEST_LIST} are read")
        return super()._get_field_parts(orig_offs, raw_type)


class GgufFile:
    """A file whose description has been read; tensors are read when asked for."""

    def __init__(self, path: Path) -> None:
        """Reads the description.

        Raises:
            ExportError: the file is none, is damaged or holds only a part of a model.
        """
        self.path = path
        try:
            with path.open("rb") as stream:
                magic = stream.read(4)
        except OSError as problem:
            raise ExportError(f"{path}: {problem.strerror}") from None
        if magic != GGUF_MAGIC.to_bytes(4, "little"):
            raise ExportError(f"{path}: no GGUF file")
        try:
            self._reader = _BoundedReader(path)
        except _DAMAGED as problem:
            raise ExportError(f"{path}: {problem.args[0] if problem.args else problem}") from None
        if self._reader.byte_order != "I":
            raise ExportError(f"{path}: written for a processor of the other byte order")
        if self.integer("split.count", 1) > 1:
            raise ExportError(
                f"{path}: one part of several; join them with `llama-gguf-split --merge`"
            )
        self._tensors = {tensor.name: tensor for tensor in self._reader.tensors}

    def value(self, key: str, default: Any = None) -> Any:
        """A value of the description, a list for an array; `default` where there is none."""
        field = self._reader.fields.get(key)
        if field is None:
            return default
        try:
            return field.contents()
        except _DAMAGED as problem:
            raise ExportError(f"{self.path}: {key} cannot be read: {problem}") from None

    def integer(self, key: str, default: int | None = None) -> int:
        value = self.value(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise ExportError(f"{self.path}: {key} is {_shown(value)}; expected a whole number")
        return value

    def number(self, key: str, default: float | None = None) -> float:
        value = self.value(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
            raise ExportError(f"{self.path}: {key} is {_shown(value)}; expected a number")
        # stored as float32: 1e-05 rather than 9.999999747378752e-06
        return float(str(np.float32(value)))

    def text(self, key: str) -> str:
        value = self.value(key)
        if not isinstance(value, str):
            raise ExportError(f"{self.path}: {key} is {_shown(value)}; expected a text")
        return value

    def entries(self, key: str, kind: type) -> list[Any]:
        value = self.value(key)
        if not isinstance(value, list) or not all(isinstance(entry, kind) for entry in value):
            raise ExportError(f"{self.path}: {key} is {_shown(value)}; expected a list")
        return value

    def __contains__(self, tensor: str) -> bool:
        return tensor in self._tensors

    def __iter__(self) -> Iterator[str]:
        """The tensors' names."""
        return iter(self._tensors)

    def shape(self, name: str) -> tuple[int, ...]:
        """As Hugging Face counts it: outputs first. GGUF says them the other way round."""
        if name not in self._tensors:
            raise ExportError(f"{self.path}: tensor '{name}' is missing")
        return tuple(int(size) for size in reversed(self._tensors[name].shape))

    def stored_as(self, name: str) -> str:
        """The safetensors type that keeps every value: F16 and BF16 as they are, else F32."""
        return _STORED_AS.get(self._tensors[name].tensor_type, "F32")

    def tensor(self, name: str) -> Float32:
        """The tensor's values, dequantised.

        Raises:
            ExportError: it is of a type that cannot be dequantised, or not finite.
        """
        tensor = self._tensors[name]
        kind = tensor.tensor_type
        try:
            values: NDArray[np.float32] = dequantize(tensor.data, kind)
        except (NotImplementedError, ValueError):
            raise ExportError(
                f"{self.path}: tensor '{name}' is quantised as {kind.name}, which cannot be read"
            ) from None
        if not np.isfinite(values).all():
            raise ExportError(f"{self.path}: tensor '{name}' holds values that are not finite")
        return values.reshape(self.shape(name))


def _shown(value: Any) -> str:
    return "missing" if value is None else repr(value)[:60]
