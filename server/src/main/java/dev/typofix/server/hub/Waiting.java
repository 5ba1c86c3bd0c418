package dev.typofix.server.hub;

import java.time.Duration;

/** How a download waits before it tries again; tests do not. */
@FunctionalInterface
public interface Waiting {

  /** Waits as long as it is told to. */
  Waiting REAL = time -> Thread.sleep(time.toMillis());

  /**
   * Waits.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  void await(Duration time) throws InterruptedException;
}
