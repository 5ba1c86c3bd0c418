"""A byte-level BPE tokenizer in Hugging Face's format."""

from __future__ import annotations

import gzip
import random
import zlib
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from typofix_training.errors import TrainingError
from typofix_training.pairs import FIX_TOKEN, TEXT_TOKEN

END_TOKEN = "<|endoftext|>"
# Contractions; words with the sign before them; digits; runs of other signs; blanks.
WORDS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|"
    r" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def train_tokenizer(inputs: list[Path], vocabulary: int, share: float, seed: int) -> Tokenizer:
    """Learns `vocabulary` tokens from a share of the paragraphs of some texts."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORDS), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    if vocabulary < len(alphabet) + 3:
        raise TrainingError(f"a vocabulary of {vocabulary} is below the alphabet's 259 tokens")
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=[END_TOKEN, TEXT_TOKEN, FIX_TOKEN],
        initial_alphabet=alphabet,
    )
    tokenizer.train_from_iterator(_paragraphs(inputs, share, random.Random(seed)), trainer)
    return tokenizer


def _paragraphs(inputs: list[Path], share: float, chance: random.Random) -> Iterator[str]:
    empty = True
    for path in inputs:
        opened = gzip.open if path.suffix == ".gz" else open
        try:
            with opened(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    if line.strip() and chance.random() < share:
                        empty = False
                        yield line.strip()
        except FileNotFoundError:
            raise TrainingError(f"{path}: no such file") from None
        except UnicodeDecodeError as problem:
            raise TrainingError(f"{path}: not UTF-8: {problem.reason}") from None
        except (gzip.BadGzipFile, EOFError, zlib.error) as problem:
            raise TrainingError(f"{path}: not whole: {problem}; fetch it again") from None
    if empty:
        raise TrainingError("no text in the inputs")
