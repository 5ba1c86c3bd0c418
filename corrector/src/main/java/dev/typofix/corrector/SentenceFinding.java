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

  /** The same with its odds multiplied. */
  SentenceFinding likelier(double factor) {
    double odds = factor * confidence / (1 - confidence);
    double likelier = confidence == 1 ? 1 : odds / (1 + odds);
    return new SentenceFinding(start, end, kind, likelier, replacements, typedWords);
  }
}
