package dev.typofix.server.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The hub cannot answer just now; it may later. */
final class UnavailableException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> retryAfter;

  /**
   * Says so.
   *
   * @param retryAfter how long the hub wants to be left alone
   */
  UnavailableException(String message, Optional<Duration> retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
