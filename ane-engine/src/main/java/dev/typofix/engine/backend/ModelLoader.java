package dev.typofix.engine.backend;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.Tokenizer;
import dev.typofix.engine.tokenizer.HuggingFaceTextTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Loads a bundle with the first backend that can run it here. Stateless and thread-safe. */
public final class ModelLoader {

  /** The best first. Another backend is one more line. */
  private static final List<Backend> BACKENDS = List.of(new OnnxBackend());

  private ModelLoader() {}

  /** All backends that this program has, the best first. */
  public static List<Backend> backends() {
    return BACKENDS;
  }

  /**
   * Loads a model and its tokenizer.
   *
   * @throws ModelLoadException if the bundle is wrong or no backend can run it; the message says
   *     why each of them cannot
   */
  public static LanguageModel load(ModelBundle bundle, LoadOptions options)
      throws ModelLoadException {
    Backend backend = choose(bundle, options);
    Tokenizer tokenizer = HuggingFaceTextTokenizer.load(bundle);
    try {
      return backend.load(bundle, tokenizer, options);
    } catch (ModelLoadException | RuntimeException failed) {
      tokenizer.close();
      throw failed;
    }
  }

  private static Backend choose(ModelBundle bundle, LoadOptions options) throws ModelLoadException {
    List<String> obstacles = new ArrayList<>();
    for (Backend backend : BACKENDS) {
      if (options.backend().isPresent() && !options.backend().get().equals(backend.name())) {
        continue;
      }
      Optional<String> obstacle = backend.obstacle(bundle);
      if (obstacle.isEmpty()) {
        return backend;
      }
      obstacles.add(backend.name() + ": " + obstacle.get());
    }
    if (obstacles.isEmpty()) {
      throw new ModelLoadException(
          "no backend is named %s; use one of %s"
              .formatted(
                  options.backend().orElse(""),
                  String.join(", ", BACKENDS.stream().map(Backend::name).toList())));
    }
    throw new ModelLoadException(
        "%s cannot run here (%s)".formatted(bundle.location(), String.join("; ", obstacles)));
  }
}
