package dev.typofix.server.cli;

import org.jspecify.annotations.Nullable;

/** A command that cannot go on; the message is one line for the user and says what to do. */
final class CommandFailure extends Exception {

  private static final long serialVersionUID = 1L;

  CommandFailure(@Nullable String message) {
    super(message);
  }

  CommandFailure(@Nullable String message, Throwable cause) {
    super(message, cause);
  }
}
