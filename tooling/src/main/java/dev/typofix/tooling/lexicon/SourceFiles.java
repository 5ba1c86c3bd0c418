package dev.typofix.tooling.lexicon;

import com.google.common.io.CountingInputStream;
import dev.typofix.tooling.progress.ProgressBar;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Reads the files of the data folder, each once, and shows how far they are read. Text is gzipped
 * UTF-8, read line by line. Not thread-safe.
 */
final class SourceFiles {

  /** All that a lexicon is made of. */
  private static final List<String> NAMES =
      List.of(
          "lexicons/scowl_all.tsv.gz",
          "lexicons/cspell-dicts.tar.gz",
          "lexicons/frequency_dictionary_en_82_765.txt.gz",
          "prose/general.txt.gz",
          "prose/docs.txt.gz",
          "prose/comments.txt.gz",
          "prose/messages.txt.gz",
          "typos/typos-words.csv.gz",
          "typos/gitfix-train.jsonl.gz",
          "lexicons/cmudict.zip",
          "lexicons/varcon.txt.gz");

  private final Path root;
  private final ProgressBar progress;
  private final double total;
  private long before;
  private long size;
  private long lines;

  /**
   * Looks whether all are there.
   *
   * @throws java.nio.file.NoSuchFileException if one is not
   */
  SourceFiles(Path root, ProgressBar progress) throws IOException {
    this.root = root;
    this.progress = progress;
    long bytes = 0;
    for (Path file : all()) {
      bytes += Files.size(file);
    }
    this.total = bytes;
  }

  /** The files. */
  List<Path> all() {
    return NAMES.stream().map(root::resolve).toList();
  }

  /** Opens a file. */
  CountingInputStream open(String name) throws IOException {
    if (!NAMES.contains(name)) {
      throw new IllegalStateException(name + " is not listed as a source");
    }
    before += size;
    size = Files.size(root.resolve(name));
    return new CountingInputStream(Files.newInputStream(root.resolve(name)));
  }

  void forEachLine(String name, Consumer<String> consumer) throws IOException {
    try (CountingInputStream file = open(name);
        InputStream text = new GZIPInputStream(file, 1 << 16);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
        Stream<String> read = reader.lines()) {
      read.map(line -> line.startsWith("\ufeff") ? line.substring(1) : line)
          .peek(line -> progress.show((before + file.getCount()) / total, ++lines))
          .forEach(consumer);
    }
  }
}
