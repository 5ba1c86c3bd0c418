package dev.typofix.server.cli;

import dev.typofix.server.settings.TypofixSettings;
import dev.typofix.server.workspace.GitUser;
import dev.typofix.server.workspace.WorkspaceScanner;
import dev.typofix.server.workspace.WorkspaceScanner.Scan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which texts a command reads. Filled by picocli. */
final class PathOptions {

  private static final Path STANDARD_INPUT = Path.of("-");

  @Spec(Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--stdin-filename",
      paramLabel = "NAME",
      description = "Read standard input, as a file of this name would be read.")
  private @Nullable String standardInputName;

  private OptionalLong maximumBytes = OptionalLong.empty();

  @Option(
      names = "--max-size",
      paramLabel = "MB",
      description =
          "Skip files larger than this in folders, in megabytes. Default: 1, or as the settings say.")
  void maximumMegabytes(double megabytes) {
    if (!(megabytes > 0 && megabytes <= 1024)) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--max-size is above 0 and at most 1024, not " + megabytes);
    }
    maximumBytes = OptionalLong.of((long) (megabytes * (1 << 20)));
  }

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description =
          "Files and folders, or - for standard input. Folders are searched through, without what"
              + " git ignores.")
  private final List<Path> paths = new ArrayList<>();

  /** The name of standard input, if that is what is to be read. */
  Optional<String> standardInput() {
    boolean named = standardInputName != null || paths.contains(STANDARD_INPUT);
    if (named && paths.stream().anyMatch(path -> !path.equals(STANDARD_INPUT))) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "standard input and other paths cannot be read in one run");
    }
    return named
        ? Optional.of(Objects.requireNonNullElse(standardInputName, ""))
        : Optional.empty();
  }

  /** Whether the user named nothing at all to read. */
  boolean isEmpty() {
    return paths.isEmpty() && standardInputName == null;
  }

  /** The files and folders that the user named. */
  List<Path> paths() {
    return paths.stream().filter(path -> !path.equals(STANDARD_INPUT)).toList();
  }

  /** Finds the files; the current folder's if none was named. */
  Scan scan(Path currentFolder, GitUser user, TypofixSettings settings) {
    List<Path> from = paths.isEmpty() ? List.of(currentFolder) : paths;
    return WorkspaceScanner.scan(
        currentFolder, from, user, maximumBytes.orElse(settings.maximumFileKilobytes() * 1024L));
  }
}
