package dev.typofix.corrector.document;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import dev.typofix.corrector.document.Passage.Span;
import java.util.List;

/**
 * Finds what in prose is no prose: inline code, links, addresses, paths, identifiers, options,
 * placeholders, tags, mathematics, versions, hashes and what else only a machine reads. Words are
 * left alone, also with a hyphen, an apostrophe or a slash between them. Works on any text in
 * linear time, and remembers what it found. Thread-safe.
 */
public final class ProtectedSpans {

  /** Of the texts seen last, in UTF-16 code units: of a document, a keystroke changes one. */
  private static final int REMEMBERED = 4_000_000;

  private static final LoadingCache<Marked, List<Span>> FOUND =
      CacheBuilder.newBuilder()
          .maximumWeight(REMEMBERED)
          .weigher((Marked marked, List<Span> found) -> marked.text.length())
          .build(CacheLoader.from(ProtectedSpans::find));

  private ProtectedSpans() {}

  /** A text and what of it is known to be no prose. */
  private record Marked(String text, List<Span> noProse) {}

  /** What must not be changed in a text, in order, never overlapping. */
  public static List<Span> of(String text) {
    return within(text, List.of());
  }

  /**
   * What must not be changed in a text, some of which is known.
   *
   * @param noProse in order, never overlapping
   * @return the known and what was found outside of it, in order, never overlapping
   */
  static List<Span> within(String text, List<Span> noProse) {
    return FOUND.getUnchecked(new Marked(text, noProse));
  }

  private static List<Span> find(Marked marked) {
    SpanSet spans = new SpanSet(marked.text.length());
    marked.noProse.forEach(span -> spans.add(span.start(), span.end()));
    DelimitedCode.find(marked.text, spans);
    CodeTokens.find(marked.text, spans);
    return List.copyOf(spans.toList());
  }
}
