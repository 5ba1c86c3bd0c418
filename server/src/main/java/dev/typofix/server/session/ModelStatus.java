package dev.typofix.server.session;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the model is doing.
 *
 * @param model its name, empty as long as it is not known
 * @param backend how it runs, empty as long as it is not known
 * @param message what to tell a person, one line: why it failed, why it is not the one that was
 *     asked for, or what is not as it should be; else empty
 */
public record ModelStatus(State state, String model, String backend, String message) {

  /** A model's way of life. */
  public enum State {
    LOADING,
    READY,
    FAILED
  }

  static ModelStatus loading() {
    return new ModelStatus(State.LOADING, "", "", "");
  }

  static ModelStatus ready(LoadedChecker loaded, String problem) {
    String message =
        Stream.concat(Stream.of(problem), loaded.notices().stream())
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining(" "));
    return new ModelStatus(State.READY, loaded.model(), loaded.backend(), message);
  }

  static ModelStatus failed(String message) {
    return new ModelStatus(State.FAILED, "", "", message);
  }
}
