package dev.typofix.corrector;

import java.util.List;

/**
 * A finding relative to its sentence, before the user's options are looked at.
 *
 * @param typedWords the words that it touches, as typed
 */
record SentenceFinding(
    int start,
    int end,
    FindingKind kind,
    double confidence,
    List<String> replacements,
    List<String> typedWords) {

  /** So far an error misleads, in characters; eight words or so. */
  private static final int NEAR = 50;

  SentenceFinding {
    replacements = List.copyOf(replacements);
    typedWords = List.copyOf(typedWords);
  }

  SentenceFinding movedBy(int offset) {
    return new SentenceFinding(
        start + offset, end + offset, kind, confidence, replacements, typedWords);
  }

  boolean overlaps(SentenceFinding other) {
    return start < other.end && other.start < end;
  }

  boolean contains(int offset) {
    return start <= offset && offset < end;
  }

  /** Whether a place is one that the error may have misled the model about. */
  boolean isNear(int offset) {
    return start - NEAR <= offset && offset <= end + NEAR;
  }

  /** The same with its odds multiplied. */
  SentenceFinding likelier(double factor) {
    return withOdds(factor * odds(confidence));
  }

  /** The same with the mean of two looks' log-odds. */
  SentenceFinding averagedWith(double otherConfidence) {
    return withOdds(Math.sqrt(odds(confidence) * odds(otherConfidence)));
  }

  private SentenceFinding withOdds(double odds) {
    return new SentenceFinding(start, end, kind, odds / (1 + odds), replacements, typedWords);
  }

  private static double odds(double probability) {
    double inside = Math.min(probability, 1 - 1e-9);
    return inside / (1 - inside);
  }
}
