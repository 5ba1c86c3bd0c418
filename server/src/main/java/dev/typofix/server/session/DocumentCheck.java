package dev.typofix.server.session;

import dev.typofix.corrector.CancelCheck;
import dev.typofix.corrector.Checker;
import dev.typofix.corrector.Finding;
import dev.typofix.corrector.document.Document;
import dev.typofix.corrector.document.DocumentFormat;
import dev.typofix.server.settings.TypofixSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Checks a snapshot by the rules of its workspace. What a small model says is told at once, where a
 * larger one is asked, too. Confined to the inference thread.
 */
public final class DocumentCheck implements SnapshotCheck {

  private final Workspace workspace;
  private final CheckerSlot slot;
  private final Consumer<CheckedDocument> preliminary;
  private final Consumer<DocumentFormat> formats;
  private final Consumer<String> notes;
  private final Set<String> noted = new HashSet<>();

  /**
   * Makes a check.
   *
   * @param preliminary told of findings that the check may still change
   * @param formats told of the format of each document that is read
   * @param notes takes a line about each document that is not checked for its size
   */
  public DocumentCheck(
      Workspace workspace,
      CheckerSlot slot,
      Consumer<CheckedDocument> preliminary,
      Consumer<DocumentFormat> formats,
      Consumer<String> notes) {
    this.workspace = workspace;
    this.slot = slot;
    this.preliminary = preliminary;
    this.formats = formats;
    this.notes = notes;
  }

  @Override
  public CheckedDocument check(DocumentSnapshot snapshot, CancelCheck cancel) {
    DocumentRules rules = workspace.rulesFor(snapshot.uri());
    Optional<Checker> checker = slot.checker();
    if (checker.isEmpty() || !rules.wanted() || isTooLarge(snapshot, rules.settings())) {
      return new CheckedDocument(snapshot, rules.settings(), List.of());
    }
    cancel.check();
    DocumentFormat format = format(snapshot);
    formats.accept(format);
    Document document = format.parse(snapshot.text());
    if (slot.preliminary().isPresent()) {
      Checker first = slot.preliminary().get();
      preliminary.accept(
          checked(snapshot, rules, first.check(document, rules.checkOptions(), cancel)));
    }
    return checked(snapshot, rules, checker.get().check(document, rules.checkOptions(), cancel));
  }

  private static CheckedDocument checked(
      DocumentSnapshot snapshot, DocumentRules rules, List<Finding> findings) {
    return new CheckedDocument(snapshot, rules.settings(), findings);
  }

  /** What the editor calls it, else what the file's name says, else plain text. */
  private static DocumentFormat format(DocumentSnapshot snapshot) {
    return DocumentFormat.forLanguageId(snapshot.languageId())
        .or(() -> DocumentFormat.forFileName(snapshot.uri()))
        .orElse(DocumentFormat.PLAIN_TEXT);
  }

  private boolean isTooLarge(DocumentSnapshot snapshot, TypofixSettings settings) {
    int length = snapshot.text().length();
    long most = settings.maximumFileKilobytes() * 1024L;
    boolean tooLarge =
        length > most
            || (length > most / 3
                && PositionEncoding.UTF_8.length(snapshot.text(), 0, length) > most);
    if (tooLarge && noted.add(snapshot.uri())) {
      notes.accept(
          snapshot.uri()
              + " is not checked: it is larger than "
              + settings.maximumFileKilobytes()
              + " kB, the setting \"maximumFileKilobytes\".");
    }
    return tooLarge;
  }
}
