package dev.typofix.server.session;

import dev.typofix.server.settings.SettingsFile;
import dev.typofix.server.settings.TypofixSettings;
import dev.typofix.server.workspace.DictionaryLocations;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the folders that are open in the editor say of their documents: settings files over the
 * editor's settings, and dictionaries. Files are read when first needed and kept until {@link
 * #forgetFiles()}. Thread-safe.
 */
public final class Workspace {

  private final Consumer<SettingsFile> settingsFileListener;
  private final Path userDictionary;
  private final Map<Path, SettingsFile> settingsFiles = new HashMap<>();
  private final Dictionaries dictionaries;
  private List<Path> roots = List.of();
  private TypofixSettings editorSettings = TypofixSettings.DEFAULT;

  /**
   * Makes a workspace without folders.
   *
   * @param userDictionary the file of words that the user accepts everywhere
   * @param settingsFileListener told of each settings file that is read
   * @param warnings takes a line about each dictionary that cannot be read
   */
  public Workspace(
      Path userDictionary, Consumer<SettingsFile> settingsFileListener, Consumer<String> warnings) {
    this.userDictionary = userDictionary;
    this.settingsFileListener = settingsFileListener;
    this.dictionaries = new Dictionaries(warnings);
  }

  /** Takes other folders, absolute. */
  public synchronized void setRoots(List<Path> roots) {
    this.roots = roots.stream().map(Path::normalize).toList();
    forgetFiles();
  }

  /** The folders. */
  public synchronized List<Path> roots() {
    return roots;
  }

  /** Takes the editor's settings. */
  public synchronized void setEditorSettings(TypofixSettings settings) {
    this.editorSettings = settings;
    forgetFiles();
  }

  /** The editor's settings. */
  public synchronized TypofixSettings editorSettings() {
    return editorSettings;
  }

  /** Has every file read anew when it is next needed. */
  public synchronized void forgetFiles() {
    settingsFiles.clear();
    dictionaries.forgetFiles();
  }

  /** The file of words that the user accepts everywhere. */
  public Path userDictionary() {
    return userDictionary;
  }

  /** The dictionary of the folder that a document is in, or of the first; empty if none is open. */
  public synchronized Optional<Path> dictionaryFor(String uri) {
    return rootFor(file(uri)).map(DictionaryLocations::workspace);
  }

  /**
   * Accepts a word from now on.
   *
   * @param dictionary the file to write it to
   * @throws IOException if the file cannot be written; the word is accepted all the same, as long
   *     as the server runs
   */
  public synchronized void addWord(String word, Path dictionary) throws IOException {
    dictionaries.add(word, dictionary);
  }

  /** What holds for a document, whether it is a file or not. */
  public synchronized DocumentRules rulesFor(String uri) {
    Optional<Path> file = file(uri);
    Optional<SettingsFile> settingsFile = settingsFileFor(file);
    TypofixSettings settings =
        settingsFile.map(found -> found.read().settings()).orElse(editorSettings);
    Optional<Path> base =
        settingsFile.map(found -> found.path().getParent()).or(() -> file.flatMap(this::rootOf));
    boolean excluded =
        base.isPresent()
            && file.filter(path -> path.startsWith(base.get()))
                .map(base.get()::relativize)
                .filter(settings.exclude()::matches)
                .isPresent();
    List<Path> wordLists = new ArrayList<>(List.of(userDictionary));
    rootFor(file).map(DictionaryLocations::workspace).ifPresent(wordLists::add);
    base.or(() -> rootFor(file))
        .ifPresent(
            folder -> settings.dictionaries().forEach(name -> addPath(wordLists, folder, name)));
    boolean isSettings = file.map(Workspace::isSettingsFile).orElse(false);
    return new DocumentRules(
        settings,
        settings.enable() && !excluded && !isSettings,
        dictionaries.vocabulary(wordLists, rootFor(file)));
  }

  private static void addPath(List<Path> paths, Path folder, String name) {
    try {
      paths.add(folder.resolve(name).normalize());
    } catch (InvalidPathException e) {
      // A name that no file can have names no dictionary; the settings' schema says what it takes.
      return;
    }
  }

  /** The folder that a file is in; the first one for what is in none. */
  private Optional<Path> rootFor(Optional<Path> file) {
    return file.flatMap(this::rootOf).or(() -> roots.stream().findFirst());
  }

  /**
   * What holds for the program as a whole, which has one model for all documents: the settings of
   * the first folder that is open.
   */
  public synchronized TypofixSettings programSettings() {
    return roots.stream()
        .findFirst()
        .flatMap(root -> settingsFileFor(Optional.of(root.resolve(SettingsFile.NAME))))
        .map(file -> file.read().settings())
        .orElse(editorSettings);
  }

  private Optional<SettingsFile> settingsFileFor(Optional<Path> file) {
    Optional<Path> root = file.flatMap(this::rootOf);
    Optional<Path> folder = file.map(Path::getParent);
    Optional<Path> found =
        root.isPresent() && folder.isPresent()
            ? SettingsFile.find(folder.get(), root.get())
            : Optional.empty();
    return found.map(path -> settingsFiles.computeIfAbsent(path, this::load));
  }

  private SettingsFile load(Path path) {
    SettingsFile loaded = SettingsFile.load(path, editorSettings);
    settingsFileListener.accept(loaded);
    return loaded;
  }

  /** The innermost of the folders that hold the file. */
  private Optional<Path> rootOf(Path file) {
    return roots.stream().filter(file::startsWith).max(Comparator.comparingInt(Path::getNameCount));
  }

  /** Whether a URI names a settings file. */
  public static boolean isSettingsFile(String uri) {
    return file(uri).filter(Workspace::isSettingsFile).isPresent();
  }

  private static boolean isSettingsFile(Path file) {
    return file.endsWith(SettingsFile.NAME);
  }

  /** The file that a URI names; empty for what is no file, {@code untitled:} say. */
  public static Optional<Path> file(String uri) {
    try {
      URI parsed = URI.create(uri);
      return "file".equals(parsed.getScheme())
          ? Optional.of(Path.of(parsed).normalize())
          : Optional.empty();
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      // Editors make up URIs of their own, which name no file here.
      return Optional.empty();
    }
  }
}
