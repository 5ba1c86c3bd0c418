package dev.typofix.corrector;

import dev.typofix.corrector.document.Passage.Span;
import dev.typofix.corrector.sentence.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A sentence with some findings mended, and the way back from its offsets to those of the sentence
 * as typed. Immutable.
 */
final class MendedSentence {

  private final Sentence sentence;
  private final List<SentenceFinding> edits;

  /**
   * Puts each finding's best replacement in its place.
   *
   * @param findings in any order, never overlapping
   */
  MendedSentence(Sentence typed, List<SentenceFinding> findings) {
    this.edits = findings.stream().sorted(Comparator.comparingInt(SentenceFinding::start)).toList();
    StringBuilder text = new StringBuilder();
    int copied = 0;
    for (SentenceFinding edit : edits) {
      text.append(typed.text(), copied, edit.start()).append(edit.replacements().get(0));
      copied = edit.end();
    }
    text.append(typed.text(), copied, typed.text().length());
    List<Span> spans = new ArrayList<>();
    for (Span span : typed.protectedSpans()) {
      spans.add(new Span(mended(span.start()), mended(span.end())));
    }
    this.sentence = new Sentence(text.toString(), spans);
  }

  Sentence sentence() {
    return sentence;
  }

  /** Whether a place of the mended sentence is near an edit. */
  boolean isNear(int offset) {
    int shift = 0;
    for (SentenceFinding edit : edits) {
      int grown = edit.replacements().get(0).length() - (edit.end() - edit.start());
      if (edit.isNear(offset - shift) || edit.isNear(offset - shift - grown)) {
        return true;
      }
      shift += grown;
    }
    return false;
  }

  /** A finding of the mended sentence in the sentence as typed; empty if it touches an edit. */
  Optional<SentenceFinding> asTyped(SentenceFinding finding) {
    int shift = 0;
    for (SentenceFinding edit : edits) {
      int start = edit.start() + shift;
      int end = start + edit.replacements().get(0).length();
      if (finding.start() <= end && start <= finding.end()) {
        return Optional.empty();
      }
      if (finding.start() < start) {
        break;
      }
      shift += edit.replacements().get(0).length() - (edit.end() - edit.start());
    }
    return Optional.of(finding.movedBy(-shift));
  }

  /** Where an offset outside the edits stands after them. */
  private int mended(int offset) {
    int shift = 0;
    for (SentenceFinding edit : edits) {
      if (edit.end() <= offset) {
        shift += edit.replacements().get(0).length() - (edit.end() - edit.start());
      }
    }
    return offset + shift;
  }
}
