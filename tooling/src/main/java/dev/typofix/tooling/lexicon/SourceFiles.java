package dev.typofix.tooling.lexicon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads the gzipped text files of the data folder, UTF-8, line by line. */
final class SourceFiles {

  private final Path root;

  SourceFiles(Path root) {
    this.root = root;
  }

  Path resolve(String name) {
    return root.resolve(name);
  }

  void forEachLine(String name, Consumer<String> consumer) throws IOException {
    try (InputStream file = Files.newInputStream(resolve(name));
        InputStream text = new GZIPInputStream(file, 1 << 16);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
        Stream<String> lines = reader.lines()) {
      lines.map(line -> line.startsWith("\ufeff") ? line.substring(1) : line).forEach(consumer);
    }
  }
}
