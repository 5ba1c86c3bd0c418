package dev.typofix.tooling.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The documents of several files, mixed in proportion to their sizes, so that any stretch of them
 * resembles the whole. The order depends on the files alone. Not thread-safe.
 */
public final class Corpus implements AutoCloseable {

  /** A file's length is guessed by so many characters of it. */
  private static final int PROBE = 2_000_000;

  private final List<DocumentReader> readers = new ArrayList<>();
  private final List<DocumentReader> open = new ArrayList<>();

  public Corpus(List<Path> files, Optional<TextLayout> layout) throws IOException, TextProblem {
    try {
      for (Path file : files) {
        readers.add(new DocumentReader(file, layout));
      }
    } catch (IOException | TextProblem e) {
      close();
      throw e;
    }
    open.addAll(readers);
  }

  /** The next document; empty at the end. */
  public Optional<CleanDocument> next() throws IOException, TextProblem {
    while (!open.isEmpty()) {
      DocumentReader reader = leastRead();
      Optional<CleanDocument> document = reader.next();
      if (document.isPresent()) {
        return document;
      }
      open.remove(reader);
    }
    return Optional.empty();
  }

  private DocumentReader leastRead() {
    DocumentReader least = open.get(0);
    for (DocumentReader reader : open) {
      if (reader.share() < least.share()) {
        least = reader;
      }
    }
    return least;
  }

  /** How much has been read, from 0 to 1. */
  public double share() {
    return readers.stream().mapToDouble(DocumentReader::share).average().orElse(1);
  }

  /** About how many UTF-16 code units the files' documents have, by the beginning of each. */
  public static long estimateLength(List<Path> files, Optional<TextLayout> layout)
      throws IOException, TextProblem {
    double total = 0;
    for (Path file : files) {
      try (DocumentReader reader = new DocumentReader(file, layout)) {
        long length = 0;
        @Nullable CleanDocument document = reader.next().orElse(null);
        while (document != null && length < PROBE) {
          length += document.length();
          document = reader.next().orElse(null);
        }
        boolean whole = document == null || Files.size(file) == 0;
        total += whole ? length : length / Math.max(reader.share(), 1e-9);
      }
    }
    return (long) total;
  }

  @Override
  public void close() throws IOException {
    for (DocumentReader reader : readers) {
      reader.close();
    }
  }
}
