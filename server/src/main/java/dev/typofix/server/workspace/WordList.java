package dev.typofix.server.workspace;

import dev.typofix.corrector.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A dictionary file: a word a line, {@code #} begins a comment. A word in small letters is accepted
 * with capitals too. Immutable: an addition makes another list and writes the file.
 */
public final class WordList implements Vocabulary {

  private static final int MAXIMUM_BYTES = 16 << 20;

  private final Path file;
  private final Set<String> words;

  private WordList(Path file, Set<String> words) {
    this.file = file;
    this.words = Set.copyOf(words);
  }

  /**
   * Reads a dictionary; a missing file is an empty one.
   *
   * @throws IOException if it cannot be read; the message names the file and says why
   */
  public static WordList load(Path file) throws IOException {
    return new WordList(file, words(content(file)));
  }

  private static String content(Path file) throws IOException {
    if (Files.notExists(file)) {
      return "";
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAXIMUM_BYTES + 1);
      if (bytes.length > MAXIMUM_BYTES) {
        throw new FileSystemException(file.toString(), null, "larger than 16 MB");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new FileSystemException(file.toString(), null, "not UTF-8 text");
    }
  }

  private static Set<String> words(String content) {
    Set<String> words = new HashSet<>();
    content
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(word -> !word.isEmpty())
        .forEach(word -> words.add(normal(word)));
    return words;
  }

  @Override
  public boolean accepts(String word) {
    String normal = normal(word);
    return words.contains(normal) || words.contains(normal.toLowerCase(Locale.ROOT));
  }

  /** Composed letters and the straight apostrophe, however a text was typed. */
  private static String normal(String word) {
    return Normalizer.normalize(word, Normalizer.Form.NFC).replace('’', '\'');
  }

  /**
   * Adds a word at the file's end, whatever else is in it by now; comments and order stay.
   *
   * @return the list with the word
   * @throws IOException if the file cannot be written; the message names it and says why
   */
  public WordList add(String word) throws IOException {
    String before = content(file);
    Set<String> now = words(before);
    if (now.add(normal(word))) {
      String newline = before.contains("\r\n") ? "\r\n" : "\n";
      String gap = before.isEmpty() || before.endsWith("\n") ? "" : newline;
      write(before + gap + word.strip() + newline);
    }
    return new WordList(file, now);
  }

  private void write(String content) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new AccessDeniedException(target.toString(), null, "the file is read-only");
    }
    Path folder = target.resolveSibling(".");
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, ".typofix-", ".tmp");
    try {
      Files.writeString(temporary, content);
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
