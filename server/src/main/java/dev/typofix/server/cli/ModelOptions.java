package dev.typofix.server.cli;

import dev.typofix.engine.backend.Backend;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.engine.backend.ModelLoader;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which model judges, with what backend, and on how many threads. Filled by picocli. */
final class ModelOptions {

  private static final String AUTO = "auto";

  @Spec(Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "Name of an installed model, or a model's folder; by default what the settings say,"
              + " else the embedded model.")
  private @Nullable String model;

  private Optional<String> backend = Optional.empty();

  private @Nullable Integer threads;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description =
          "What runs the model: coreml (the Neural Engine of a Mac), onnx (the processor), or auto, the best that works; auto by default.")
  void backend(String name) {
    List<String> known = ModelLoader.backends().stream().map(Backend::name).toList();
    if (!name.equals(AUTO) && !known.contains(name)) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--backend is auto, " + String.join(" or ", known) + ", not " + name);
    }
    backend = name.equals(AUTO) ? Optional.empty() : Optional.of(name);
  }

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

  /** How the model is to run. */
  LoadOptions load() {
    return load(0);
  }

  /**
   * How the model is to run, where the command line leaves something open.
   *
   * @param settledThreads what the settings say; 0 for the backend's choice
   */
  LoadOptions load(int settledThreads) {
    int count = threads == null ? settledThreads : threads;
    return new LoadOptions(backend, count > 0 ? OptionalInt.of(count) : OptionalInt.empty());
  }
}
