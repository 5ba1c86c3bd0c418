package dev.typofix.tooling.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Reads the documents of a text file, gzipped or not, one after another. Not thread-safe. */
public final class DocumentReader implements AutoCloseable {

  /** Longer documents are cut, so that memory stays bounded. */
  private static final int MOST_PARAGRAPHS = 200;

  private static final int LINES_TO_GUESS_BY = 300;

  private final TextLines file;
  private final Deque<String> ahead = new ArrayDeque<>();
  private final TextLayout layout;

  /**
   * Opens a file.
   *
   * @param layout empty to guess it by the first lines
   */
  public DocumentReader(Path file, Optional<TextLayout> layout) throws IOException, TextProblem {
    this.file = new TextLines(file);
    try {
      this.layout = layout.isPresent() ? layout.get() : guess();
    } catch (IOException | TextProblem e) {
      this.file.close();
      throw e;
    }
  }

  private TextLayout guess() throws IOException, TextProblem {
    List<String> lines = new ArrayList<>();
    while (lines.size() < LINES_TO_GUESS_BY) {
      Optional<String> line = file.next();
      if (line.isEmpty()) {
        break;
      }
      lines.add(line.get());
    }
    ahead.addAll(lines);
    return TextLayout.of(lines);
  }

  public TextLayout layout() {
    return layout;
  }

  /** How much of the file has been read, from 0 to 1. */
  public double share() {
    return file.share();
  }

  /** The next document; empty at the end. */
  public Optional<CleanDocument> next() throws IOException, TextProblem {
    List<String> paragraphs = new ArrayList<>();
    StringBuilder wrapped = new StringBuilder();
    boolean ended = false;
    while (!ended && paragraphs.size() < MOST_PARAGRAPHS) {
      Optional<String> next = nextLine();
      if (next.isEmpty()) {
        break;
      }
      String line = next.get();
      ended =
          switch (layout) {
            case PARAGRAPHS -> addParagraph(line, paragraphs) && !paragraphs.isEmpty();
            case PLAIN -> addWrapped(line, wrapped, paragraphs);
            case OPENSUBTITLES -> addUtterance(line, paragraphs);
            case WIKITEXT -> addWiki(line, paragraphs);
          };
    }
    flush(wrapped, paragraphs);
    return paragraphs.isEmpty() ? Optional.empty() : Optional.of(new CleanDocument(paragraphs));
  }

  /** Whether the document ends here. */
  private static boolean addParagraph(String line, List<String> paragraphs) {
    if (line.isBlank()) {
      return true;
    }
    paragraphs.add(line.strip());
    return false;
  }

  private static boolean addWrapped(String line, StringBuilder wrapped, List<String> paragraphs) {
    if (line.isBlank()) {
      flush(wrapped, paragraphs);
    } else {
      wrapped.append(wrapped.isEmpty() ? "" : " ").append(line.strip());
    }
    return false;
  }

  private static void flush(StringBuilder wrapped, List<String> paragraphs) {
    if (!wrapped.isEmpty()) {
      paragraphs.add(wrapped.toString());
      wrapped.setLength(0);
    }
  }

  private static boolean addUtterance(String line, List<String> paragraphs) {
    String text = line.strip();
    String spoken = text.startsWith("- ") ? text.substring(2).strip() : text;
    return addParagraph(spoken, paragraphs) && !paragraphs.isEmpty();
  }

  private boolean addWiki(String line, List<String> paragraphs) {
    Optional<WikiText.Heading> heading = WikiText.heading(line);
    if (heading.isPresent() && heading.get().depth() == 1 && !paragraphs.isEmpty()) {
      ahead.addFirst(line);
      return true;
    }
    String text = heading.isPresent() ? heading.get().text() : WikiText.restore(line);
    if (!text.isBlank() && !WikiText.lacksWords(text)) {
      paragraphs.add(text);
    }
    return false;
  }

  private Optional<String> nextLine() throws IOException, TextProblem {
    String line = ahead.pollFirst();
    return line == null ? file.next() : Optional.of(line);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
