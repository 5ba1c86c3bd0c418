package dev.typofix.engine;

import java.io.IOException;

/** A model that cannot be loaded; the message is one line for a person and says what to do. */
public final class ModelLoadException extends IOException {

  private static final long serialVersionUID = 1L;

  public ModelLoadException(String message) {
    super(message);
  }

  public ModelLoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
