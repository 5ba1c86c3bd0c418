"""The `tokenizer.json` that a GGUF file's vocabulary stands for."""

import json
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from typofix_gguf.reader import GgufFile
from typofix_tooling.errors import ExportError


class _TokenType(IntEnum):
    """`llama_token_type` of llama.cpp's llama.h."""

    NORMAL = 1
    UNKNOWN = 2
    CONTROL = 3
    USER_DEFINED = 4
    UNUSED = 5
    BYTE = 6


@dataclass(frozen=True)
class _PreTokenizer:
    """How text is cut into words before they are merged: as the models' own tokenizer.json has it.

    Byte-level pieces follow, cut by GPT-2's expression unless `expression` has done it.
    """

    expression: str | None = None
    single_digits: bool = False
    composed: bool = False  # NFC
    whole_words_first: bool = False  # a word that is a token needs no merges
    begins_text: bool = False

    def steps(self) -> dict[str, Any]:
        steps: list[dict[str, Any]] = []
        if self.single_digits:
            steps.append({"type": "Digits", "individual_digits": True})
        if self.expression is not None:
            pattern = {"Regex": self.expression}
            steps.append(
                {"type": "Split", "pattern": pattern, "behavior": "Isolated", "invert": False}
            )
        steps.append(_byte_level(use_regex=self.expression is None))
        return {"type": "Sequence", "pretokenizers": steps}


def _byte_level(use_regex: bool) -> dict[str, Any]:
    return {
        "type": "ByteLevel",
        "add_prefix_space": False,
        "trim_offsets": False,
        "use_regex": use_regex,
    }


def _words(digits: str) -> str:
    """The expression of Llama 3 and Qwen 2, which differ in how many digits make a word."""
    return (
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|"
        + digits
        + r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    )


_LLAMA3 = _PreTokenizer(_words(r"\p{N}{1,3}"), whole_words_first=True, begins_text=True)
_QWEN2 = _PreTokenizer(_words(r"\p{N}"), composed=True)
# By the names that llama.cpp's llama-vocab.cpp gives them.
PRE_TOKENIZERS = {
    "gpt-2": _PreTokenizer(),
    "smollm": _PreTokenizer(single_digits=True),
    "llama-bpe": _LLAMA3,
    "llama3": _LLAMA3,
    "llama-v3": _LLAMA3,
    "qwen2": _QWEN2,
    "deepseek-r1-qwen": _QWEN2,
}

_TEXTS = (
    "The quick brown fox doesn't jump over the lazy dog.",
    "def f(x):\n\treturn x  # 3.14159, 2024-11-05\n\n    if (a != b) { c += 1; }\r\n",
    " Größe, naïve café: «çà et là», 5 € ≈ 6 $",
    "日本語のテキスト, русский текст",
)


def build(file: GgufFile) -> tuple[dict[str, Any], dict[str, Any]]:
    """The contents of `tokenizer.json` and of `tokenizer_config.json`.

    Raises:
        ExportError: the vocabulary is of another kind, or its parts do not fit each other.
    """
    kind = file.text("tokenizer.ggml.model")
    if kind != "gpt2":
        raise ExportError(
            f"{file.path}: tokenizer '{kind}'; only byte-level BPE ('gpt2') can be read"
        )
    name = file.text("tokenizer.ggml.pre")
    if name not in PRE_TOKENIZERS:
        known = ", ".join(PRE_TOKENIZERS)
        raise ExportError(f"{file.path}: pre-tokenizer '{name}'; one of these can be read: {known}")
    tokens = file.entries("tokenizer.ggml.tokens", str)
    types = file.entries("tokenizer.ggml.token_type", int)
    if len(types) != len(tokens):
        raise ExportError(f"{file.path}: {len(types)} token types for {len(tokens)} tokens")
    content = _content(PRE_TOKENIZERS[name], tokens, types, file)
    return content, _settings(file, tokens)


def _content(
    cutting: _PreTokenizer, tokens: list[str], types: list[int], file: GgufFile
) -> dict[str, Any]:
    vocabulary = {
        token: number
        for number, (token, kind) in enumerate(zip(tokens, types, strict=True))
        if kind != _TokenType.UNUSED
    }
    added = [
        _added(number, tokens[number], special=kind != _TokenType.USER_DEFINED)
        for number, kind in enumerate(types)
        if kind in (_TokenType.CONTROL, _TokenType.UNKNOWN, _TokenType.USER_DEFINED)
    ]
    byte_level = _byte_level(use_regex=True)
    begins = file.value("tokenizer.ggml.add_bos_token", cutting.begins_text)
    first = special_token(file, tokens, "bos") if begins else None
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
        "normalizer": {"type": "NFC"} if cutting.composed else None,
        "pre_tokenizer": cutting.steps(),
        "post_processor": byte_level if first is None else _beginning(first, tokens.index(first)),
        "decoder": byte_level,
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": cutting.whole_words_first,
            "vocab": vocabulary,
            "merges": file.entries("tokenizer.ggml.merges", str),
        },
    }


def _added(number: int, content: str, special: bool) -> dict[str, Any]:
    return {
        "id": number,
        "content": content,
        "single_word": False,
        "lstrip": False,
        "rstrip": False,
        "normalized": False,
        "special": special,
    }


def _beginning(token: str, number: int) -> dict[str, Any]:
    """Puts a token before every text, for those that ask for special tokens."""
    first = {"SpecialToken": {"id": token, "type_id": 0}}
    text, second = ({"Sequence": {"id": name, "type_id": 0}} for name in "AB")
    return {
        "type": "TemplateProcessing",
        "single": [first, text],
        "pair": [first, text, first, second],
        "special_tokens": {token: {"id": token, "ids": [number], "tokens": [token]}},
    }


def special_token(file: GgufFile, tokens: list[str], role: str) -> str | None:
    """The token of a role: bos, eos, unknown, padding."""
    key = f"tokenizer.ggml.{role}_token_id"
    if file.value(key) is None:
        return None
    number = file.integer(key)
    if not 0 <= number < len(tokens):
        raise ExportError(f"{file.path}: {key} is {number}, but there are {len(tokens)} tokens")
    return tokens[number]


def _settings(file: GgufFile, tokens: list[str]) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "clean_up_tokenization_spaces": False,
        "model_max_length": file.integer(f"{file.text('general.architecture')}.context_length"),
    }
    for role, name in (("bos", "bos"), ("eos", "eos"), ("unknown", "unk"), ("padding", "pad")):
        token = special_token(file, tokens, role)
        if token is not None:
            settings[f"{name}_token"] = token
    template = file.value("tokenizer.chat_template")
    if isinstance(template, str):
        settings["chat_template"] = template
    return settings


def check(content: str, vocabulary: int, source: Path) -> None:
    """Encodes and decodes some texts with the content of a `tokenizer.json`.

    Raises:
        ExportError: it cannot be loaded, a text comes back changed, or a token is one that the
            model of so large a vocabulary lacks.
    """
    try:
        tokenizer = Tokenizer.from_str(content)
    except Exception as problem:  # what the library throws has no type of its own
        raise ExportError(f"{source}: no tokenizer that can be loaded: {problem}") from None
    for text in _TEXTS:
        numbers = tokenizer.encode(text, add_special_tokens=False).ids
        back = tokenizer.decode(numbers, skip_special_tokens=False)
        if back != text:
            raise ExportError(
                f"{source}: the tokenizer does not round-trip: {json.dumps(text)} "
                f"comes back as {json.dumps(back)}"
            )
        if max(numbers) >= vocabulary:
            raise ExportError(f"{source}: token {max(numbers)}, but the model knows {vocabulary}")
