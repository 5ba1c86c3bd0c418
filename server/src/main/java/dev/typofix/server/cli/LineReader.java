package dev.typofix.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads lines that end with {@code \n} or {@code \r\n}, and with nothing else: a line is a text of
 * its own and may hold any other character. What is not UTF-8 is read as {@code U+FFFD}, for each
 * line wants its answer.
 */
final class LineReader {

  private final InputStream in;

  LineReader(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /** The next line without its ending; empty at the end. Waits for input. */
  Optional<String> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    int read = in.read();
    if (read < 0) {
      return Optional.empty();
    }
    for (; read >= 0 && read != '\n'; read = in.read()) {
      line.write(read);
    }
    String text = line.toString(UTF_8);
    return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  /** Whether the next line would have to be waited for. */
  boolean isDrained() throws IOException {
    return in.available() == 0;
  }
}
