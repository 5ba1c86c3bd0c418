package dev.typofix.server.message;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Tells of unexpected failures without what users wrote, which an exception's message may hold. */
public final class Failures {

  private static final int FRAMES = 6;

  private Failures() {}

  /** The failure's kind and where it happened, one line. */
  public static String describe(Throwable failure) {
    return failure.getClass().getName()
        + Arrays.stream(failure.getStackTrace())
            .limit(FRAMES)
            .map(frame -> " at " + frame)
            .collect(Collectors.joining());
  }
}
