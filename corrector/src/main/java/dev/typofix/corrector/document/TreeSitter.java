package dev.typofix.corrector.document;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.treesitter.TSInputEncoding;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSQuery;
import org.treesitter.TSQueryCapture;
import org.treesitter.TSQueryCursor;
import org.treesitter.TSQueryMatch;
import org.treesitter.TSTree;

/**
 * Finds prose in source files with their grammar. A grammar's native library is loaded when the
 * first file needs it, and kept with its query; trees live no longer than a call. Safe to share
 * between threads.
 */
final class TreeSitter {

  /** Longer texts, in UTF-16 code units, are left to {@link CommentScanner}. */
  static final int LONGEST = 200_000;

  /**
   * How long a parse may take, in processor time, so that a busy machine reads a file as an idle
   * one does. Sources take some milliseconds; but the grammars' recovery from errors takes time
   * that grows with the square of the text: 20,000 characters that are no C++ kept a parser busy
   * for 27 s. What is not read by then is left to {@link CommentScanner}.
   */
  private static final long TIMEOUT_NANOS = 300_000_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int READ_BYTES = 1 << 16;

  private static final Map<Grammar, Loaded> GRAMMARS = new ConcurrentHashMap<>();

  private TreeSitter() {}

  /** Why a grammar can't be used on this machine; empty if it can. */
  static Optional<String> problem(Grammar grammar) {
    return grammar(grammar).problem();
  }

  /**
   * Finds the ranges that the grammar's query captures, by their start.
   *
   * @return empty if the grammar can't be used, the text is too long or takes too long
   */
  static Optional<List<ProseRange>> find(Grammar grammar, String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    return grammar(grammar).query().flatMap(query -> find(grammar, query, text));
  }

  private static Optional<List<ProseRange>> find(Grammar grammar, TSQuery query, String text) {
    Deadline deadline = new Deadline();
    try (TSParser parser = new TSParser()) {
      parser.setLanguage(grammar.load());
      try (TSTree tree = parse(parser, ascii(text), deadline)) {
        return tree == null ? Optional.empty() : captures(query, tree, deadline);
      }
    }
  }

  /** The tree, or null if it took too long. */
  private static @Nullable TSTree parse(TSParser parser, byte[] text, Deadline deadline) {
    return parser.parseWithOptions(
        new byte[READ_BYTES],
        null,
        (buffer, offset, point) -> {
          int from = Math.min(offset, text.length);
          int length = Math.min(buffer.length, text.length - from);
          System.arraycopy(text, from, buffer, 0, length);
          return length;
        },
        TSInputEncoding.TSInputEncodingUTF8,
        state -> deadline.isOver());
  }

  private static Optional<List<ProseRange>> captures(
      TSQuery query, TSTree tree, Deadline deadline) {
    List<ProseRange> ranges = new ArrayList<>();
    try (TSQueryCursor cursor = new TSQueryCursor()) {
      cursor.execWithOptions(query, tree.getRootNode(), state -> deadline.isOver());
      TSQueryMatch match = new TSQueryMatch();
      while (cursor.nextMatch(match)) {
        for (TSQueryCapture capture : match.getCaptures()) {
          TSNode node = capture.getNode();
          ranges.add(new ProseRange(node.getStartByte(), node.getEndByte(), kind(query, capture)));
        }
      }
    }
    ranges.sort(Comparator.comparingInt(ProseRange::start));
    return deadline.wasMissed() ? Optional.empty() : Optional.of(ranges);
  }

  private static ProseRange.Kind kind(TSQuery query, TSQueryCapture capture) {
    String name = query.getCaptureNameForId(capture.getIndex());
    return ProseRange.Kind.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The text with a letter or blank for what is not ASCII: bytes count as UTF-16 code units. */
  private static byte[] ascii(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = text.charAt(i);
      boolean isBlank = c == 0 || (c > 127 && Character.isWhitespace(c));
      bytes[i] = (byte) (isBlank ? ' ' : c > 127 ? 'x' : c);
    }
    return bytes;
  }

  private static Loaded grammar(Grammar grammar) {
    return GRAMMARS.computeIfAbsent(grammar, TreeSitter::load);
  }

  private static Loaded load(Grammar grammar) {
    try {
      TSQuery query = new TSQuery(grammar.load(), grammar.query());
      return new Loaded(Optional.of(query), Optional.empty());
    } catch (LinkageError | RuntimeException e) {
      return new Loaded(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  /** The end of the time that one text may take; confined to the thread that reads it. */
  private static final class Deadline {
    private final long startNanos = THREADS.getCurrentThreadCpuTime();
    private boolean missed;

    /** Whether the work must stop. */
    boolean isOver() {
      missed |= THREADS.getCurrentThreadCpuTime() - startNanos > TIMEOUT_NANOS;
      return missed;
    }

    /** Whether the work was stopped. */
    boolean wasMissed() {
      return missed;
    }
  }

  private record Loaded(Optional<TSQuery> query, Optional<String> problem) {}
}
