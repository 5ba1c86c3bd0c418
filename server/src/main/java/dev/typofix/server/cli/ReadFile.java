package dev.typofix.server.cli;

import dev.typofix.corrector.Finding;
import dev.typofix.corrector.document.Document;
import dev.typofix.server.session.DocumentRules;
import dev.typofix.server.workspace.ChangedText;
import dev.typofix.server.workspace.Content;
import dev.typofix.server.workspace.SkipReason;
import java.util.List;
import java.util.Optional;

/** What reading a file came to. */
sealed interface ReadFile {

  /**
   * A text, ready to be checked.
   *
   * @param content what turns it into the file's bytes again
   * @param document its prose; only passages with something changed if that is all that counts
   * @param changed what counts; empty for everything
   */
  record Text(
      SourceText source,
      Content.Text content,
      Document document,
      DocumentRules rules,
      Optional<ChangedText> changed)
      implements ReadFile {

    /** Of the findings those that count. */
    List<Finding> counted(List<Finding> findings) {
      return changed
          .map(
              part ->
                  findings.stream()
                      .filter(finding -> part.touches(finding.start(), finding.end()))
                      .toList())
          .orElse(findings);
    }
  }

  /** Nothing to check. */
  record Skipped(SkipReason reason) implements ReadFile {}

  /**
   * A file that could not be read.
   *
   * @param message names it and says why, one line for a person
   */
  record Failed(String message) implements ReadFile {}
}
