package dev.typofix.server.session;

import dev.typofix.corrector.CancelCheck;
import dev.typofix.corrector.Checker;
import dev.typofix.corrector.Finding;
import dev.typofix.corrector.document.DocumentFormat;
import dev.typofix.server.settings.TypofixSettings;
import java.util.List;
import java.util.Optional;

/** Checks a snapshot by the rules of its workspace. Confined to the inference thread. */
public final class DocumentCheck implements SnapshotCheck {

  private final Workspace workspace;
  private final CheckerSlot slot;

  public DocumentCheck(Workspace workspace, CheckerSlot slot) {
    this.workspace = workspace;
    this.slot = slot;
  }

  @Override
  public CheckedDocument check(DocumentSnapshot snapshot, CancelCheck cancel) {
    DocumentRules rules = workspace.rulesFor(snapshot.uri());
    Optional<Checker> checker = slot.checker();
    if (checker.isEmpty() || !rules.wanted() || isTooLarge(snapshot, rules.settings())) {
      return new CheckedDocument(snapshot, rules.settings(), List.of());
    }
    cancel.check();
    List<Finding> findings =
        checker.get().check(format(snapshot).parse(snapshot.text()), rules.checkOptions(), cancel);
    return new CheckedDocument(snapshot, rules.settings(), findings);
  }

  /** Whether a document is larger than its settings allow. */
  public static boolean isTooLarge(DocumentSnapshot snapshot, TypofixSettings settings) {
    int length = snapshot.text().length();
    long most = settings.maximumFileKilobytes() * 1024L;
    return length > most
        || (length > most / 3 && PositionEncoding.UTF_8.length(snapshot.text(), 0, length) > most);
  }

  private static DocumentFormat format(DocumentSnapshot snapshot) {
    return switch (snapshot.languageId()) {
      case "markdown" -> DocumentFormat.MARKDOWN;
      case "git-commit" -> DocumentFormat.GIT_COMMIT;
      default -> DocumentFormat.PLAIN_TEXT;
    };
  }
}
