package dev.typofix.tooling.evaluate.corpus;

/**
 * A correction that people made.
 *
 * @param start first UTF-16 offset in the line
 * @param wrong what stands there; empty if something is missing
 * @param right what should stand there; empty if it should not be there at all
 * @param listed whether a published list of misspellings holds it
 */
public record GoldEdit(int start, String wrong, String right, EditClass editClass, boolean listed) {

  /** End offset, exclusive. */
  public int end() {
    return start + wrong.length();
  }

  public boolean counts() {
    return editClass != EditClass.OTHER;
  }
}
