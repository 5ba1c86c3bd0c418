package dev.typofix.server.lsp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.RelatedFullDocumentDiagnosticReport;
import org.eclipse.lsp4j.RelatedUnchangedDocumentDiagnosticReport;

/** Remembers what an editor was told, so that "unchanged" is answer enough. Thread-safe. */
final class DiagnosticReports {

  private record Report(String id, List<Diagnostic> diagnostics) {}

  private final Map<String, Report> last = new HashMap<>();
  private long reports;

  /** The answer to an editor that holds the answer {@code previousId}. */
  synchronized DocumentDiagnosticReport next(
      String uri, List<Diagnostic> diagnostics, Optional<String> previousId) {
    Report before = last.get(uri);
    if (before != null
        && previousId.filter(before.id()::equals).isPresent()
        && before.diagnostics().equals(diagnostics)) {
      return new DocumentDiagnosticReport(
          new RelatedUnchangedDocumentDiagnosticReport(before.id()));
    }
    Report report = new Report(String.valueOf(++reports), diagnostics);
    last.put(uri, report);
    return full(report);
  }

  /** The last answer once more; empty if there was none. */
  synchronized Optional<DocumentDiagnosticReport> again(String uri, Optional<String> previousId) {
    return Optional.ofNullable(last.get(uri))
        .map(
            report ->
                previousId.filter(report.id()::equals).isPresent()
                    ? new DocumentDiagnosticReport(
                        new RelatedUnchangedDocumentDiagnosticReport(report.id()))
                    : full(report));
  }

  private static DocumentDiagnosticReport full(Report report) {
    RelatedFullDocumentDiagnosticReport full =
        new RelatedFullDocumentDiagnosticReport(report.diagnostics());
    full.setResultId(report.id());
    return new DocumentDiagnosticReport(full);
  }

  synchronized void forget(String uri) {
    last.remove(uri);
  }
}
