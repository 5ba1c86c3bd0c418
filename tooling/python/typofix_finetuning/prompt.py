"""The prompt in pieces, and in tokens: the same at training as at work.

At work the text as typed, its copy and each piece between them are tokenized by themselves; a
piece that is the name of a token is that token (`PromptTokens` in the corrector). A chat
template's own rendering would merge tokens over these borders.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from tokenizers import Tokenizer

from typofix_finetuning.config import CHAT, COMPLETION, CORRECTOR, NO_TASK, FinetuneConfig
from typofix_tooling.errors import ExportError
from typofix_tooling.manifest import write_atomically
from typofix_tooling.prompt import Prompt, piece_tokens
from typofix_training.errors import TrainingError

FILE = "prompt.json"
_NO_THOUGHTS = ("<think>", "\n\n", "</think>", "\n\n")
_END = "<|endoftext|>"


@dataclass(frozen=True)
class PromptTokens:
    """A prompt in tokens; `with_text` says whether the text as typed stands before the answer."""

    before_text: tuple[int, ...]
    before_answer: tuple[int, ...]
    end: int
    with_text: bool
    aligned: bool

    @property
    def constant(self) -> tuple[int, ...]:
        """What every example begins with; at work it is cached."""
        return self.before_text if self.with_text else self.before_answer[:-1]


def choose(config: FinetuneConfig, tokenizer: Tokenizer) -> Prompt:
    """The prompt that a run's settings ask for."""
    if config.prompt not in (CHAT, COMPLETION):
        try:
            return Prompt.read(Path(config.prompt))
        except ExportError as problem:
            raise TrainingError(str(problem)) from None
    if config.objective != CORRECTOR:
        end = _first_known(tokenizer, (_END, "<|end_of_text|>", "</s>", "<|im_end|>"))
        return Prompt((), (end,), (end,), "continued", NO_TASK)
    if config.prompt == COMPLETION:
        return _completion(config)
    return _chat(config, tokenizer)


def _completion(config: FinetuneConfig) -> Prompt:
    head = f"{config.instruction}\n" if config.instruction else "Text:\n"
    return Prompt((head,), ("\nCorrected:\n",), ("\n",), config.positions)


def _chat(config: FinetuneConfig, tokenizer: Tokenizer) -> Prompt:
    """The chat template of ChatML (Qwen, SmolLM2) or Llama 3, spelled as pieces."""
    instruction = f"{config.instruction}\n" if config.instruction else ""
    if tokenizer.token_to_id("<|im_start|>") is not None:
        silent = _NO_THOUGHTS if tokenizer.token_to_id("<think>") is not None else ()
        return Prompt(
            ("<|im_start|>", "user\n" + instruction),
            ("<|im_end|>", "\n", "<|im_start|>", "assistant\n", *silent),
            ("<|im_end|>", "\n"),
            config.positions,
        )
    if tokenizer.token_to_id("<|start_header_id|>") is not None:
        start, stop = "<|start_header_id|>", "<|end_header_id|>"
        return Prompt(
            ("<|begin_of_text|>", start, "user", stop, "\n\n" + instruction),
            ("<|eot_id|>", start, "assistant", stop, "\n\n"),
            ("<|eot_id|>",),
            config.positions,
        )
    raise TrainingError(
        "the tokenizer has neither <|im_start|> nor <|start_header_id|>: its chat template is not "
        "known; use `--prompt completion` or a JSON file of pieces"
    )


def tokens_of(prompt: Prompt, tokenizer: Tokenizer) -> PromptTokens:
    """Tokenizes each piece by itself."""
    with_text = prompt.scoring != NO_TASK
    before = tuple(piece_tokens(prompt.beforeText, tokenizer)) if with_text else ()
    answer = tuple(piece_tokens(prompt.beforeAnswer, tokenizer))
    aligned = with_text and prompt.positions == "aligned"
    if aligned and len(before) < len(answer):
        raise TrainingError(
            f"aligned positions need as many tokens before the text ({len(before)}) as before the "
            f"answer ({len(answer)}): lengthen the instruction, or use --positions continued"
        )
    end = piece_tokens(prompt.afterAnswer, tokenizer)[0]
    return PromptTokens(before, answer, end, with_text, aligned)


def write(prompt: Prompt, folder: Path) -> Path:
    """Writes `prompt.json` for the exporter (`--prompt`)."""
    write_atomically(folder / FILE, json.dumps(asdict(prompt), indent=2) + "\n")
    return folder / FILE


def _first_known(tokenizer: Tokenizer, names: tuple[str, ...]) -> str:
    for name in names:
        if tokenizer.token_to_id(name) is not None:
            return name
    raise TrainingError(f"the tokenizer has none of {', '.join(names)}: use --prompt FILE")
