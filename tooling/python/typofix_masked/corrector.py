"""Correcting a text with a masked language model: each token is said anew, given all of them.

Where the head was trained on texts as typed, its best token at a place is the token as meant.
`ERASED` stands where a word as meant has fewer tokens than as typed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from typofix_coreml.contract import TOKEN_IDS
from typofix_coreml.description import read_description
from typofix_coreml.runner import Runner, open_runner
from typofix_coreml.session import log_probs
from typofix_masked.config import ARCHITECTURE
from typofix_masked.contract import VISIBLE
from typofix_tooling.errors import ExportError

ERASED = "[unused1]"
TOKENIZER = "tokenizer.json"

# natural log: how much more probable the new token must be than the one typed
DEFAULT_MARGIN = 3.0

Float64 = NDArray[np.float64]
Predictor = Callable[[list[int]], Float64]  # token ids -> [tokens, vocabulary], log-probabilities


@dataclass(frozen=True)
class Correction:
    """A word that was said otherwise; `[start, end)` in code points of the text as typed."""

    start: int
    end: int
    replacement: str


class MaskedCorrector:
    """Finds corrections in short texts. Stateless."""

    def __init__(self, tokenizer: Tokenizer, predict: Predictor, margin: float) -> None:
        self._tokenizer = tokenizer
        self._predict = predict
        self._margin = margin

    def corrections(self, text: str) -> list[Correction]:
        """The words to be replaced, in order."""
        encoding = self._tokenizer.encode(text)
        following = self._predict(encoding.ids)
        best = following.argmax(axis=1)
        typed = following[np.arange(len(encoding.ids)), encoding.ids]
        sure = following.max(axis=1) - typed > self._margin
        found = []
        for places in words_of(encoding):
            if not any(sure[place] for place in places):
                continue
            start, end = encoding.offsets[places[0]][0], encoding.offsets[places[-1]][1]
            chosen = [int(best[p]) if sure[p] else encoding.ids[p] for p in places]
            word = self._word(chosen, text[start:end])
            if word != text[start:end]:
                found.append(Correction(start, end, word))
        return found

    def correct(self, text: str) -> str:
        """The text with all corrections made; the text as typed everywhere else."""
        for correction in reversed(self.corrections(text)):
            text = text[: correction.start] + correction.replacement + text[correction.end :]
        return text

    def _word(self, tokens: list[int], typed: str) -> str:
        pieces = [self._tokenizer.id_to_token(token) for token in tokens]
        word = "".join(piece.removeprefix("##") for piece in pieces if piece != ERASED)
        return word.capitalize() if typed[:1].isupper() else word


def words_of(encoding: Encoding) -> list[list[int]]:
    """The places of each word's tokens; special tokens belong to none."""
    words: dict[int, list[int]] = {}
    for place, word in enumerate(encoding.word_ids):
        if word is not None:
            words.setdefault(word, []).append(place)
    return list(words.values())


def program_predictor(runner: Runner, length: int, vocabulary: int) -> Predictor:
    """By a converted program with `length` rows: what is shorter is padded, longer is refused."""

    def predict(tokens: list[int]) -> Float64:
        if len(tokens) > length:
            raise ExportError(f"the text has {len(tokens)} tokens; the program takes {length}")
        ids = np.zeros((1, length), np.int32)
        visible = np.zeros((1, length, 1, 1), np.float16)
        ids[0, : len(tokens)] = tokens
        visible[0, : len(tokens)] = 1
        outputs = runner.run({TOKEN_IDS: ids, VISIBLE: visible}, runner.new_state())
        return log_probs(outputs, vocabulary)[: len(tokens)]

    return predict


def open_corrector(
    program: Path, tokenizer: Path, units: str = "cpu+ane", margin: float = DEFAULT_MARGIN
) -> MaskedCorrector:
    """Loads a converted folder; `tokenizer`: the model's folder, or a `tokenizer.json`."""
    description = read_description(program)
    if description["architecture"] != ARCHITECTURE:
        raise ExportError(f"{program}: {description['architecture']}; expected {ARCHITECTURE}")
    file = tokenizer / TOKENIZER if tokenizer.is_dir() else tokenizer
    if not file.is_file():
        raise ExportError(f"{file}: no such file; expected the model's tokenizer")
    runner = open_runner(program / description["program"], units)
    predict = program_predictor(runner, description["block"], description["vocabularySize"])
    return MaskedCorrector(Tokenizer.from_file(str(file)), predict, margin)
