package dev.typofix.server.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which model judges, and on how many threads. Filled by picocli. */
final class ModelOptions {

  @Spec(Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "Folder of the model to use; the embedded model by default.")
  private @Nullable Path folder;

  private @Nullable Integer threads;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Processor threads for the model, 1 to 64; the number of cores, at most 4, by default.")
  void threads(int count) {
    if (count < 1 || count > 64) {
      throw new ParameterException(
          java.util.Objects.requireNonNull(spec).commandLine(),
          "--threads is from 1 to 64, not " + count);
    }
    threads = count;
  }

  /** The folder of the model; empty for the embedded one. */
  Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /** Threads asked for; empty for the engine's own choice. */
  OptionalInt threads() {
    return threads == null ? OptionalInt.empty() : OptionalInt.of(threads);
  }
}
