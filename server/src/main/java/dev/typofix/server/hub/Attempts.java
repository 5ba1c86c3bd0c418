package dev.typofix.server.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides after each failure of a connection whether to try again, and waits: twice as long each
 * time, or as long as the hub asks for. Any byte that comes starts the count anew. Confined to one
 * thread.
 */
final class Attempts {

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final Hub hub;
  private final PullConditions conditions;
  private int failures;

  Attempts(Hub hub, PullConditions conditions) {
    this.hub = hub;
    this.conditions = conditions;
  }

  /** Something came. */
  void progressed() {
    failures = 0;
  }

  /**
   * Waits for the next try.
   *
   * @throws HubException if there should be none: the failure is final, or one too many
   */
  void failed(IOException failure) throws HubException, InterruptedException {
    if (failure instanceof HubException last) {
      throw last;
    }
    failures++;
    if (failures >= conditions.attempts()) {
      throw new HubException(
          "%s: %s, %d times in a row; check the network (or HTTPS_PROXY) and run the command again: it goes on where it stopped"
              .formatted(hub.host(), reason(failure), failures),
          failure);
    }
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, 6));
    Optional<Duration> asked =
        failure instanceof UnavailableException later ? later.retryAfter() : Optional.empty();
    if (asked.isPresent() && asked.get().compareTo(LONGEST_WAIT) > 0) {
      throw new HubException(
          "%s: %s, and asks to be left alone for %d s; run the command again then: it goes on where it stopped"
              .formatted(hub.host(), reason(failure), asked.get().toSeconds()),
          failure);
    }
    conditions.waiting().await(asked.orElse(wait));
  }

  private static String reason(IOException failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }
}
