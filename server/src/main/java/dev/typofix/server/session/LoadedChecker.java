package dev.typofix.server.session;

import dev.typofix.corrector.Checker;
import java.util.List;
import java.util.Optional;

/**
 * A checker, ready, and what people may know of it.
 *
 * @param checker used on the inference thread only
 * @param preliminary answers much sooner than the checker, though less surely; likewise used on the
 *     inference thread only
 * @param model the model's name
 * @param backend how the model runs
 * @param notices what a person should know of how it was loaded, a line each: a backend that did
 *     not work
 * @param resources closed after the last check
 */
public record LoadedChecker(
    Checker checker,
    Optional<Checker> preliminary,
    String model,
    String backend,
    List<String> notices,
    Runnable resources) {

  public LoadedChecker {
    notices = List.copyOf(notices);
  }

  /** A checker that loaded as it should. */
  public LoadedChecker(Checker checker, String model, String backend, Runnable resources) {
    this(checker, Optional.empty(), model, backend, List.of(), resources);
  }
}
