package dev.typofix.server.cli;

import dev.typofix.server.message.Failures;
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

  /**
   * What to tell of a fault that a text brought out. An exception's own message may hold the user's
   * text; so its kind and place must do.
   */
  static String crash(String name, Throwable crash) {
    return name
        + ": could not be checked for a fault in Typofix, nothing was changed; please report this"
        + " line: "
        + Failures.describe(crash);
  }
}
