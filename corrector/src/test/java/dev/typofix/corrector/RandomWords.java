package dev.typofix.corrector;

import java.util.Random;

/** Seeded random words over small alphabets, so that many of them are near each other. */
public final class RandomWords {

  private final Random random;
  private final int[] alphabet; // code points

  public RandomWords(long seed, String alphabet) {
    this.random = new Random(seed);
    this.alphabet = alphabet.codePoints().toArray();
  }

  /** A word of {@code shortest} to {@code longest} letters. */
  public String next(int shortest, int longest) {
    int length = shortest + random.nextInt(longest - shortest + 1);
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
    }
    return word.toString();
  }

  /** A number from 0 to {@code bound - 1}. */
  public int nextInt(int bound) {
    return random.nextInt(bound);
  }
}
