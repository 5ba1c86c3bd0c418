package dev.typofix.server.lsp;

import dev.typofix.server.session.CheckerLoader;
import java.nio.file.Path;

/**
 * What the server is started with.
 *
 * @param loader loads the model
 * @param userDictionary the file of words that the user accepts everywhere
 * @param debounceMillis how long an edit waits for the next one before it is checked
 */
public record ServerOptions(CheckerLoader loader, Path userDictionary, int debounceMillis) {

  /** Short enough to feel at once, long enough for a fast typist's next letter to come first. */
  public static final int DEFAULT_DEBOUNCE_MILLIS = 30;
}
