package dev.typofix.server.workspace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.typofix.corrector.Vocabulary;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads, and never writes, the words that a repository has already accepted for other spelling
 * checkers: cspell, typos, codespell, Vale, Harper, and Hunspell's {@code .dic} files in the root.
 * Used once, by one thread.
 */
public final class ForeignDictionaries {

  private static final int MAXIMUM_BYTES = 2 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  private static final Pattern COMMAS = Pattern.compile("\\s*,\\s*");
  private static final Pattern PLAIN_WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}'’-]+");

  private final Path root;
  private final Consumer<String> warnings;
  private final List<String> words = new ArrayList<>();

  private ForeignDictionaries(Path root, Consumer<String> warnings) {
    this.root = root;
    this.warnings = warnings;
  }

  /**
   * The words that other tools accept in a repository.
   *
   * @param warnings takes a line for a person about each file that is left aside
   */
  public static Vocabulary vocabulary(Path root, Consumer<String> warnings) {
    ForeignDictionaries dictionaries = new ForeignDictionaries(root, warnings);
    dictionaries.readAll();
    return AcceptedWords.of(dictionaries.words);
  }

  private void readAll() {
    for (String name :
        List.of("cspell.json", ".cspell.json", "cSpell.json", ".vscode/cspell.json")) {
      read(name, this::cspell);
    }
    for (String name : List.of("_typos.toml", ".typos.toml", "typos.toml")) {
      read(name, content -> typos(new TomlMapper().readTree(content)));
    }
    read("pyproject.toml", this::pythonProject);
    for (String name : List.of(".codespellrc", "setup.cfg")) {
      read(name, content -> codespell(IniSection.read(content, "codespell")));
    }
    read(".vale.ini", this::vale);
    read(".harper-dictionary.txt", this::plainWords);
    hunspell();
  }

  /** Takes words out of a file's text. */
  @FunctionalInterface
  private interface Reader {
    void read(String content) throws JsonProcessingException;
  }

  private void read(String name, Reader reader) {
    Optional<Path> file = inside(name);
    if (file.isEmpty() || !Files.isRegularFile(file.get())) {
      return;
    }
    try {
      if (Files.size(file.get()) > MAXIMUM_BYTES) {
        leftAside(file.get(), "larger than 2 MB");
      } else {
        reader.read(Files.readString(file.get()));
      }
    } catch (JsonProcessingException malformed) {
      leftAside(file.get(), malformed.getOriginalMessage().lines().findFirst().orElse("malformed"));
    } catch (CharacterCodingException invalid) {
      leftAside(file.get(), "not UTF-8 text");
    } catch (IOException unreadable) {
      leftAside(file.get(), String.valueOf(unreadable.getMessage()));
    }
  }

  /** A path that a configuration names, unless it leads out of the repository. */
  private Optional<Path> inside(String name) {
    try {
      return Optional.of(root.resolve(name).normalize()).filter(file -> file.startsWith(root));
    } catch (InvalidPathException malformed) {
      return Optional.empty();
    }
  }

  private void leftAside(Path file, String why) {
    warnings.accept("The words in " + file + " are left aside: " + why + ".");
  }

  private void cspell(String content) throws JsonProcessingException {
    JsonNode configuration = JSON.readTree(content);
    for (String key : List.of("words", "userWords", "ignoreWords")) {
      // A sign before a word forbids it, or takes it apart: not ours to follow.
      configuration.path(key).forEach(word -> plainWord(word.asText()));
    }
  }

  private void typos(JsonNode configuration) {
    for (String key : List.of("extend-words", "extend-identifiers")) {
      for (Map.Entry<String, JsonNode> entry :
          configuration.path("default").path(key).properties()) {
        // A word that is its own correction is accepted; any other is an error that they know.
        if (entry.getKey().equals(entry.getValue().asText())) {
          words.add(entry.getKey());
        }
      }
    }
  }

  private void pythonProject(String content) throws JsonProcessingException {
    JsonNode tools = new TomlMapper().readTree(content).path("tool");
    typos(tools.path("typos"));
    JsonNode codespell = tools.path("codespell");
    wordsBetweenCommas(codespell.path("ignore-words-list").asText());
    wordFiles(codespell.path("ignore-words").asText());
  }

  private void codespell(Map<String, String> section) {
    wordsBetweenCommas(section.getOrDefault("ignore-words-list", ""));
    wordFiles(section.getOrDefault("ignore-words", ""));
  }

  private void wordsBetweenCommas(String list) {
    COMMAS.splitAsStream(list.strip()).forEach(this::plainWord);
  }

  private void wordFiles(String names) {
    COMMAS
        .splitAsStream(names.strip())
        .filter(name -> !name.isEmpty())
        .forEach(name -> read(name, this::plainWords));
  }

  private void vale(String content) {
    Map<String, String> general = IniSection.read(content, "");
    String styles = general.getOrDefault("StylesPath", "styles");
    COMMAS
        .splitAsStream(general.getOrDefault("Vocab", "").strip())
        .filter(name -> !name.isEmpty())
        .forEach(
            name -> {
              read(styles + "/config/vocabularies/" + name + "/accept.txt", this::plainWords);
              read(styles + "/Vocab/" + name + "/accept.txt", this::plainWords);
            });
  }

  private void plainWords(String content) {
    content.lines().forEach(this::plainWord);
  }

  /** Takes a word, and leaves patterns and comments aside. */
  private void plainWord(String word) {
    if (PLAIN_WORD.matcher(word.strip()).matches()) {
      words.add(word.strip());
    }
  }

  private void hunspell() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root, "*.dic")) {
      for (Path file : files) {
        // The first line counts the others; after a slash come the names of affixes.
        read(
            file.getFileName().toString(),
            content ->
                content.lines().skip(1).forEach(line -> plainWord(line.replaceFirst("/.*", ""))));
      }
    } catch (IOException unreadable) {
      leftAside(root, String.valueOf(unreadable.getMessage()));
    }
  }
}
