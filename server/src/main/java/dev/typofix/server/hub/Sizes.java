package dev.typofix.server.hub;

import java.util.Locale;

/** Sizes for people. */
public final class Sizes {

  private Sizes() {}

  /** In megabytes (a million bytes), from a thousand of them on in gigabytes. */
  public static String of(long bytes) {
    return bytes < 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
  }
}
