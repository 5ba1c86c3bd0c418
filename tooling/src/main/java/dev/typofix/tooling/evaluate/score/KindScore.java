package dev.typofix.tooling.evaluate.score;

/**
 * A class of edits, with the findings that touch one of it and the false alarms of its kind, on
 * labelled lines and clean texts alike.
 *
 * @param findings how many findings these are
 * @param falseAlarms how many of them touch nothing
 */
public record KindScore(
    int gold,
    int findings,
    int falseAlarms,
    PrecisionRecall detection,
    PrecisionRecall correction) {}
