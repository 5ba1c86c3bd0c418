package dev.typofix.corrector.sentence;

import com.google.common.base.Preconditions;
import dev.typofix.corrector.document.Passage.Span;
import java.util.List;

/**
 * A sentence, or what comes nearest to one: the unit that is judged at once.
 *
 * @param text the sentence without blanks around it; every other white space in it is a blank
 * @param protectedSpans what must not be changed, relative to the text
 */
public record Sentence(String text, List<Span> protectedSpans) {

  public Sentence {
    Preconditions.checkArgument(!text.isBlank(), "a sentence is never blank");
    protectedSpans = List.copyOf(protectedSpans);
  }

  /** Whether a range has a character in common with a protected span. */
  public boolean isProtected(int start, int end) {
    for (Span span : protectedSpans) {
      if (span.start() < end && start < span.end()) {
        return true;
      }
    }
    return false;
  }

  /**
   * A sentence in its passage.
   *
   * @param start the offset of its first character in the passage's text
   */
  public record Placed(Sentence sentence, int start) {}
}
