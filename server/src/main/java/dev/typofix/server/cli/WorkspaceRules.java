package dev.typofix.server.cli;

import dev.typofix.server.session.DocumentRules;
import dev.typofix.server.session.Workspace;
import dev.typofix.server.settings.SettingsFile;
import dev.typofix.server.settings.SettingsProblem;
import dev.typofix.server.settings.TypofixSettings;
import dev.typofix.server.workspace.DictionaryLocations;
import dev.typofix.server.workspace.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The settings and dictionaries that hold for files, by the repositories that they are in. A
 * settings file that is wrong is told of once; the rest of it holds. Confined to one thread.
 */
final class WorkspaceRules {

  private final CommandEnvironment environment;
  private final Workspace workspace;

  /**
   * Rules for what lies in or below the paths, and in the current folder.
   *
   * @param warnings takes a line for a person about each thing that cannot be followed
   */
  WorkspaceRules(CommandEnvironment environment, List<Path> paths, Consumer<String> warnings) {
    this.environment = environment;
    this.workspace =
        new Workspace(
            environment.userFolders().dictionary(), file -> tell(file, warnings), warnings);
    SettingsFile users = SettingsFile.loadUsers(environment.userFolders().settings());
    tell(users, warnings);
    workspace.setEditorSettings(users.read().settings());
    Set<Path> roots = new LinkedHashSet<>();
    roots.add(rootOf(environment.currentFolder()));
    for (Path path : paths) {
      Path named = environment.currentFolder().resolve(path).normalize();
      roots.add(rootOf(Files.isDirectory(named) ? named : named.resolveSibling("")));
    }
    workspace.setRoots(List.copyOf(roots));
  }

  private static void tell(SettingsFile file, Consumer<String> warnings) {
    for (SettingsProblem problem : file.read().problems()) {
      String key = problem.key().isEmpty() ? "" : problem.key() + ": ";
      warnings.accept(file.path() + ": " + key + problem.message());
    }
  }

  private static Path rootOf(Path folder) {
    return GitRepository.rootAbove(folder).orElse(folder);
  }

  /** What holds for a file, which need not exist. */
  DocumentRules of(Path file) {
    return workspace.rulesFor(file.toUri().toString());
  }

  /** What holds for a text that is no file, and for the run as a whole. */
  DocumentRules ofCurrentFolder() {
    return of(environment.currentFolder().resolve("text"));
  }

  TypofixSettings settings() {
    return ofCurrentFolder().settings();
  }

  /**
   * Accepts a word in a file's workspace from now on.
   *
   * @return the dictionary that has it now
   * @throws IOException if that cannot be written
   */
  Path keep(String word, Path file) throws IOException {
    Path dictionary =
        workspace
            .dictionaryFor(file.toUri().toString())
            .orElse(DictionaryLocations.workspace(environment.currentFolder()));
    workspace.addWord(word, dictionary);
    return dictionary;
  }
}
