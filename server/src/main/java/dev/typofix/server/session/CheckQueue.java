package dev.typofix.server.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Decides what the inference thread checks next: of each document its newest version only, of
 * several documents the one that was asked for last. A check that a newer version overtakes is
 * cancelled, whether it runs or waits; so any number of edits leaves at most one check a document.
 * Thread-safe.
 */
public final class CheckQueue {

  private final ScheduledExecutorService inference;
  private final SnapshotCheck check;
  private final Map<String, CheckJob> jobs = new HashMap<>();
  private long requests;

  /**
   * Makes an empty queue.
   *
   * @param inference one thread; the caller shuts it down
   * @param check what to do with a snapshot
   */
  public CheckQueue(ScheduledExecutorService inference, SnapshotCheck check) {
    this.inference = inference;
    this.check = check;
  }

  /**
   * Asks for a snapshot's check, and makes it the most urgent. A check of the same version that
   * waits, runs or is done answers; an older version's is cancelled.
   *
   * @param delayMillis how long to wait for a newer version first
   * @return completed on the inference thread; cancelled if a newer version comes; do not complete
   *     or cancel it
   */
  public synchronized CompletableFuture<CheckedDocument> check(
      DocumentSnapshot snapshot, long delayMillis) {
    long dueNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis);
    Optional<CheckJob> known =
        Optional.ofNullable(jobs.get(snapshot.uri())).filter(job -> job.isFor(snapshot));
    CheckJob job = known.orElseGet(() -> replace(snapshot));
    job.urgency = ++requests;
    if (!job.started && (known.isEmpty() || dueNanos - job.dueNanos < 0)) {
      job.dueNanos = dueNanos;
      schedule(job, delayMillis);
    }
    return job.result;
  }

  /** The check of a document's version, if it was asked for and no newer one since. */
  public synchronized Optional<CompletableFuture<CheckedDocument>> latest(DocumentSnapshot now) {
    return Optional.ofNullable(jobs.get(now.uri()))
        .filter(job -> job.isFor(now))
        .map(job -> job.result);
  }

  private CheckJob replace(DocumentSnapshot snapshot) {
    forget(snapshot.uri());
    CheckJob job = new CheckJob(snapshot);
    jobs.put(snapshot.uri(), job);
    return job;
  }

  /** Each scheduled turn runs one job, though not always the one it was scheduled for. */
  private void schedule(CheckJob job, long delayMillis) {
    try {
      var unused = inference.schedule(this::runMostUrgent, delayMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      job.result.cancel(false);
    }
  }

  /** Drops a document: its check is cancelled, its result forgotten. */
  public synchronized void forget(String uri) {
    CheckJob job = jobs.remove(uri);
    if (job != null) {
      job.result.cancel(false);
    }
  }

  /** Drops everything: what follows is checked anew. */
  public synchronized void forgetAll() {
    jobs.values().forEach(job -> job.result.cancel(false));
    jobs.clear();
  }

  private void runMostUrgent() {
    takeMostUrgent().ifPresent(this::run);
  }

  private synchronized Optional<CheckJob> takeMostUrgent() {
    long now = System.nanoTime();
    Optional<CheckJob> next =
        jobs.values().stream()
            .filter(job -> !job.started && job.dueNanos - now <= 0)
            .max((one, other) -> Long.compare(one.urgency, other.urgency));
    next.ifPresent(job -> job.started = true);
    return next;
  }

  private void run(CheckJob job) {
    try {
      job.result.complete(check.check(job.snapshot, () -> throwIfUnwanted(job)));
    } catch (CancellationException e) {
      job.result.cancel(false);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // One document must not take the others down, whatever its text does to the checker.
      job.result.completeExceptionally(e);
    }
  }

  private static void throwIfUnwanted(CheckJob job) {
    if (job.result.isDone()) {
      throw new CancellationException("a newer version came");
    }
  }
}
