package dev.typofix.corrector;

import com.google.common.base.Preconditions;
import java.util.List;

/**
 * A place that should read otherwise. Findings of one check never overlap.
 *
 * @param start first UTF-16 offset in the document's text
 * @param end end offset, exclusive
 * @param kind what kind of error it is
 * @param confidence the calibrated probability that the first replacement is right, from 0 to 1
 * @param replacements texts for the range, best first; empty only for {@link
 *     FindingKind#UNKNOWN_WORD}
 */
public record Finding(
    int start, int end, FindingKind kind, double confidence, List<String> replacements) {

  public Finding {
    Preconditions.checkArgument(start >= 0 && start <= end, "range [%s, %s)", start, end);
    Preconditions.checkArgument(
        confidence >= 0 && confidence <= 1, "confidence %s is not from 0 to 1", confidence);
    replacements = List.copyOf(replacements);
  }
}
