"""A tokenizer and pairs in chat format, small enough for every test."""

import json
import random
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

CHATML = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]


def tokenizer_with(special: list[str]) -> Tokenizer:
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=310,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    made.train_from_iterator(["the quick brown fox jumps over the lazy dog"] * 20, trainer)
    return made


def write_chat(path: Path, count: int) -> Path:
    """Every second pair has an error."""
    chance = random.Random(5)
    words = ["the", "quick", "brown", "fox", "jumps", "over", "lazy", "dog"]
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            clean = " ".join(chance.choices(words, k=chance.randrange(3, 9)))
            typed = clean.replace("o", "oo", 1) if number % 2 else clean
            roles = (("system", "Correct."), ("user", typed), ("assistant", clean))
            messages = [{"role": role, "content": text} for role, text in roles]
            stream.write(json.dumps({"messages": messages}) + "\n")
    return path
