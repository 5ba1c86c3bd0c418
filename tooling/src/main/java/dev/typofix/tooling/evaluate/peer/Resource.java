package dev.typofix.tooling.evaluate.peer;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files of this package that are written beside a checker so that it can be made or started. */
final class Resource {

  private Resource() {}

  /** The text of a file, named from this package's folder. */
  static String text(String name) {
    try {
      return Resources.toString(
          Resources.getResource(Resource.class, name), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
