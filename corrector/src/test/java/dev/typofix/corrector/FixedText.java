package dev.typofix.corrector;

import dev.typofix.corrector.document.Document;
import java.util.List;

/** Puts first replacements in their places. */
final class FixedText {

  private FixedText() {}

  /** A text with every finding's first replacement. */
  static String of(String text, List<Finding> findings) {
    StringBuilder fixed = new StringBuilder(text);
    for (int i = findings.size() - 1; i >= 0; i--) {
      Finding finding = findings.get(i);
      if (!finding.replacements().isEmpty()) {
        fixed.replace(finding.start(), finding.end(), finding.replacements().get(0));
      }
    }
    return fixed.toString();
  }

  /** A line fixed in one check. */
  static String of(Checker checker, String line) {
    return of(line, checker.check(Document.line(line), CheckOptions.DEFAULT, CancelCheck.NEVER));
  }
}
