package dev.typofix.corrector.document;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterBlock;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Reads CommonMark with tables, footnotes and front matter. A passage is a paragraph, a heading or
 * a table cell as it is written, marks of emphasis included, without the marks of the blocks around
 * it; inline code, HTML and the targets of links are protected. Remembers the parts of documents.
 */
final class MarkdownParser implements PassageParser {

  /** Longer texts, in UTF-16 code units, are read as plain text: the tree would fill the memory. */
  static final int LONGEST = 4_000_000;

  /** Of the parts seen last, in UTF-16 code units: of a document, a keystroke changes one. */
  private static final int REMEMBERED = 4_000_000;

  private static final int SHORTEST_PART = 2_000;

  /** Stands in each definition of a link's target or a footnote, which hold for all of a text. */
  private static final String DEFINITION = "]:";

  /** HTML blocks without prose; of these, some go on over blank lines. */
  private static final Pattern NO_PROSE =
      Pattern.compile(
          "\\s*<(?:!|\\?|(?:script|style|pre|textarea|svg)\\b)", Pattern.CASE_INSENSITIVE);

  private static final Parser PARSER =
      Parser.builder()
          .extensions(
              List.of(
                  TablesExtension.create(),
                  StrikethroughExtension.create(),
                  FootnotesExtension.create(),
                  YamlFrontMatterExtension.create()))
          .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
          .build();

  private static final LoadingCache<String, Part> PARTS =
      CacheBuilder.newBuilder()
          .maximumWeight(REMEMBERED)
          .weigher((String text, Part part) -> text.length())
          .build(CacheLoader.from(MarkdownParser::read));

  private static final PlainTextParser PLAIN_TEXT = new PlainTextParser();

  private final int shortestPart;

  MarkdownParser() {
    this(SHORTEST_PART);
  }

  MarkdownParser(int shortestPart) {
    this.shortestPart = shortestPart;
  }

  /**
   * A part of a document.
   *
   * @param passages as of a document that is nothing but the part
   * @param goesOn whether what follows may belong to the part's last block, blank lines or not
   */
  private record Part(List<Passage> passages, boolean goesOn) {}

  @Override
  public List<Passage> parse(String text) {
    if (text.length() > LONGEST) {
      return PLAIN_TEXT.parse(text);
    }
    if (text.contains(DEFINITION)) {
      return read(text).passages;
    }
    List<Passage> passages = new ArrayList<>();
    MarkdownDivision division = new MarkdownDivision(text, shortestPart);
    for (int start = 0; start < text.length(); ) {
      int end = division.next();
      Part part = PARTS.getUnchecked(text.substring(start, end));
      if (part.goesOn && end < text.length()) {
        end = text.length();
        part = read(text.substring(start));
      }
      for (Passage passage : part.passages) {
        passages.add(passage.movedBy(start));
      }
      start = end;
    }
    return passages;
  }

  private static Part read(String text) {
    List<Passage> passages = new ArrayList<>();
    Node root = PARSER.parse(text);
    for (Node node = root; node != null; ) {
      Node next = addPassages(text, node, passages) ? null : node.getFirstChild();
      while (next == null && node != null && node != root) {
        next = node.getNext();
        node = next == null ? node.getParent() : node;
      }
      node = next;
    }
    return new Part(passages, goesOn(root.getLastChild()));
  }

  private static boolean goesOn(@Nullable Node lastBlock) {
    return (lastBlock instanceof FencedCodeBlock code && code.getClosingFenceLength() == null)
        || (lastBlock instanceof HtmlBlock html && NO_PROSE.matcher(html.getLiteral()).lookingAt())
        || lastBlock instanceof YamlFrontMatterBlock;
  }

  /** Whether a node's prose is read, so that its children need no visit. */
  private static boolean addPassages(String text, Node node, List<Passage> passages) {
    if (node instanceof Paragraph || node instanceof Heading || node instanceof TableCell) {
      addInlines(text, node, passages);
      return true;
    }
    if (node instanceof HtmlBlock) {
      addHtml(text, node, passages);
      return true;
    }
    return node instanceof YamlFrontMatterBlock;
  }

  private static void addInlines(String text, Node block, List<Passage> passages) {
    PassageBuilder builder = new PassageBuilder(text);
    int start = start(block.getFirstChild());
    int end = end(block.getLastChild());
    for (SourceSpan span : block.getSourceSpans()) {
      int from = Math.max(start, span.getInputIndex());
      int to = Math.min(end, span.getInputIndex() + span.getLength());
      if (from < to) {
        builder.add(new Line(from, to));
      }
    }
    for (Node node = block.getFirstChild(); node != null; ) {
      protect(node, builder);
      Node next = node.getFirstChild();
      while (next == null && node != block) {
        next = node.getNext();
        node = next == null ? node.getParent() : node;
      }
      node = node == block ? null : next;
    }
    builder.build().ifPresent(passages::add);
  }

  private static void protect(Node node, PassageBuilder builder) {
    if (node instanceof Code
        || (node instanceof HtmlInline html && !Character.isLetter(html.getLiteral().charAt(1)))) {
      builder.protect(start(node), end(node));
    } else if ((node instanceof Link link && link.getTitle() == null) || node instanceof Image) {
      Node lastOfText = node.getLastChild();
      builder.protect(lastOfText == null ? start(node) : end(lastOfText), end(node));
    }
  }

  /** Text between tags is prose, but not of comments, scripts, styles and preformatted text. */
  private static void addHtml(String text, Node block, List<Passage> passages) {
    if (NO_PROSE.matcher(text.substring(start(block), end(block))).lookingAt()) {
      return;
    }
    List<Line> lines =
        block.getSourceSpans().stream()
            .map(span -> new Line(span.getInputIndex(), span.getInputIndex() + span.getLength()))
            .toList();
    passages.addAll(PLAIN_TEXT.parse(text, lines));
  }

  private static int start(@Nullable Node node) {
    return node == null || node.getSourceSpans().isEmpty()
        ? 0
        : node.getSourceSpans().get(0).getInputIndex();
  }

  private static int end(@Nullable Node node) {
    if (node == null || node.getSourceSpans().isEmpty()) {
      return 0;
    }
    List<SourceSpan> spans = node.getSourceSpans();
    SourceSpan last = spans.get(spans.size() - 1);
    return last.getInputIndex() + last.getLength();
  }
}
