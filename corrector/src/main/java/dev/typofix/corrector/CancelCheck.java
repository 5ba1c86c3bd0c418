package dev.typofix.corrector;

import java.util.concurrent.CancellationException;

/** Asked between sentences whether the result is still wanted. */
@FunctionalInterface
public interface CancelCheck {

  /** Never cancels. */
  CancelCheck NEVER = () -> {};

  /**
   * Returns if work should go on.
   *
   * @throws CancellationException if not
   */
  void check();
}
