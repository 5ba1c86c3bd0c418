package dev.typofix.server.lsp;

import dev.typofix.corrector.Finding;
import dev.typofix.server.session.DocumentSnapshot;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.TextDocumentEdit;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Makes edits of replacements; they name the document's version where the editor can tell. */
record Edits(ClientFeatures features) {

  /** Replaces one finding. */
  WorkspaceEdit replace(DocumentSnapshot snapshot, Finding finding, String replacement) {
    return edit(snapshot, List.of(textEdit(snapshot, finding, replacement)));
  }

  /** Replaces each finding by its best replacement. */
  WorkspaceEdit replaceAll(DocumentSnapshot snapshot, List<Finding> findings) {
    return edit(
        snapshot,
        findings.stream()
            .map(finding -> textEdit(snapshot, finding, finding.replacements().get(0)))
            .toList());
  }

  private TextEdit textEdit(DocumentSnapshot snapshot, Finding finding, String replacement) {
    return new TextEdit(new Positions(features.encoding()).range(snapshot, finding), replacement);
  }

  private WorkspaceEdit edit(DocumentSnapshot snapshot, List<TextEdit> edits) {
    if (!features.versionedEdits()) {
      return new WorkspaceEdit(Map.of(snapshot.uri(), edits));
    }
    return new WorkspaceEdit(
        List.of(
            Either.forLeft(
                new TextDocumentEdit(
                    new VersionedTextDocumentIdentifier(snapshot.uri(), snapshot.version()),
                    edits))));
  }
}
