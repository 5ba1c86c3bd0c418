package dev.typofix.server.lsp;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Tells of unexpected failures without what users wrote, which an exception's message may hold. */
final class Failures {

  private static final int FRAMES = 6;

  private Failures() {}

  /** The failure's kind and where it happened, one line. */
  static String describe(Throwable failure) {
    return failure.getClass().getName()
        + Arrays.stream(failure.getStackTrace())
            .limit(FRAMES)
            .map(frame -> " at " + frame)
            .collect(Collectors.joining());
  }
}
