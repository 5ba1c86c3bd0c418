package dev.typofix.server.hub;

import dev.typofix.server.hub.ModelPull.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Pulls into a folder, in chunks of 8 kB, and never really waits. */
public final class PullFixture {

  public static final String REPOSITORY = "owner/noise";
  static final int CHUNK_BYTES = 8 << 10;

  final Path folder;
  final Map<String, String> variables = new HashMap<>();
  final List<Duration> waits = new CopyOnWriteArrayList<>();
  final List<String> notes = new CopyOnWriteArrayList<>();
  final AtomicLong receivedBytes = new AtomicLong();
  final AtomicLong totalBytes = new AtomicLong();
  final AtomicLong presentBytes = new AtomicLong();
  long freeBytes = Long.MAX_VALUE;

  PullFixture(Path folder, LocalHub hub) {
    this.folder = folder;
    variables.put("HF_ENDPOINT", hub.address());
  }

  /** Small chunks, three connections, three attempts. */
  public static PullConditions conditions(Waiting waiting, FreeSpace space) {
    return new PullConditions(CHUNK_BYTES, 3, 3, Duration.ofMinutes(1), waiting, space);
  }

  Result pull() throws IOException, InterruptedException {
    return pull(CatalogueEntry.of(new ModelSource(REPOSITORY, "main")));
  }

  Result pull(CatalogueEntry entry) throws IOException, InterruptedException {
    PullListener listener =
        new PullListener() {
          @Override
          public void begins(long total, long present) {
            totalBytes.set(total);
            presentBytes.set(present);
          }

          @Override
          public void received(long bytes) {
            receivedBytes.addAndGet(bytes);
          }

          @Override
          public void note(String line) {
            notes.add(line);
          }
        };
    return new ModelPull(
            Hub.of(variables, Optional.empty()),
            variables,
            new ModelsFolder(folder),
            conditions(waits::add, anywhere -> freeBytes),
            listener)
        .pull(entry);
  }
}
