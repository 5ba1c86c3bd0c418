package dev.typofix.tooling.evaluate.corpus;

import java.util.List;

/**
 * The clean texts of one file.
 *
 * @param name the file's name
 */
public record CleanSet(String name, List<CleanText> texts) {

  public CleanSet {
    texts = List.copyOf(texts);
  }

  /** Words that blanks part. */
  public long words() {
    return texts.stream().mapToLong(text -> Blanks.words(text.text())).sum();
  }
}
