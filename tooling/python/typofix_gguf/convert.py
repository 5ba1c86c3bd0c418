"""Turns a GGUF file into a Hugging Face folder."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from typofix_gguf import architecture, tokenizer
from typofix_gguf.architecture import Tensor
from typofix_gguf.progress import Progress
from typofix_gguf.prompt import language_model_prompt
from typofix_gguf.reader import GgufFile
from typofix_tooling.checkpoint import Float32
from typofix_tooling.model_config import parse_config
from typofix_tooling.prompt import Prompt, check_prompt_tokens

_ITEM_SIZES = {"F32": 4, "F16": 2, "BF16": 2}
_TYPE_NAMES = {"F32": "float32", "F16": "float16", "BF16": "bfloat16"}


class Conversion:
    """A GGUF file that has been checked as far as its description goes."""

    def __init__(self, path: Path) -> None:
        self._file = GgufFile(path)
        self._config = architecture.read_config(self._file)
        self._tensors = architecture.tensors(self._file, parse_config(self._config))
        self._tokenizer, self._settings = tokenizer.build(self._file)
        tokenizer.check(json.dumps(self._tokenizer), self._config["vocab_size"], path)
        self._config |= self._named_tokens()

    @property
    def weights(self) -> int:
        return sum(math.prod(tensor.shape) for tensor in self._tensors)

    @property
    def bytes(self) -> int:
        """How large the weights become in the folder."""
        return sum(self._size(tensor) for tensor in self._tensors)

    def prompt(self, chosen: Prompt | None) -> Prompt:
        """The prompt that was chosen, if the vocabulary has its tokens, or a language model's."""
        prompt = chosen or language_model_prompt(self._tokenizer, self._config, self._file.path)
        check_prompt_tokens(self._tokenizer, prompt, self._file.path)
        return prompt

    @property
    def licence(self) -> str | None:
        """What the file says of it: a name of SPDX's, as a rule."""
        value = self._file.value("general.license")
        return value if isinstance(value, str) else None

    def write(self, folder: Path, progress: Progress) -> None:
        """Writes `config.json`, `model.safetensors` and the tokenizer into an empty folder.

        One tensor is held in memory at a time.
        """
        _write_json(folder / "config.json", self._config)
        _write_json(folder / "tokenizer.json", self._tokenizer)
        _write_json(folder / "tokenizer_config.json", self._settings)
        with (folder / "model.safetensors").open("wb") as stream:
            stream.write(self._header())
            for done, tensor in enumerate(self._tensors, start=1):
                values = tensor.read(self._file)
                stream.write(_encoded(values, self._file.stored_as(tensor.source)).data)
                progress.count("reading tensors", done, len(self._tensors))

    def _named_tokens(self) -> dict[str, Any]:
        """The numbers of the tokens that begin, end and pad a text; the type of most weights."""
        result: dict[str, Any] = {}
        for role, name in (("bos", "bos"), ("eos", "eos"), ("padding", "pad")):
            number = self._file.value(f"tokenizer.ggml.{role}_token_id")
            if number is not None:
                result[f"{name}_token_id"] = number
        result["torch_dtype"] = _TYPE_NAMES[self._file.stored_as("token_embd.weight")]
        return result

    def _size(self, tensor: Tensor) -> int:
        return math.prod(tensor.shape) * _ITEM_SIZES[self._file.stored_as(tensor.source)]

    def _header(self) -> bytes:
        """Length (u64), then JSON padded to eight bytes, as the safetensors format has it."""
        entries: dict[str, Any] = {"__metadata__": {"format": "pt"}}
        begin = 0
        for tensor in self._tensors:
            end = begin + self._size(tensor)
            entries[tensor.name] = {
                "dtype": self._file.stored_as(tensor.source),
                "shape": list(tensor.shape),
                "data_offsets": [begin, end],
            }
            begin = end
        text = json.dumps(entries, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 8)
        return len(text).to_bytes(8, "little") + text


def _encoded(values: Float32, kind: str) -> NDArray[Any]:
    if kind == "BF16":  # the upper half of a float32; the lower one is empty, as it came from there
        return np.ascontiguousarray((np.ascontiguousarray(values).view("<u4") >> 16).astype("<u2"))
    return np.ascontiguousarray(values, dtype="<f2" if kind == "F16" else "<f4")


def _write_json(path: Path, content: dict[str, Any]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        json.dump(content, stream, ensure_ascii=False, indent=1)
        stream.write("\n")
