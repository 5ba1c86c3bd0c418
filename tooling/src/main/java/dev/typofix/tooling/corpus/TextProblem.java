package dev.typofix.tooling.corpus;

/** A file that cannot be read as text; the message is one line that says what to do. */
public final class TextProblem extends Exception {

  private static final long serialVersionUID = 1L;

  public TextProblem(String message) {
    super(message);
  }

  public TextProblem(String message, Throwable cause) {
    super(message, cause);
  }
}
