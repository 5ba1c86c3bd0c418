package dev.typofix.corrector.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.document.Passage.Piece;
import dev.typofix.corrector.document.Passage.Span;
import java.util.List;

/** Writes passages as text with the protected spans marked, and checks what always holds. */
final class Prose {

  private Prose() {}

  /** The passages of a text, each with its protected spans in « ». */
  static List<String> of(DocumentFormat format, String text) {
    Document document = format.parse(text);
    checkLaws(document, text);
    return document.passages().stream().map(Prose::mark).toList();
  }

  static String mark(Passage passage) {
    StringBuilder marked = new StringBuilder(passage.text());
    List<Span> spans = passage.protectedSpans();
    for (int i = spans.size() - 1; i >= 0; i--) {
      marked.insert(spans.get(i).end(), '»').insert(spans.get(i).start(), '«');
    }
    return marked.toString();
  }

  /** Pieces are the document's own text, in order; what parts them is one line feed. */
  static void checkLaws(Document document, String text) {
    assertThat(document.text()).isEqualTo(text);
    int documentEnd = 0;
    for (Passage passage : document.passages()) {
      int passageEnd = 0;
      for (Piece piece : passage.pieces()) {
        assertThat(piece.documentStart()).isGreaterThanOrEqualTo(documentEnd);
        int parting = passageEnd == 0 ? 0 : 1;
        assertThat(piece.passageStart()).isEqualTo(passageEnd + parting);
        if (parting == 1) {
          assertThat(passage.text().charAt(passageEnd)).isEqualTo('\n');
        }
        documentEnd = piece.documentStart() + piece.length();
        passageEnd = piece.passageStart() + piece.length();
        assertThat(passage.text().substring(piece.passageStart(), passageEnd))
            .isEqualTo(text.substring(piece.documentStart(), documentEnd));
      }
      assertThat(passageEnd).isEqualTo(passage.text().length());
      int spanEnd = -1;
      for (Span span : passage.protectedSpans()) {
        assertThat(span.start()).isGreaterThan(spanEnd);
        assertThat(span.end()).isGreaterThan(span.start());
        spanEnd = span.end();
      }
      assertThat(spanEnd).isLessThanOrEqualTo(passage.text().length());
    }
  }
}
