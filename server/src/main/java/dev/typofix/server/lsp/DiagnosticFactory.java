package dev.typofix.server.lsp;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.typofix.corrector.Finding;
import dev.typofix.server.session.CheckedDocument;
import dev.typofix.server.session.DocumentSnapshot;
import dev.typofix.server.settings.SettingsFile;
import dev.typofix.server.settings.SeverityRule;
import java.util.List;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;

/** Turns findings and settings' problems into the protocol's diagnostics. */
record DiagnosticFactory(Positions positions) {

  private static final String SOURCE = "Typofix";

  List<Diagnostic> diagnostics(CheckedDocument checked, List<Finding> findings) {
    return findings.stream().map(finding -> diagnostic(checked, finding)).toList();
  }

  Diagnostic diagnostic(CheckedDocument checked, Finding finding) {
    DocumentSnapshot snapshot = checked.snapshot();
    SeverityRule severity = checked.settings().severity().forConfidence(finding.confidence());
    Diagnostic diagnostic =
        new Diagnostic(
            positions.range(snapshot, finding),
            FindingMessage.shortly(finding, snapshot.text()),
            severity(severity),
            SOURCE,
            finding.kind().code());
    JsonObject data = new JsonObject();
    data.addProperty("version", snapshot.version());
    JsonArray replacements = new JsonArray();
    finding.replacements().forEach(replacements::add);
    data.add("replacements", replacements);
    diagnostic.setData(data);
    return diagnostic;
  }

  private static DiagnosticSeverity severity(SeverityRule rule) {
    return switch (rule) {
      case ERROR -> DiagnosticSeverity.Error;
      case AUTO, WARNING -> DiagnosticSeverity.Warning;
      case INFORMATION -> DiagnosticSeverity.Information;
      case HINT -> DiagnosticSeverity.Hint;
    };
  }

  /** The problems of a settings file, at their places in it. */
  List<Diagnostic> diagnostics(SettingsFile file) {
    DocumentSnapshot text = DocumentSnapshot.opened("", "toml", 0, file.text());
    return file.read().problems().stream()
        .map(
            problem -> {
              SettingsFile.TextRange range = file.rangeOf(problem);
              return new Diagnostic(
                  positions.range(text, range.start(), range.end()),
                  problem.message(),
                  DiagnosticSeverity.Warning,
                  SOURCE,
                  "settings");
            })
        .toList();
  }
}
