package dev.typofix.corrector.decision;

import dev.typofix.corrector.candidate.Candidate;
import dev.typofix.corrector.sentence.EditScore;

/**
 * A candidate with what the model said of it.
 *
 * @param lowestCopyLogProb the least probable token of the text as typed in its range
 */
public record JudgedEdit(Candidate candidate, EditScore score, double lowestCopyLogProb) {}
