package dev.typofix.server.hub;

import java.io.IOException;

/** A model cannot be had; the message is one line for a person and says what to do. */
public final class HubException extends IOException {

  private static final long serialVersionUID = 1L;

  HubException(String message) {
    super(message);
  }

  HubException(String message, Throwable cause) {
    super(message, cause);
  }
}
