package dev.typofix.server.cli;

import dev.typofix.corrector.Finding;
import java.util.List;

/**
 * A text with what was found in it.
 *
 * @param findings in the order of the text, never overlapping
 */
record CheckedText(SourceText source, List<Finding> findings) {

  CheckedText {
    findings = List.copyOf(findings);
  }
}
