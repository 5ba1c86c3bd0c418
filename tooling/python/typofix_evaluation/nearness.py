"""How near texts come to their references, as sacrebleu and rouge-score count it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sacrebleu
from rouge_score import rouge_scorer


@dataclass(frozen=True)
class Nearness:
    """Of all texts together.

    bleu: of the corpus, from 0 to 100 (sacrebleu's defaults: 13a tokens, exponential smoothing)
    rouge_l: the mean F-measure over the texts, from 0 to 1 (no stemming)
    """

    bleu: float
    rouge_l: float


def nearness(texts: Sequence[str], references: Sequence[str]) -> Nearness:
    """Compares each text with its reference; there must be as many, and at least one."""
    if not texts or len(texts) != len(references):
        raise ValueError(f"{len(texts)} texts and {len(references)} references")
    scorer = rouge_scorer.RougeScorer(["rougeL"], use_stemmer=False)
    rouge = [
        scorer.score(reference, text)["rougeL"].fmeasure
        for text, reference in zip(texts, references, strict=True)
    ]
    bleu = sacrebleu.corpus_bleu(list(texts), [list(references)]).score
    return Nearness(bleu, sum(rouge) / len(rouge))
