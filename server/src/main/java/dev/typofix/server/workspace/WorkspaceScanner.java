package dev.typofix.server.workspace;

import dev.typofix.server.workspace.IgnoreRules.PathType;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files to check below the paths that a user names, in the order of their names. What git
 * ignores is left out without a word; what is skipped for another reason is counted. A file that is
 * named itself is always taken. Confined to one thread; used once.
 */
public final class WorkspaceScanner {

  private static final Set<String> VERSION_CONTROL = Set.of(".git", ".hg", ".svn", ".jj");

  private final GitUser user;
  private final long maximumBytes;
  private final Set<Path> files = new LinkedHashSet<>();
  private final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);
  private final List<String> problems = new ArrayList<>();

  private WorkspaceScanner(GitUser user, long maximumBytes) {
    this.user = user;
    this.maximumBytes = maximumBytes;
  }

  /**
   * What a scan found.
   *
   * @param files as the user's paths name them, without repetition
   * @param skipped how many files were left out, by reason
   * @param problems paths that could not be read, one line for a person each
   */
  public record Scan(List<Path> files, Map<SkipReason, Integer> skipped, List<String> problems) {
    public Scan {
      files = List.copyOf(files);
      skipped = Map.copyOf(skipped);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Scans.
   *
   * @param paths files and folders; relative ones start at {@code currentFolder}
   * @param user whose ignore file counts beside the repositories'
   * @param maximumBytes larger files are skipped unless they are named themselves
   */
  public static Scan scan(Path currentFolder, List<Path> paths, GitUser user, long maximumBytes) {
    WorkspaceScanner scanner = new WorkspaceScanner(user, maximumBytes);
    for (Path path : paths) {
      scanner.named(currentFolder.resolve(path).normalize());
    }
    return new Scan(List.copyOf(scanner.files), scanner.skipped, scanner.problems);
  }

  private void named(Path path) {
    if (Files.isDirectory(path)) {
      folder(path, IgnoreRules.in(path.toAbsolutePath(), user));
    } else if (Files.isRegularFile(path)) {
      files.add(path);
    } else if (Files.exists(path)) {
      problems.add(path + " is neither a file nor a folder");
    } else {
      problems.add(path + " does not exist");
    }
  }

  private void folder(Path folder, IgnoreRules rules) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (IOException | java.nio.file.DirectoryIteratorException unreadable) {
      problems.add(folder + " cannot be read: " + unreadable.getMessage());
      return;
    }
    entries.sort(java.util.Comparator.comparing(entry -> entry.getFileName().toString()));
    for (Path entry : entries) {
      BasicFileAttributes attributes = attributes(entry);
      if (attributes != null) {
        entry(entry, attributes, rules);
      }
    }
  }

  private void entry(Path entry, BasicFileAttributes attributes, IgnoreRules rules) {
    String name = entry.getFileName().toString();
    PathType type = attributes.isDirectory() ? PathType.FOLDER : PathType.FILE;
    if (VERSION_CONTROL.contains(name) || rules.ignores(entry.toAbsolutePath(), type)) {
      return;
    }
    if (attributes.isSymbolicLink()) {
      // Its target is checked where it lies itself, or is none of this folder's business.
      skip(SkipReason.SYMBOLIC_LINK);
    } else if (attributes.isDirectory()) {
      if (GeneratedFiles.isVendoredFolder(name)) {
        skip(SkipReason.GENERATED);
      } else {
        folder(entry, rules.within(entry.toAbsolutePath()));
      }
    } else if (attributes.isRegularFile()) {
      file(entry, name, attributes.size());
    }
  }

  private void file(Path file, String name, long bytes) {
    if (GeneratedFiles.isGeneratedFile(name)) {
      skip(SkipReason.GENERATED);
    } else if (bytes > maximumBytes) {
      skip(SkipReason.TOO_LARGE);
    } else {
      files.add(file);
    }
  }

  private @Nullable BasicFileAttributes attributes(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException gone) {
      problems.add(path + " cannot be read: " + gone.getMessage());
      return null;
    }
  }

  private void skip(SkipReason reason) {
    skipped.merge(reason, 1, Integer::sum);
  }
}
