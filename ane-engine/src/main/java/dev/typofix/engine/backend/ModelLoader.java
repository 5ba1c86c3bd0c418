package dev.typofix.engine.backend;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.Tokenizer;
import dev.typofix.engine.coreml.AnemllBundle;
import dev.typofix.engine.tokenizer.HuggingFaceTextTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Loads a bundle with the first backend that can run it here. Stateless and thread-safe. */
public final class ModelLoader {

  /** The best first. Another backend is one more line. */
  private static final List<Backend> BACKENDS = List.of(new CoreMlBackend(), new OnnxBackend());

  private ModelLoader() {}

  /** All backends that this program has, the best first. */
  public static List<Backend> backends() {
    return BACKENDS;
  }

  /**
   * Opens the model in a folder: a bundle, or what ANEMLL's conversion left.
   *
   * @throws ModelLoadException if it is neither, or its description is wrong
   */
  public static ModelBundle open(Path folder) throws ModelLoadException {
    return AnemllBundle.isIn(folder) ? AnemllBundle.in(folder) : ModelBundle.directory(folder);
  }

  /** As {@link #load(ModelBundle, LoadOptions, Consumer)}; nobody is told of a second choice. */
  public static LanguageModel load(ModelBundle bundle, LoadOptions options)
      throws ModelLoadException {
    return load(bundle, options, notice -> {});
  }

  /**
   * Loads a model and its tokenizer. Where no backend is named, the next one is tried if the best
   * fails.
   *
   * @param notices told, in one line, why a backend does not run the model though a person would
   *     expect it to
   * @throws ModelLoadException if the bundle is wrong or no backend can run it; the message says
   *     why each of them cannot
   */
  public static LanguageModel load(
      ModelBundle bundle, LoadOptions options, Consumer<String> notices) throws ModelLoadException {
    Tokenizer tokenizer = HuggingFaceTextTokenizer.load(bundle);
    try {
      return load(bundle, tokenizer, options, candidates(options), notices);
    } catch (ModelLoadException | RuntimeException failed) {
      tokenizer.close();
      throw failed;
    }
  }

  /** As the others, with tokenizer and backends given; the tokenizer stays open on a failure. */
  static LanguageModel load(
      ModelBundle bundle,
      Tokenizer tokenizer,
      LoadOptions options,
      List<Backend> backends,
      Consumer<String> notices)
      throws ModelLoadException {
    List<String> obstacles = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    for (Backend backend : backends) {
      try {
        Optional<String> obstacle = backend.obstacle(bundle);
        if (obstacle.isEmpty()) {
          LanguageModel model = backend.load(bundle, tokenizer, options);
          missed.forEach(reason -> notices.accept(instead(reason, model)));
          return model;
        }
        obstacles.add(backend.name() + ": " + obstacle.get());
        if (backend.isExpected(bundle)) {
          missed.add(backend.name() + ": " + obstacle.get());
        }
      } catch (ModelLoadException failed) {
        boolean lastHope = backend.equals(backends.get(backends.size() - 1)) && missed.isEmpty();
        if (lastHope) {
          // Nothing else was worth a try: its own words say it best.
          throw failed;
        }
        obstacles.add(backend.name() + ": " + failed.getMessage());
        missed.add(backend.name() + ": " + failed.getMessage());
      }
    }
    throw new ModelLoadException(
        "%s cannot run here (%s)".formatted(bundle.location(), String.join("; ", obstacles)));
  }

  private static String instead(String reason, LanguageModel model) {
    return "%s. The model runs on %s instead.".formatted(reason, model.backendDescription());
  }

  private static List<Backend> candidates(LoadOptions options) throws ModelLoadException {
    if (options.backend().isEmpty()) {
      return BACKENDS;
    }
    String name = options.backend().get();
    List<Backend> named = BACKENDS.stream().filter(each -> each.name().equals(name)).toList();
    if (named.isEmpty()) {
      throw new ModelLoadException(
          "no backend is named %s; use one of %s"
              .formatted(name, String.join(", ", BACKENDS.stream().map(Backend::name).toList())));
    }
    return named;
  }
}
