package dev.typofix.server.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.jspecify.annotations.Nullable;

/**
 * Which files git, or an ignore file of ours, leaves out: the rules that hold in one folder. {@code
 * .typofixignore} is stronger than {@code .ignore}, that than {@code .gitignore}, that than the
 * repository's {@code info/exclude}, that than what the user ignores everywhere; of one kind, the
 * deepest folder's rules are the strongest. Immutable.
 */
final class IgnoreRules {

  private final Optional<IgnoreRules> above;
  private final Path folder;
  private final Map<Kind, IgnoreNode> nodes;

  private IgnoreRules(Optional<IgnoreRules> above, Path folder, Map<Kind, IgnoreNode> nodes) {
    this.above = above;
    this.folder = folder;
    this.nodes = nodes;
  }

  /** From the strongest to the weakest. */
  private enum Kind {
    TYPOFIX(".typofixignore"),
    GENERAL(".ignore"),
    GIT(".gitignore"),
    REPOSITORY(""),
    USER("");

    private final String fileName;

    Kind(String fileName) {
      this.fileName = fileName;
    }
  }

  /**
   * The rules that hold in a folder: its own, those of the folders up to the repository's, and the
   * user's.
   */
  static IgnoreRules in(Path folder, GitUser user) {
    List<Path> chain = new ArrayList<>();
    Optional<Path> root = GitRepository.rootAbove(folder);
    for (Path at = folder; at != null; at = at.getParent()) {
      chain.add(0, at);
      if (root.isEmpty() || at.equals(root.get())) {
        break;
      }
    }
    Map<Kind, IgnoreNode> outermost = new EnumMap<>(Kind.class);
    root.flatMap(GitRepository::excludeFile)
        .ifPresent(file -> read(file, Kind.REPOSITORY, outermost));
    // Outside of repositories git ignores nothing.
    root.flatMap(folderOfAll -> user.ignoreFile(GitRepository.settingsFile(folderOfAll)))
        .ifPresent(file -> read(file, Kind.USER, outermost));
    IgnoreRules rules = new IgnoreRules(Optional.empty(), chain.get(0), outermost);
    for (Path at : chain) {
      rules = rules.within(at);
    }
    return rules;
  }

  /** These rules and those that a folder below adds. */
  IgnoreRules within(Path subfolder) {
    Map<Kind, IgnoreNode> own = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      if (!kind.fileName.isEmpty()) {
        read(subfolder.resolve(kind.fileName), kind, own);
      }
    }
    return own.isEmpty() ? this : new IgnoreRules(Optional.of(this), subfolder, own);
  }

  private static void read(Path file, Kind kind, Map<Kind, IgnoreNode> nodes) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    IgnoreNode node = new IgnoreNode();
    try (InputStream in = Files.newInputStream(file)) {
      node.parse(in);
    } catch (IOException unreadable) {
      // As git does: an ignore file that cannot be read ignores nothing.
      return;
    }
    nodes.put(kind, node);
  }

  /** Whether a path in this folder is left out; its folders are known not to be. */
  boolean ignores(Path path, PathType type) {
    for (Kind kind : Kind.values()) {
      Boolean decided = decide(kind, path, type);
      if (decided != null) {
        return decided;
      }
    }
    return false;
  }

  private @Nullable Boolean decide(Kind kind, Path path, PathType type) {
    for (Optional<IgnoreRules> rules = Optional.of(this);
        rules.isPresent();
        rules = rules.get().above) {
      IgnoreNode node = rules.get().nodes.get(kind);
      if (node != null) {
        String relative = rules.get().folder.relativize(path).toString().replace('\\', '/');
        Boolean decided = node.checkIgnored(relative, type == PathType.FOLDER);
        if (decided != null) {
          return decided;
        }
      }
    }
    return null;
  }

  /** Whether a path is a folder's; some rules hold for folders only. */
  enum PathType {
    FILE,
    FOLDER
  }
}
