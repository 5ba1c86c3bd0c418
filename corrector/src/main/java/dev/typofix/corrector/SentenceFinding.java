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
}
