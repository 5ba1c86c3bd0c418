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

  /**
   * Asks for the check of a file that is not open, for when nothing else is to be done: one that is
   * asked for with {@link #check} goes first, even if this one has begun. Of several, the one that
   * was asked for first comes first.
   *
   * @return as that of {@link #check}; cancelled also if the document is open by now
   */
  public synchronized CompletableFuture<CheckedDocument> checkWhenIdle(DocumentSnapshot snapshot) {
    CheckJob known = jobs.get(snapshot.uri());
    if (known != null && known.urgency > 0) {
      return CompletableFuture.failedFuture(new CancellationException("the document is open"));
    }
    CheckJob job = replace(snapshot);
    job.dueNanos = System.nanoTime();
    job.urgency = - ++requests;
    schedule(job, 0);
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

  /** Drops a snapshot's check, if no other version's took its place. */
  public synchronized void forget(DocumentSnapshot snapshot) {
    CheckJob job = jobs.get(snapshot.uri());
    if (job != null && job.isFor(snapshot)) {
      forget(snapshot.uri());
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
    Optional<CheckJob> next = mostUrgent();
    next.ifPresent(job -> job.started = true);
    return next;
  }

  private Optional<CheckJob> mostUrgent() {
    long now = System.nanoTime();
    return jobs.values().stream()
        .filter(job -> !job.started && job.dueNanos - now <= 0)
        .max((one, other) -> Long.compare(one.urgency, other.urgency));
  }

  private void run(CheckJob job) {
    try {
      job.result.complete(check.check(job.snapshot, () -> throwIfUnwanted(job)));
    } catch (OvertakenException e) {
      beginAgain(job);
    } catch (CancellationException e) {
      job.result.cancel(false);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // One document must not take the others down, whatever its text does to the checker.
      job.result.completeExceptionally(e);
    }
  }

  /** The checker remembers the sentences that it has judged, so little is lost. */
  private synchronized void beginAgain(CheckJob job) {
    job.started = false;
    schedule(job, 0);
  }

  private synchronized void throwIfUnwanted(CheckJob job) {
    if (job.result.isDone()) {
      throw new CancellationException("a newer version came");
    }
    if (job.urgency < 0 && mostUrgent().filter(other -> other.urgency > 0).isPresent()) {
      throw new OvertakenException();
    }
  }

  /** Something more urgent is to be done first. */
  private static final class OvertakenException extends CancellationException {
    private static final long serialVersionUID = 1L;
  }
}
