package dev.typofix.server.session;

import dev.typofix.corrector.Finding;
import dev.typofix.server.settings.TypofixSettings;
import java.util.List;

/**
 * What checking a snapshot came to.
 *
 * @param snapshot what was checked
 * @param settings what held for it
 * @param findings all that the checker found, in the order of the text
 */
public record CheckedDocument(
    DocumentSnapshot snapshot, TypofixSettings settings, List<Finding> findings) {

  public CheckedDocument {
    findings = List.copyOf(findings);
  }
}
