"""How text is put before a model."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typofix_tooling.errors import ExportError

if TYPE_CHECKING:
    from tokenizers import Tokenizer  # the extra `import`

POSITIONS = ("aligned", "continued")
SCORINGS = ("corrector", "language-model")
_SPECIAL = re.compile(r"<\|?[^\s<>|]+\|?>")


@dataclass(frozen=True)
class Prompt:
    """How text is put before the model; the names are those of the manifest.

    A piece is a special token's name or a text that is tokenized by itself.
    """

    beforeText: tuple[str, ...] = ("<|text|>",)  # noqa: N815
    beforeAnswer: tuple[str, ...] = ("<|fix|>",)  # noqa: N815
    afterAnswer: tuple[str, ...] = ("<|text|>",)  # noqa: N815
    positions: str = "aligned"
    scoring: str = "corrector"

    def __post_init__(self) -> None:
        for key, value, known in (
            ("positions", self.positions, POSITIONS),
            ("scoring", self.scoring, SCORINGS),
        ):
            if value not in known:
                raise ExportError(f"prompt: {key} is '{value}'; expected one of {', '.join(known)}")
        for key in ("beforeAnswer", "afterAnswer"):
            if not getattr(self, key):
                raise ExportError(f"prompt: {key} is empty; name a token at least")

    @staticmethod
    def read(file: Path) -> Prompt:
        """Reads a prompt from a JSON object of the manifest's form.

        Raises:
            ExportError: the file cannot be read, or has other fields or values.
        """
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
            known = Prompt.__dataclass_fields__
            if not isinstance(content, dict) or not content.keys() <= known.keys():
                raise ValueError(f"expected an object with some of {', '.join(known)}")
            return Prompt(**{key: _prompt_value(key, value) for key, value in content.items()})
        except (OSError, ValueError) as problem:
            raise ExportError(f"{file}: {problem}; see the prompt in models/tiny") from problem


def _prompt_value(key: str, value: Any) -> Any:
    if isinstance(value, str) == (key in ("positions", "scoring")):
        if isinstance(value, str):
            return value
        if isinstance(value, list) and all(isinstance(p, str) and p for p in value):
            return tuple(value)
    raise ValueError(f"{key}: unexpected value")


EMBEDDED_PROMPT = Prompt()


def check_prompt_tokens(tokenizer: dict[str, Any], prompt: Prompt, source: Path) -> None:
    """Finds a special token that a `tokenizer.json` lacks: it would be taken for a plain text."""
    known = {token["content"] for token in tokenizer.get("added_tokens", [])}
    known.update(tokenizer["model"]["vocab"])
    for key in ("beforeText", "beforeAnswer", "afterAnswer"):
        for piece in getattr(prompt, key):
            if _SPECIAL.fullmatch(piece) and piece not in known:
                raise ExportError(
                    f"{source}: the prompt's {key} '{piece}' is not in the vocabulary"
                )


def load_tokenizer(file: Path, purpose: str) -> Tokenizer:
    """A model's `tokenizer.json`; `purpose` says in errors what it is wanted for."""
    try:
        from tokenizers import Tokenizer  # noqa: PLC0415 (the extra `import`)
    except ImportError:
        raise ExportError(
            f"{purpose} wants the package tokenizers: pip install '.[import]'"
        ) from None
    if not file.is_file():
        raise ExportError(f"{file}: no such file; {purpose} wants the model's tokenizer")
    return Tokenizer.from_file(str(file))


def piece_tokens(pieces: Iterable[str], tokenizer: Tokenizer) -> list[int]:
    """The tokens of a prompt's pieces, each tokenized by itself."""
    tokens: list[int] = []
    for piece in pieces:
        special = tokenizer.token_to_id(piece)
        if special is None:
            tokens += tokenizer.encode(piece, add_special_tokens=False).ids
        else:
            tokens.append(special)
    return tokens
