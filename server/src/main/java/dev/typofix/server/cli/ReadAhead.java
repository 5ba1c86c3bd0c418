package dev.typofix.server.cli;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Has files read and parsed on a thread of its own while the caller checks the ones before: a few,
 * and no more bytes than a small machine can spare. Used by one thread.
 */
final class ReadAhead implements AutoCloseable {

  private static final int MOST_FILES = 16;
  private static final long MOST_BYTES = 4 << 20;

  private final List<Path> files;
  private final FileReader reader;
  private final Queue<Pending> pending = new ArrayDeque<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "typofix-reader");
            made.setDaemon(true);
            return made;
          });
  private int asked;
  private long pendingBytes;

  private record Pending(Future<ReadFile> file, long bytes) {}

  /** Files in the order in which {@link #next()} gives them. */
  ReadAhead(List<Path> files, FileReader reader) {
    this.files = files;
    this.reader = reader;
  }

  /** The next file; to be called no more often than there are files. Waits for it. */
  ReadFile next() {
    askForMore();
    Pending head = pending.remove();
    pendingBytes -= head.bytes();
    try {
      return head.file().get();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("reading a file has no exceptions", impossible.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while a file was read");
    }
  }

  private void askForMore() {
    while (asked < files.size()
        && (pending.isEmpty() || (pending.size() < MOST_FILES && pendingBytes < MOST_BYTES))) {
      Path file = files.get(asked++);
      // A file that is gone by now has no bytes; reading it tells more.
      long bytes = file.toFile().length();
      pendingBytes += bytes;
      pending.add(new Pending(thread.submit(() -> reader.read(file)), bytes));
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
