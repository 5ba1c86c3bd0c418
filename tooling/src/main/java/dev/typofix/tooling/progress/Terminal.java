package dev.typofix.tooling.progress;

/** Whether a person watches. */
public final class Terminal {

  private Terminal() {}

  /**
   * Whether standard error is a terminal. The launcher knows; without it a console stands for one,
   * although Java looks only where the input comes from and the output goes.
   */
  @SuppressWarnings("SystemConsoleNull") // with a later Java a log gets the bar: no harm
  public static boolean showsErrors() {
    String known = System.getProperty("typofix.terminal");
    return known == null ? System.console() != null : Boolean.parseBoolean(known);
  }
}
