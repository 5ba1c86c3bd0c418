package dev.typofix.server.session;

import dev.typofix.corrector.Vocabulary;
import dev.typofix.server.message.Reasons;
import dev.typofix.server.workspace.ForeignDictionaries;
import dev.typofix.server.workspace.WordList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The word lists that are in use. A list that cannot be read is left aside and said so once.
 * Guarded by its {@link Workspace}.
 */
final class Dictionaries {

  private final Consumer<String> warnings;
  private final Map<Path, Optional<WordList>> lists = new HashMap<>();
  private final Map<Path, Vocabulary> foreign = new HashMap<>();
  private final Set<String> warned = new HashSet<>();
  private final Set<String> sessionWords = new HashSet<>();

  Dictionaries(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  void forgetFiles() {
    lists.clear();
    foreign.clear();
  }

  /**
   * The words of these files, those that other tools accept in this folder, and those that could
   * not be written; a snapshot of them all.
   */
  Vocabulary vocabulary(List<Path> files, Optional<Path> root) {
    List<WordList> used = files.stream().map(this::list).flatMap(Optional::stream).toList();
    Set<String> session = Set.copyOf(sessionWords);
    Vocabulary others =
        root.map(
                folder ->
                    foreign.computeIfAbsent(
                        folder, at -> ForeignDictionaries.vocabulary(at, this::warn)))
            .orElse(Vocabulary.EMPTY);
    return word ->
        session.contains(word)
            || used.stream().anyMatch(list -> list.accepts(word))
            || others.accepts(word);
  }

  private Optional<WordList> list(Path file) {
    return lists.computeIfAbsent(file, this::load);
  }

  private Optional<WordList> load(Path file) {
    try {
      return Optional.of(WordList.load(file));
    } catch (IOException e) {
      warn("The dictionary " + file + " is left aside: " + Reasons.of(e) + ".");
      return Optional.empty();
    }
  }

  private void warn(String warning) {
    if (warned.add(warning)) {
      warnings.accept(warning);
    }
  }

  void add(String word, Path file) throws IOException {
    sessionWords.add(word);
    lists.put(file, Optional.of(WordList.load(file).add(word)));
    sessionWords.remove(word);
  }
}
