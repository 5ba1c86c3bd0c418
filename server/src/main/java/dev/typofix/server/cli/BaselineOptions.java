package dev.typofix.server.cli;

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

/** Which findings are known and not reported. Filled by picocli. */
final class BaselineOptions {

  @Spec(Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Leave out findings that this file lists: report new ones only.")
  private @Nullable Path file;

  @Option(
      names = "--write-baseline",
      description = "Have the file that --baseline names list the present findings; report none.")
  private boolean write;

  private Optional<Baseline> written = Optional.empty();

  /** Refuses what makes no sense for a text that is no file. */
  void refuseFor(String input) {
    if (file != null || write) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--baseline is for files, not for " + input);
    }
  }

  /**
   * Reads what is known.
   *
   * @throws CommandFailure if the file that should say it does not
   */
  KnownFindings open(Path currentFolder, SinceOption since) throws CommandFailure {
    if (write && (file == null || since.isPresent())) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          file == null
              ? "--write-baseline wants to know which file: --baseline FILE"
              : "--write-baseline lists all findings; leave --since out");
    }
    if (file == null) {
      return KnownFindings.NONE;
    }
    Path absolute = currentFolder.resolve(file);
    if (!write) {
      return Baseline.read(absolute)::takeFrom;
    }
    Baseline baseline = Files.exists(absolute) ? Baseline.read(absolute) : Baseline.empty(absolute);
    written = Optional.of(baseline);
    return (checked, text, findings) -> {
      baseline.replace(checked, text, findings);
      return List.of();
    };
  }

  /** Writes what was found, if that was asked for and every file could be checked. */
  void finish(Tally tally) throws CommandFailure, IOException {
    if (written.isPresent()) {
      if (tally.exitCode() == ExitCode.FAILURE) {
        throw new CommandFailure(
            file + " was not written, for not everything could be checked; see above");
      }
      written.get().write();
    }
  }
}
