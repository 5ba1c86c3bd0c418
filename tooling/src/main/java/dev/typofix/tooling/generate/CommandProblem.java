package dev.typofix.tooling.generate;

import dev.typofix.tooling.corpus.TextProblem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in one line why a command cannot go on, and what to do. */
final class CommandProblem {

  /** What a command exits with that cannot do its work. */
  static final int EXIT_CODE = 2;

  private CommandProblem() {}

  static String describe(Exception problem) {
    if (problem instanceof TextProblem || problem instanceof IllegalArgumentException) {
      return String.valueOf(problem.getMessage());
    }
    if (problem instanceof NoSuchFileException missing) {
      return missing.getFile() + " cannot be made: its folder does not exist; create it first";
    }
    if (problem instanceof AccessDeniedException denied) {
      return denied.getFile() + " may not be read or written; allow it, or choose another path";
    }
    if (problem instanceof FileSystemException system && system.getReason() != null) {
      return system.getFile() + ": " + system.getReason() + "; choose another path";
    }
    if (problem instanceof IOException) {
      return problem.getMessage()
          + "; free some space or choose another path, and run the same command again: it goes on"
          + " where it stopped";
    }
    throw new IllegalStateException(problem);
  }
}
