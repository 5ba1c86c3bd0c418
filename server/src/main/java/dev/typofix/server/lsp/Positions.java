package dev.typofix.server.lsp;

import dev.typofix.corrector.Finding;
import dev.typofix.server.session.DocumentSnapshot;
import dev.typofix.server.session.PositionEncoding;
import dev.typofix.server.session.TextChange;
import dev.typofix.server.session.TextPosition;
import java.util.Optional;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;

/** Turns the protocol's positions into offsets and back, in the units agreed upon. */
record Positions(PositionEncoding encoding) {

  Range range(DocumentSnapshot snapshot, Finding finding) {
    return range(snapshot, finding.start(), finding.end());
  }

  Range range(DocumentSnapshot snapshot, int start, int end) {
    return new Range(position(snapshot, start), position(snapshot, end));
  }

  private Position position(DocumentSnapshot snapshot, int offset) {
    TextPosition position = snapshot.position(offset, encoding);
    return new Position(position.line(), position.character());
  }

  int offset(DocumentSnapshot snapshot, Position position) {
    return snapshot.offset(fromProtocol(position), encoding);
  }

  static TextChange change(TextDocumentContentChangeEvent event) {
    return new TextChange(
        Optional.ofNullable(event.getRange())
            .map(
                range ->
                    new TextChange.Range(
                        fromProtocol(range.getStart()), fromProtocol(range.getEnd()))),
        event.getText());
  }

  private static TextPosition fromProtocol(Position position) {
    return new TextPosition(position.getLine(), position.getCharacter());
  }
}
