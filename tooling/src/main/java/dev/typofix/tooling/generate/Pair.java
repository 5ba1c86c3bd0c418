package dev.typofix.tooling.generate;

import dev.typofix.tooling.errors.ErrorKind;
import java.util.List;

/**
 * A pair as it is written.
 *
 * @param line JSON in UTF-8 with its line feed; never changed
 * @param split which file it belongs to
 * @param words of its clean text, those of protected spans left out
 * @param kinds of its errors
 */
@SuppressWarnings("ArrayRecordComponent") // written once, compared never
record Pair(byte[] line, Split split, int words, List<ErrorKind> kinds) {

  /** What a pair is for. */
  enum Split {
    TRAINING,
    VALIDATION
  }
}
