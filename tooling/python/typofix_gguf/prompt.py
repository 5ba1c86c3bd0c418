"""How a model that was never taught to correct is asked: as a language model over each text."""

from pathlib import Path
from typing import Any

from typofix_tooling.errors import ExportError
from typofix_tooling.prompt import Prompt

# What stood between the documents of the pretraining. An instruct model's own first and last token
# (<|im_start|>, <|im_end|>) belong to the chat, not to texts.
_SEPARATORS = (
    ("<|endoftext|>", "<|endoftext|>"),
    ("<|begin_of_text|>", "<|end_of_text|>"),
)


def language_model_prompt(
    tokenizer: dict[str, Any], config: dict[str, Any], source: Path
) -> Prompt:
    """The prompt for the contents of a `tokenizer.json` and a `config.json`.

    It has known separators, else the tokens that the configuration names.
    """
    tokens = _tokens(tokenizer)
    names = set(tokens.values())
    for before, after in _SEPARATORS:
        if before in names and after in names:
            return _prompt(before, after)
    before, after = (tokens.get(_first(config.get(f"{role}_token_id"))) for role in ("bos", "eos"))
    if before is None or after is None:
        raise ExportError(
            f"{source}: names no token that begins and ends a text; give one with --prompt"
        )
    return _prompt(before, after)


def _prompt(before: str, after: str) -> Prompt:
    return Prompt(
        beforeText=(),
        beforeAnswer=(before,),
        afterAnswer=(after,),
        positions="continued",
        scoring="language-model",
    )


def _first(number: Any) -> Any:
    """Some models name several tokens that end a text."""
    return number[0] if isinstance(number, list) and number else number


def _tokens(tokenizer: dict[str, Any]) -> dict[int, str]:
    tokens = {number: token for token, number in tokenizer["model"]["vocab"].items()}
    tokens.update({token["id"]: token["content"] for token in tokenizer.get("added_tokens", [])})
    return tokens
