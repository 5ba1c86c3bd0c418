package dev.typofix.server.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * An answer's body that breaks off when nothing comes for a while: Java's client would wait for
 * ever. Read by one thread.
 */
final class GuardedBody implements AutoCloseable {

  private static final ScheduledExecutorService WATCH =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "typofix-download-watch");
            thread.setDaemon(true);
            return thread;
          });

  private final InputStream body;
  private final long stallNanos;
  private final ScheduledFuture<?> watch;
  private volatile long lastNanos = System.nanoTime();
  private volatile boolean dead;

  /**
   * Guards a body.
   *
   * @param stall how long nothing may come
   */
  GuardedBody(InputStream body, Duration stall) {
    this.body = body;
    this.stallNanos = stall.toNanos();
    long everyNanos = Math.max(1, stallNanos / 4);
    watch = WATCH.scheduleWithFixedDelay(this::look, everyNanos, everyNanos, TimeUnit.NANOSECONDS);
  }

  private void look() {
    if (System.nanoTime() - lastNanos > stallNanos) {
      dead = true;
      try {
        body.close();
      } catch (IOException alreadyBroken) {
        // The reader sees the same.
      }
    }
  }

  /**
   * Reads as {@link InputStream#read(byte[])} does.
   *
   * @throws IOException also if nothing came for too long
   */
  int read(byte[] buffer) throws IOException {
    lastNanos = System.nanoTime();
    try {
      int count = body.read(buffer);
      if (count < 0 && dead) {
        throw stalled();
      }
      return count;
    } catch (IOException failed) {
      throw dead ? stalled() : failed;
    }
  }

  private static IOException stalled() {
    return new IOException("the connection is stuck");
  }

  @Override
  public void close() throws IOException {
    watch.cancel(false);
    body.close();
  }
}
