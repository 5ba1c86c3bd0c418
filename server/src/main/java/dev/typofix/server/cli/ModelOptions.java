package dev.typofix.server.cli;

import java.util.Objects;
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
      paramLabel = "MODEL",
      description =
          "Name of an installed model, or a model's folder; by default what the settings say,"
              + " else the embedded model.")
  private @Nullable String model;

  private @Nullable Integer threads;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Processor threads for the model, 1 to 64; the number of cores, at most 4, by default.")
  void threads(int count) {
    if (count < 1 || count > 64) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--threads is from 1 to 64, not " + count);
    }
    threads = count;
  }

  /** The model asked for, a name or a folder; empty for what the settings say. */
  Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /** Threads asked for; else those of the settings, where 0 means the engine's own choice. */
  OptionalInt threadsOr(int settled) {
    if (threads != null) {
      return OptionalInt.of(threads);
    }
    return settled > 0 ? OptionalInt.of(settled) : OptionalInt.empty();
  }
}
