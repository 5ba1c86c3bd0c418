package dev.typofix.server.lsp;

import dev.typofix.corrector.Finding;
import dev.typofix.server.session.CheckedDocument;
import dev.typofix.server.session.VisibleFindings;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Position;

/** Says why something is a finding. */
record Hovers(DiagnosticFlow flow, Positions positions) {

  /** The explanation at a position, if a finding is there. */
  CompletableFuture<Optional<Hover>> at(HoverParams params) {
    return Checks.current(flow, params.getTextDocument().getUri())
        .thenApply(checked -> checked.flatMap(found -> at(found, params.getPosition())));
  }

  private Optional<Hover> at(CheckedDocument checked, Position position) {
    int offset = positions.offset(checked.snapshot(), position);
    VisibleFindings visible = flow.visible(checked);
    return Stream.concat(visible.shown().stream(), visible.withheld().stream())
        .filter(finding -> finding.start() <= offset && offset <= finding.end())
        .findFirst()
        .map(finding -> hover(checked, finding));
  }

  private Hover hover(CheckedDocument checked, Finding finding) {
    String markdown = FindingMessage.fully(finding);
    return new Hover(
        new MarkupContent(MarkupKind.MARKDOWN, markdown),
        positions.range(checked.snapshot(), finding));
  }
}
