package dev.typofix.engine;

import com.google.common.base.Preconditions;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets calls into native code run side by side, and what they use be freed once, when none runs.
 * Thread-safe.
 */
public final class CloseGuard {

  private final ReadWriteLock lock = new ReentrantReadWriteLock(); // read: calls; write: closes
  private final String name;
  private boolean closed; // guarded by lock

  /**
   * Makes an open guard.
   *
   * @param name of what is guarded, for messages: {@code the model}
   */
  public CloseGuard(String name) {
    this.name = name;
  }

  /** A call that may fail in a way of its own. */
  @FunctionalInterface
  public interface Call<T, E extends Exception> {
    T run() throws E;
  }

  /** The same without an answer. */
  @FunctionalInterface
  public interface Action<E extends Exception> {
    void run() throws E;
  }

  /**
   * Runs a call, while nobody can close.
   *
   * @throws IllegalStateException if it is closed already
   */
  public <T, E extends Exception> T call(Call<T, E> call) throws E {
    lock.readLock().lock();
    try {
      Preconditions.checkState(!closed, "%s is closed", name);
      return call.run();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** As {@link #call}, without an answer. */
  public <E extends Exception> void run(Action<E> action) throws E {
    Call<Boolean, E> call =
        () -> {
          action.run();
          return true;
        };
    var unused = call(call);
  }

  /** Waits for calls that run, then closes; has no effect the second time. */
  public <E extends Exception> void close(Action<E> closing) throws E {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        closing.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
