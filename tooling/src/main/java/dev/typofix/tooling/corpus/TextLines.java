package dev.typofix.tooling.corpus;

import com.google.common.io.CountingInputStream;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The lines of a UTF-8 text file, gzipped or not, whatever its name. What cannot be read as such is
 * a {@link TextProblem} that names the file. Not thread-safe.
 */
public final class TextLines implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final CountingInputStream bytes;
  private final BufferedReader reader;
  private final long size;
  private long count;

  /** Opens a file. */
  public TextLines(Path file) throws IOException, TextProblem {
    this.file = file;
    this.size = size(file);
    this.bytes = new CountingInputStream(Files.newInputStream(file));
    try {
      this.reader = new BufferedReader(new InputStreamReader(unzipped(), decoder()), BUFFER);
    } catch (IOException | TextProblem e) {
      bytes.close();
      throw e;
    }
  }

  /** A file's bytes. */
  public static long size(Path file) throws IOException, TextProblem {
    try {
      if (Files.isDirectory(file)) {
        throw new TextProblem(file + " is a folder; name the text files in it");
      }
      return Files.size(file);
    } catch (NoSuchFileException e) {
      throw new TextProblem(file + " does not exist; check its path", e);
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
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    }
  }

  /** The next line, without a byte order mark; empty at the end. */
  public Optional<String> next() throws IOException, TextProblem {
    try {
      String line = reader.readLine();
      if (line == null) {
        return Optional.empty();
      }
      count++;
      return Optional.of(line.startsWith("\ufeff") ? line.substring(1) : line);
    } catch (CharacterCodingException e) {
      throw new TextProblem(
          file + " is not UTF-8 text after line " + count + "; convert it, say with iconv", e);
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    }
  }

  private TextProblem damaged(IOException cause) {
    return new TextProblem(file + " is a damaged gzip file; fetch it again", cause);
  }

  /**
   * What to tell of the line that was read last.
   *
   * @param expected what it should have been
   */
  public TextProblem wrongLine(String expected, Exception cause) {
    return new TextProblem(file + ": line " + count + " is not " + expected, cause);
  }

  /** How many of the file's bytes have been read. */
  public long bytesRead() {
    return bytes.getCount();
  }

  /** How much of the file has been read, from 0 to 1. */
  public double share() {
    return size == 0 ? 1 : (double) bytes.getCount() / size;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
