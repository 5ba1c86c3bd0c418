package dev.typofix.corrector.lexicon;

import com.google.common.base.Preconditions;

/**
 * What the lexicon knows of a word, whatever its letters' case. Packed into a {@code long} in the
 * lexicon file.
 *
 * @param status how far the word can be trusted to be one
 * @param casing how the word is usually written
 * @param scowlLevel the word's SCOWL size level divided by ten, from 1 (most common) to 9; 0 if
 *     SCOWL lacks it
 * @param generalFrequency −10 · log10 of the share of running words of general text, rounded, from
 *     0 to {@link #NEVER_SEEN}
 * @param technicalFrequency the same for documentation, comments and commit messages
 */
public record WordEntry(
    Status status, Casing casing, int scowlLevel, int generalFrequency, int technicalFrequency) {

  /** The frequency of a word that was not seen at all: one in ten to the nine words. */
  public static final int NEVER_SEEN = 90;

  /** Once in 400,000 words, which acronyms reach: {@code STOR}. */
  private static final int OBSCURE = 56;

  private static final Status[] STATUSES = Status.values();
  private static final Casing[] CASINGS = Casing.values();

  public WordEntry {
    Preconditions.checkArgument(scowlLevel >= 0 && scowlLevel <= 9, "level %s", scowlLevel);
    Preconditions.checkArgument(
        generalFrequency >= 0 && generalFrequency <= NEVER_SEEN, "frequency %s", generalFrequency);
    Preconditions.checkArgument(
        technicalFrequency >= 0 && technicalFrequency <= NEVER_SEEN,
        "frequency %s",
        technicalFrequency);
  }

  /** How far a word can be trusted to be one. */
  public enum Status {
    /** In large word lists only, or an identifier of some programming language. */
    WEAK,
    /** A name: right if it starts with a capital, weak otherwise. */
    NAME,
    /** A word of English or of the technical vocabulary. */
    ACCEPTED
  }

  /** How a word is usually written. */
  public enum Casing {
    LOWER,
    CAPITALIZED,
    /** Some other way ({@code GitHub}, {@code HTTP}); {@link Lexicon#canonicalForm} tells. */
    SPECIAL
  }

  /** Whether the word is frequent enough to be proposed as a correction. */
  public boolean isProposable() {
    return status != Status.WEAK
        && (generalFrequency < 74
            || technicalFrequency < 66
            || (scowlLevel > 0 && scowlLevel <= 5));
  }

  /**
   * Whether hardly anybody writes the word: large lists have it, and capitals in technical text.
   */
  public boolean isObscure() {
    return scowlLevel >= 7 && technicalFrequency >= OBSCURE;
  }

  /** log10 of the word's share of running text, general and technical half each; from −9 to 0. */
  public double logFrequency() {
    double general = Math.pow(10, generalFrequency / -10.0);
    double technical = Math.pow(10, technicalFrequency / -10.0);
    return Math.log10((general + technical) / 2);
  }

  @SuppressWarnings(
      "EnumOrdinal") // the file's own numbering; the order of the constants is part of it
  long pack() {
    return status.ordinal()
        | (long) casing.ordinal() << 2
        | (long) scowlLevel << 4
        | (long) generalFrequency << 8
        | (long) technicalFrequency << 15;
  }

  static WordEntry unpack(long packed) {
    return new WordEntry(
        STATUSES[(int) (packed & 3)],
        CASINGS[(int) (packed >> 2 & 3)],
        (int) (packed >> 4 & 15),
        (int) (packed >> 8 & 127),
        (int) (packed >> 15 & 127));
  }
}
