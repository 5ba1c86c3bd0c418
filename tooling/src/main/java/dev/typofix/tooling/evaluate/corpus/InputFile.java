package dev.typofix.tooling.evaluate.corpus;

import com.google.common.hash.Hashing;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A text file, gzipped or not, read as a whole.
 *
 * @param sha256 of the file's bytes as they lie on the disk, lower-case hexadecimal
 */
public record InputFile(Path path, String sha256, List<String> lines) {

  public InputFile {
    lines = List.copyOf(lines);
  }

  /**
   * Reads a file.
   *
   * @throws EvaluationException if it is missing, cut off, empty or not UTF-8
   */
  public static InputFile read(Path path) throws EvaluationException {
    if (!Files.isRegularFile(path)) {
      throw new EvaluationException(path + ": no such file");
    }
    try {
      byte[] bytes = Files.readAllBytes(path);
      List<String> lines = decode(bytes);
      if (lines.isEmpty()) {
        throw new EvaluationException(path + ": empty; name a file with texts");
      }
      return new InputFile(path, Hashing.sha256().hashBytes(bytes).toString(), lines);
    } catch (EOFException cutOff) {
      throw new EvaluationException(path + ": cut off; fetch the file again", cutOff);
    } catch (ZipException broken) {
      throw new EvaluationException(path + ": no sound gzip; fetch the file again", broken);
    } catch (CharacterCodingException foreign) {
      throw new EvaluationException(path + ": not UTF-8; convert the file first", foreign);
    } catch (IOException failed) {
      throw new EvaluationException(path + ": cannot be read: " + failed.getMessage(), failed);
    }
  }

  private static List<String> decode(byte[] bytes) throws IOException {
    boolean gzip = bytes.length > 1 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b;
    InputStream plain = new ByteArrayInputStream(bytes);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                gzip ? new GZIPInputStream(plain) : plain,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)))) {
      return readAll(reader);
    }
  }

  private static List<String> readAll(BufferedReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  /** The file's name, without its folder. */
  public String name() {
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }

  /** Where a line stands, for people. */
  String place(int index) {
    return name() + ":" + (index + 1);
  }
}
