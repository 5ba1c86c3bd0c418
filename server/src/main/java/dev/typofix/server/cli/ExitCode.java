package dev.typofix.server.cli;

/** What the program's exit code says. */
final class ExitCode {

  static final int CLEAN = 0;
  static final int FINDINGS = 1;

  /** Wrong arguments, unreadable files, a model that does not load: not everything was done. */
  static final int FAILURE = 2;

  private ExitCode() {}
}
