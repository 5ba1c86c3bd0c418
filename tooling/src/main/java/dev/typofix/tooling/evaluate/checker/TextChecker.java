package dev.typofix.tooling.evaluate.checker;

import dev.typofix.tooling.evaluate.corpus.EvaluationException;
import java.util.List;

/** Finds errors in texts. */
public interface TextChecker {

  /** Its short name. */
  String name();

  /** What it is and which version, for people. */
  String description();

  /**
   * Checks texts, each for itself.
   *
   * @return what was found, in the texts' order
   * @throws EvaluationException if the checker cannot be run
   */
  List<CheckedText> check(List<String> texts, Progress progress) throws EvaluationException;
}
