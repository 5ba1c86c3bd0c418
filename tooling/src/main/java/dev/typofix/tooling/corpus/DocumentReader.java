package dev.typofix.tooling.corpus;

import com.google.common.io.CountingInputStream;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads the documents of a text file, gzipped or not, one after another. Not thread-safe. */
public final class DocumentReader implements AutoCloseable {

  /** Longer documents are cut, so that memory stays bounded. */
  private static final int MOST_PARAGRAPHS = 200;

  private static final int LINES_TO_GUESS_BY = 300;
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final CountingInputStream bytes;
  private final BufferedReader reader;
  private final Deque<String> ahead = new ArrayDeque<>();
  private final TextLayout layout;
  private final long size;
  private long lineNumber;

  /**
   * Opens a file.
   *
   * @param layout empty to guess it by the first lines
   */
  public DocumentReader(Path file, Optional<TextLayout> layout) throws IOException, TextProblem {
    this.file = file;
    this.size = size(file);
    this.bytes = new CountingInputStream(Files.newInputStream(file));
    try {
      this.reader = new BufferedReader(new InputStreamReader(unzipped(), decoder()), BUFFER);
      this.layout = layout.isPresent() ? layout.get() : guess();
    } catch (IOException | TextProblem e) {
      bytes.close();
      throw e;
    }
  }

  private static long size(Path file) throws IOException, TextProblem {
    try {
      if (Files.isDirectory(file)) {
        throw new TextProblem(file + " is a folder; name the text files in it");
      }
      return Files.size(file);
    } catch (NoSuchFileException e) {
      throw new TextProblem(file + " does not exist; check the path given to --input", e);
    }
  }

  private static java.nio.charset.CharsetDecoder decoder() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  private InputStream unzipped() throws IOException, TextProblem {
    BufferedInputStream buffered = new BufferedInputStream(bytes, BUFFER);
    buffered.mark(2);
    boolean zipped = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    try {
      return zipped ? new GZIPInputStream(buffered, BUFFER) : buffered;
    } catch (ZipException | java.io.EOFException e) {
      throw damaged(e);
    }
  }

  private TextLayout guess() throws IOException, TextProblem {
    List<String> lines = new ArrayList<>();
    while (lines.size() < LINES_TO_GUESS_BY) {
      String line = readLine();
      if (line == null) {
        break;
      }
      lines.add(line);
    }
    ahead.addAll(lines);
    lineNumber -= lines.size();
    return TextLayout.of(lines);
  }

  public TextLayout layout() {
    return layout;
  }

  /** How much of the file has been read, from 0 to 1. */
  public double share() {
    return size == 0 ? 1 : (double) bytes.getCount() / size;
  }

  /** The next document; empty at the end. */
  public Optional<CleanDocument> next() throws IOException, TextProblem {
    List<String> paragraphs = new ArrayList<>();
    StringBuilder wrapped = new StringBuilder();
    boolean ended = false;
    while (!ended && paragraphs.size() < MOST_PARAGRAPHS) {
      String line = nextLine();
      if (line == null) {
        break;
      }
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
      lineNumber--;
      return true;
    }
    String text = heading.isPresent() ? heading.get().text() : WikiText.restore(line);
    if (!text.isBlank() && !WikiText.lacksWords(text)) {
      paragraphs.add(text);
    }
    return false;
  }

  private @Nullable String nextLine() throws IOException, TextProblem {
    String line = ahead.pollFirst();
    if (line == null) {
      return readLine();
    }
    lineNumber++;
    return line;
  }

  private @Nullable String readLine() throws IOException, TextProblem {
    try {
      String line = reader.readLine();
      lineNumber++;
      return line != null && line.startsWith("\ufeff") ? line.substring(1) : line;
    } catch (CharacterCodingException e) {
      throw new TextProblem(
          file + " is not UTF-8 text after line " + lineNumber + "; convert it, say with iconv", e);
    } catch (ZipException | java.io.EOFException e) {
      throw damaged(e);
    }
  }

  private TextProblem damaged(IOException cause) {
    return new TextProblem(file + " is a damaged gzip file; fetch it again", cause);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
