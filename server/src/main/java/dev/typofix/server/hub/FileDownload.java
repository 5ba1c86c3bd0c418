package dev.typofix.server.hub;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Fetches one file: in chunks, several side by side, each going on where a broken connection left
 * it; or in one piece from a hub that knows no ranges. The file gets its name only when its SHA-256
 * is right. Used once, by one thread.
 */
final class FileDownload {

  /** The second try is for what a broken proxy or disk of a mirror spoilt on the way. */
  private static final int TRIES_FOR_CHECKSUM = 2;

  private static final int BUFFER_BYTES = 1 << 16;

  private final HubClient client;
  private final ModelSource source;
  private final WantedFile file;
  private final PullConditions conditions;
  private final PullListener listener;

  FileDownload(
      HubClient client,
      ModelSource source,
      WantedFile file,
      PullConditions conditions,
      PullListener listener) {
    this.client = client;
    this.source = source;
    this.file = file;
    this.conditions = conditions;
    this.listener = listener;
  }

  /**
   * Fetches what is missing.
   *
   * @param target the file's own name; its folder must exist
   * @throws HubException if the file cannot be had; what came stays for the next time
   */
  void to(Path target) throws IOException, InterruptedException {
    try (PartFile part = PartFile.open(target, file, conditions.chunkBytes())) {
      for (int attempt = 1; true; attempt++) {
        fetch(part);
        String sha256 = MoreFiles.asByteSource(part.path()).hash(Hashing.sha256()).toString();
        if (sha256.equals(file.sha256())) {
          part.moveTo(target);
          return;
        }
        listener.received(-file.bytes());
        var unused = part.startAgain();
        if (attempt == TRIES_FOR_CHECKSUM) {
          throw new HubException(
              "%s: %s arrives damaged (SHA-256 %s, should be %s), %d times; try again later, or another mirror"
                  .formatted(client.hub().host(), file.path(), sha256, file.sha256(), attempt));
        }
        listener.note(file.path() + " arrived damaged; it is fetched again");
      }
    }
  }

  private void fetch(PartFile part) throws IOException, InterruptedException {
    List<Integer> missing = part.missing();
    if (missing.isEmpty()) {
      return;
    }
    try {
      // One chunk alone first: it tells whether the hub knows ranges, and who may read there.
      fetchChunk(part, missing.get(0));
      fetchSideBySide(part, missing.subList(1, missing.size()));
    } catch (NoRangesException wholeOnly) {
      listener.received(-part.startAgain());
      fetchWhole(part);
    }
  }

  private void fetchSideBySide(PartFile part, List<Integer> chunks)
      throws IOException, InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(conditions.connections(), FileDownload::thread);
    try {
      ExecutorCompletionService<Integer> done = new ExecutorCompletionService<>(threads);
      List<Future<Integer>> asked = new ArrayList<>();
      for (int chunk : chunks) {
        asked.add(done.submit(() -> fetchChunk(part, chunk)));
      }
      for (int i = 0; i < asked.size(); i++) {
        done.take().get();
      }
    } catch (ExecutionException failed) {
      throw unwrapped(failed);
    } finally {
      threads.shutdownNow();
    }
  }

  private static IOException unwrapped(ExecutionException failed) {
    if (failed.getCause() instanceof IOException known) {
      return known;
    }
    throw new IllegalStateException("a download failed unexpectedly", failed.getCause());
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "typofix-download");
    thread.setDaemon(true);
    return thread;
  }

  /** Fetches a chunk, over as many connections as it takes. */
  private int fetchChunk(PartFile part, int chunk) throws IOException, InterruptedException {
    ByteRange range = part.range(chunk);
    Attempts attempts = new Attempts(client.hub(), conditions);
    Progress progress = new Progress(part, range);
    while (progress.at < range.end()) {
      long before = progress.at;
      try {
        ByteRange rest = new ByteRange(progress.at, range.end());
        HttpResponse<InputStream> answer = client.open(source, file.path(), Optional.of(rest));
        progress.take(checked(answer, rest).body());
        if (progress.at == before) {
          throw new IOException("the connection ends early");
        }
      } catch (NoRangesException wholeOnly) {
        throw wholeOnly;
      } catch (IOException failed) {
        if (progress.at > before) {
          attempts.progressed();
        }
        attempts.failed(failed);
      }
    }
    part.finish(chunk);
    return chunk;
  }

  /** Refuses an answer that is not about these bytes of a file of this size. */
  private HttpResponse<InputStream> checked(HttpResponse<InputStream> answer, ByteRange range)
      throws IOException {
    String told = answer.headers().firstValue("Content-Range").orElse("");
    int slash = told.indexOf('/');
    String total = slash < 0 ? "" : told.substring(slash + 1).strip();
    boolean otherSize = !total.equals("*") && !total.equals(Long.toString(file.bytes()));
    if (answer.statusCode() == 200) {
      answer.body().close();
      throw new NoRangesException();
    }
    if (!told.startsWith(range.answerStart()) || otherSize) {
      answer.body().close();
      throw new HubException(
          "%s: answers \"%s\" for %s, whose manifest says %d bytes; try again later, or another mirror"
              .formatted(client.hub().host(), told, file.path(), file.bytes()));
    }
    return answer;
  }

  /** Fetches a file in one piece, from its beginning at each try. */
  private void fetchWhole(PartFile part) throws IOException, InterruptedException {
    Attempts attempts = new Attempts(client.hub(), conditions);
    while (true) {
      Progress progress = new Progress(part, new ByteRange(0, file.bytes()));
      try {
        progress.take(client.open(source, file.path(), Optional.empty()).body());
        if (progress.at < file.bytes()) {
          throw new IOException("the connection ends early");
        }
        break;
      } catch (IOException failed) {
        listener.received(-progress.at);
        attempts.failed(failed);
      }
    }
    for (int chunk : part.missing()) {
      part.finish(chunk);
    }
  }

  /** How far a range is written. Confined to one thread. */
  private final class Progress {

    private final PartFile part;
    private final ByteRange range;
    private long at;

    Progress(PartFile part, ByteRange range) {
      this.part = part;
      this.range = range;
      this.at = range.start();
    }

    /** Writes what comes, up to the range's end. */
    void take(InputStream body) throws IOException {
      byte[] buffer = new byte[BUFFER_BYTES];
      try (GuardedBody guarded = new GuardedBody(body, conditions.stall())) {
        while (at < range.end()) {
          int count = guarded.read(buffer);
          if (count < 0) {
            return;
          }
          int wanted = (int) Math.min(count, range.end() - at);
          part.write(buffer, wanted, at);
          at += wanted;
          synchronized (listener) {
            listener.received(wanted);
          }
        }
      }
    }
  }

  /** The hub sends whole files only. */
  private static final class NoRangesException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
