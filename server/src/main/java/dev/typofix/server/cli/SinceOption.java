package dev.typofix.server.cli;

import dev.typofix.server.workspace.GitChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Restricts a run to what changed. Filled by picocli. */
final class SinceOption {

  @Spec(Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--since",
      paramLabel = "REF",
      description =
          "Only lines that are new or changed since this git commit, branch or tag, committed or"
              + " not.")
  private @Nullable String reference;

  /** Whether the run is restricted. */
  boolean isPresent() {
    return reference != null;
  }

  /** Refuses what makes no sense for a text that is no file. */
  void refuseFor(String input) {
    if (reference != null) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--since is for files, not for " + input);
    }
  }

  /**
   * Opens the repositories of the paths; the current folder's if there are none.
   *
   * @throws CommandFailure if one is in no repository, or its repository lacks the commit
   */
  Optional<GitChanges> open(Path currentFolder, List<Path> paths) throws CommandFailure {
    if (reference == null) {
      return Optional.empty();
    }
    try {
      List<Path> named = paths.isEmpty() ? List.of(currentFolder) : paths;
      return Optional.of(
          GitChanges.since(
              reference, named.stream().map(path -> folder(currentFolder.resolve(path))).toList()));
    } catch (IOException failed) {
      throw new CommandFailure("--since: " + failed.getMessage(), failed);
    }
  }

  private static Path folder(Path path) {
    Path normal = path.normalize();
    return Files.isDirectory(normal) ? normal : normal.resolveSibling("");
  }
}
