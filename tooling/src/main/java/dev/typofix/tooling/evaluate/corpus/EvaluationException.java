package dev.typofix.tooling.evaluate.corpus;

/** What was given makes the work impossible; the message says why and what to do, in one line. */
public final class EvaluationException extends Exception {

  private static final long serialVersionUID = 1;

  public EvaluationException(String message) {
    super(message);
  }

  public EvaluationException(String message, Throwable cause) {
    super(message, cause);
  }
}
