"""What a pipeline is made of, read from TOML."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typofix_finetuning.config import CHAT, COMPLETION, CONTRAST
from typofix_training.config import read_toml, refuse_unknown
from typofix_training.errors import TrainingError


@dataclass(frozen=True)
class TextSource:
    """Clean text, and how errors are put into it (`generate`)."""

    name: str  # of the file of pairs, data/NAME.jsonl
    input: tuple[str, ...]
    count: int
    seed: int
    config: str = ""  # rates in TOML; empty: the natural ones

    def __post_init__(self) -> None:
        if not self.name.isidentifier() or not self.input or self.count < 1:
            raise TrainingError(
                f"[[text]] '{self.name}': wants a name of letters, input files and a count"
            )


@dataclass(frozen=True)
class PipelineConfig:
    """Paths are relative to the file they stand in; PIPELINE.md of the output names them."""

    model: str  # a Hugging Face folder, or a GGUF file
    text: tuple[TextSource, ...]
    corrections: str  # gzipped lines with corrections, to learn from and to fit the decision on
    labelled: str  # the same, to be judged by
    clean: tuple[str, ...]
    finetune: dict[str, Any]  # settings of `finetune`, but for model, data and validation
    language: dict[str, Any] = field(default_factory=dict)  # settings of a first fine-tuning, as a
    # plain language model on the clean texts; empty: none
    corrections_repeat: int = 1  # how often an epoch holds the corrections
    every: int = 1  # take every Nth text of the examination: a quick look

    @property
    def contrasts(self) -> bool:
        """Whether the model learns to tell the edits that the embedded one does not rule out."""
        return self.finetune.get("objective") == CONTRAST


def read(path: Path) -> PipelineConfig:
    """Reads and checks a file; every file that it names must be there.

    Raises:
        TrainingError: it cannot be read, or says something that is not understood.
    """
    raw = read_toml(path)
    try:
        refuse_unknown(raw, PipelineConfig)
        folder = path.resolve().parent

        def there(name: Any) -> str:
            found = folder / str(name)
            if not found.exists():
                raise TrainingError(f"{name}: no such file")
            return str(found)

        text = []
        for entry in raw.get("text", []):
            refuse_unknown(entry, TextSource)
            config = there(entry["config"]) if entry.get("config") else ""
            files = tuple(map(there, entry.get("input", ())))
            text.append(TextSource(**(entry | {"input": files, "config": config})))
        places = {key: there(raw[key]) for key in ("model", "corrections", "labelled")}
        clean = tuple(map(there, raw.get("clean", ())))
        finetune = dict(raw["finetune"])
        if finetune.get("prompt", CHAT) not in (CHAT, COMPLETION):
            finetune["prompt"] = there(finetune["prompt"])
        made = {"text": tuple(text), "clean": clean, "finetune": finetune}
        return PipelineConfig(**(raw | places | made))
    except KeyError as missing:
        raise TrainingError(f"{path}: {missing.args[0]} is missing") from None
    except TypeError as problem:
        raise TrainingError(f"{path}: a setting is missing or of another type: {problem}") from None
    except TrainingError as problem:
        raise TrainingError(f"{path}: {problem}") from None
