package dev.typofix.server.lsp;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a test hold the server's inference thread at a known place. */
final class Gate {

  private final Semaphore arrivals = new Semaphore(0);
  private final Semaphore leaves = new Semaphore(0);

  /** Called by the held thread. */
  void pass() {
    arrivals.release();
    acquire(leaves);
  }

  /** Waits until a thread is held. */
  void awaitArrival() {
    acquire(arrivals);
  }

  /** Lets one thread go, now or when it comes. */
  void open() {
    leaves.release();
  }

  private static void acquire(Semaphore semaphore) {
    try {
      if (!semaphore.tryAcquire(TestClient.TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody came to the gate");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
