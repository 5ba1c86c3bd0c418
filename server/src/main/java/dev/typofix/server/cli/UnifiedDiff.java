package dev.typofix.server.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;

/** What {@code patch} and {@code git apply} read. */
final class UnifiedDiff {

  private static final int CONTEXT_LINES = 3;

  private UnifiedDiff() {}

  /** The lines of a diff between two states of a file; none if they are the same. */
  static List<String> between(String name, String before, String after) {
    List<String> from = lines(before);
    return UnifiedDiffUtils.generateUnifiedDiff(
        "a/" + name, "b/" + name, from, DiffUtils.diff(from, lines(after)), CONTEXT_LINES);
  }

  /** Lines without their {@code \n}; a last line that has none is marked as diffs mark it. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start) + "\n\\ No newline at end of file");
    }
    return lines;
  }
}
