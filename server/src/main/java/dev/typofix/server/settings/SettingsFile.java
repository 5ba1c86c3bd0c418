package dev.typofix.server.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.typofix.server.settings.SettingsReader.Author;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings in a file {@code typofix.toml}: a project's, in the document's folder or one above it,
 * or the user's own.
 *
 * @param path the file
 * @param text its content, empty if it could not be read
 * @param read what it says
 */
public record SettingsFile(Path path, String text, ReadSettings read) {

  /** The file's name. */
  public static final String NAME = "typofix.toml";

  private static final int MAXIMUM_BYTES = 64 * 1024;

  /** A Jackson location in a message repeats what the range of the problem says. */
  private static final Pattern LOCATION = Pattern.compile("(?s)\\s*\\n? at \\[Source.*");

  /**
   * Looks for the file upwards.
   *
   * @param folder where to begin
   * @param root where to end, a folder above or the same
   */
  public static Optional<Path> find(Path folder, Path root) {
    for (Path at = folder; at != null && at.startsWith(root); at = at.getParent()) {
      Path candidate = at.resolve(NAME);
      if (Files.isRegularFile(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Reads the user's own file; that there is none is no problem. */
  public static SettingsFile loadUsers(Path path) {
    return Files.exists(path)
        ? load(path, TypofixSettings.DEFAULT, Author.USER)
        : new SettingsFile(path, "", new ReadSettings(TypofixSettings.DEFAULT, List.of()));
  }

  /**
   * Reads a project's file; what is wrong with it, even that it is not there, is a problem and no
   * exception.
   *
   * @param base what holds where the file says nothing
   */
  public static SettingsFile load(Path path, TypofixSettings base) {
    return load(path, base, Author.PROJECT);
  }

  private static SettingsFile load(Path path, TypofixSettings base, Author author) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAXIMUM_BYTES + 1);
      if (bytes.length > MAXIMUM_BYTES) {
        return unread(path, base, "is larger than " + MAXIMUM_BYTES / 1024 + " kB");
      }
      return parse(path, decode(bytes), base, author);
    } catch (CharacterCodingException e) {
      return unread(path, base, "is not UTF-8 text");
    } catch (NoSuchFileException e) {
      return unread(path, base, "does not exist");
    } catch (IOException e) {
      return unread(path, base, "cannot be read: " + e.getMessage());
    }
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** Reads a file's text, which an editor may hold unsaved. */
  public static SettingsFile parse(Path path, String text, TypofixSettings base, Author author) {
    try {
      JsonNode tree = new TomlMapper().readTree(text);
      return new SettingsFile(path, text, SettingsReader.read(tree, base, author));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      String message = "Not valid TOML: " + firstLine(e.getOriginalMessage());
      SettingsProblem problem = new SettingsProblem("", line, message);
      return new SettingsFile(path, text, new ReadSettings(base, List.of(problem)));
    }
  }

  private static SettingsFile unread(Path path, TypofixSettings base, String why) {
    SettingsProblem problem = new SettingsProblem("", path + " " + why + ": it is left aside.");
    return new SettingsFile(path, "", new ReadSettings(base, List.of(problem)));
  }

  private static String firstLine(String message) {
    return LOCATION.matcher(message).replaceFirst("").lines().findFirst().orElse("unreadable");
  }

  /** Where in the text a problem is: its key, or its line. */
  public TextRange rangeOf(SettingsProblem problem) {
    if (problem.key().isEmpty()) {
      return lineRange(problem.line());
    }
    Matcher matcher =
        Pattern.compile(
                "^[ \\t]*\\[?[ \\t]*[\"']?(" + Pattern.quote(problem.key()) + ")\\b",
                Pattern.MULTILINE)
            .matcher(text);
    return matcher.find() ? new TextRange(matcher.start(1), matcher.end(1)) : lineRange(1);
  }

  private TextRange lineRange(int line) {
    int start = 0;
    for (int at = 1; at < line && text.indexOf('\n', start) >= 0; at++) {
      start = text.indexOf('\n', start) + 1;
    }
    int end = text.indexOf('\n', start);
    return new TextRange(start, end < 0 ? text.length() : end);
  }

  /** UTF-16 offsets {@code [start, end)} in the file's text. */
  public record TextRange(int start, int end) {}
}
