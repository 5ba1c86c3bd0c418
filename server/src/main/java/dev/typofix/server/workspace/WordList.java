package dev.typofix.server.workspace;

import dev.typofix.corrector.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A dictionary file: a word a line, {@code #} begins a comment. A word in small letters is accepted
 * with capitals too. Immutable: an addition makes another list and writes the file.
 */
public final class WordList implements Vocabulary {

  private static final int MAXIMUM_BYTES = 16 << 20;

  private final Path file;
  private final AcceptedWords words;

  private WordList(Path file, AcceptedWords words) {
    this.file = file;
    this.words = words;
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

  private static AcceptedWords words(String content) {
    return AcceptedWords.of(content.lines().map(line -> line.replaceFirst("#.*", "")).toList());
  }

  @Override
  public boolean accepts(String word) {
    return words.accepts(word);
  }

  /**
   * Adds a word at the file's end, whatever else is in it by now; comments and order stay.
   *
   * @return the list with the word
   * @throws IOException if the file cannot be written; the message names it and says why
   */
  public WordList add(String word) throws IOException {
    String before = content(file);
    if (words(before).lists(word)) {
      return new WordList(file, words(before));
    }
    String newline = before.contains("\r\n") ? "\r\n" : "\n";
    String gap = before.isEmpty() || before.endsWith("\n") ? "" : newline;
    String after = before + gap + word.strip() + newline;
    AtomicFile.write(file, after.getBytes(StandardCharsets.UTF_8));
    return new WordList(file, words(after));
  }
}
