package dev.typofix.corrector.lexicon;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How people mistype words: the log-probability of each single slip, learnt from corrections in git
 * histories. A noisy channel after Kernighan, Church and Gale, "A spelling correction program based
 * on a noisy channel model" (1990): insertions and deletions depend on the letter before, a slip at
 * a word's first letter is rarer. Immutable.
 */
public final class TypingErrorModel {

  /** Letters a–z, the apostrophe, everything else, and the place before a word's first letter. */
  static final int CLASSES = 29;

  private static final int APOSTROPHE = 26;
  private static final int OTHER = 27;
  private static final int START = 28;
  private static final double FLAT_SHARE = 0.25;

  private final float[] substitutions; // [meant, typed]
  private final float[] deletions; // [letter before, letter left out]
  private final float[] insertions; // [letter before, letter typed too much]
  private final float[] transpositions; // [first, second], as meant
  private final float firstLetterPenalty;

  private TypingErrorModel(
      float[] substitutions,
      float[] deletions,
      float[] insertions,
      float[] transpositions,
      float firstLetterPenalty) {
    this.substitutions = substitutions;
    this.deletions = deletions;
    this.insertions = insertions;
    this.transpositions = transpositions;
    this.firstLetterPenalty = firstLetterPenalty;
  }

  static TypingErrorModel read(DataInput input) throws IOException {
    return new TypingErrorModel(
        readTable(input), readTable(input), readTable(input), readTable(input), input.readFloat());
  }

  private static float[] readTable(DataInput input) throws IOException {
    float[] table = new float[CLASSES * CLASSES];
    for (int i = 0; i < table.length; i++) {
      table[i] = input.readFloat();
    }
    return table;
  }

  void write(DataOutput output) throws IOException {
    for (float[] table : new float[][] {substitutions, deletions, insertions, transpositions}) {
      for (float value : table) {
        output.writeFloat(value);
      }
    }
    output.writeFloat(firstLetterPenalty);
  }

  /**
   * The log-probability of the likeliest chain of slips that makes {@code typed} of {@code meant};
   * 0 for equal words. Both in lower case.
   */
  public double logProb(String typed, String meant) {
    int m = meant.length();
    int t = typed.length();
    double[][] best = new double[m + 1][t + 1];
    for (int i = 0; i <= m; i++) {
      for (int j = 0; j <= t; j++) {
        best[i][j] = i == 0 && j == 0 ? 0 : cell(typed, meant, best, i, j);
      }
    }
    return best[m][t];
  }

  private double cell(String typed, String meant, double[][] best, int i, int j) {
    double score = Double.NEGATIVE_INFINITY;
    int before = i > 1 ? classOf(meant.charAt(i - 2)) : START;
    int meantClass = i > 0 ? classOf(meant.charAt(i - 1)) : START;
    int typedClass = j > 0 ? classOf(typed.charAt(j - 1)) : START;
    if (i > 0 && j > 0) {
      boolean same = meant.charAt(i - 1) == typed.charAt(j - 1);
      double slip = same ? 0 : substitutions[meantClass * CLASSES + typedClass] + penalty(i);
      score = best[i - 1][j - 1] + slip;
    }
    if (i > 0) {
      score = Math.max(score, best[i - 1][j] + deletions[before * CLASSES + meantClass]);
    }
    if (j > 0) {
      score = Math.max(score, best[i][j - 1] + insertions[meantClass * CLASSES + typedClass]);
    }
    if (EditAlignment.isTransposition(meant, typed, i, j)) {
      double slip = transpositions[before * CLASSES + meantClass] + penalty(i - 1);
      score = Math.max(score, best[i - 2][j - 2] + slip);
    }
    return score;
  }

  private double penalty(int place) {
    return place == 1 ? firstLetterPenalty : 0;
  }

  private static int classOf(char letter) {
    if (letter >= 'a' && letter <= 'z') {
      return letter - 'a';
    }
    return letter == '\'' ? APOSTROPHE : OTHER;
  }

  /** Counts the slips of pairs of words. Not thread-safe. */
  public static final class Trainer {

    private final double[] substitutionCounts = new double[CLASSES * CLASSES];
    private final double[] deletionCounts = new double[CLASSES * CLASSES];
    private final double[] insertionCounts = new double[CLASSES * CLASSES];
    private final double[] transpositionCounts = new double[CLASSES * CLASSES];
    private final double[] letterCounts = new double[CLASSES];
    private double firstLetterSlips = 1;
    private double otherSlips = 1;
    private double firstLetters = 1;
    private double otherLetters = 1;

    /** Adds a pair, both in lower case. Pairs more than three edits apart teach nothing. */
    public void add(String typed, String meant) {
      int[][] distances = EditAlignment.table(meant, typed);
      int i = meant.length();
      int j = typed.length();
      if (distances[i][j] == 0 || distances[i][j] > 3) {
        return;
      }
      letterCounts[START]++;
      for (int k = 0; k < i; k++) {
        letterCounts[classOf(meant.charAt(k))]++;
      }
      firstLetters++;
      otherLetters += i;
      while (i > 0 || j > 0) {
        int before = i > 1 ? classOf(meant.charAt(i - 2)) : START;
        int meantClass = i > 0 ? classOf(meant.charAt(i - 1)) : START;
        int typedClass = j > 0 ? classOf(typed.charAt(j - 1)) : START;
        int here = distances[i][j];
        if (i > 0 && j > 0 && meantClass == typedClass && distances[i - 1][j - 1] == here) {
          i--;
          j--;
        } else if (EditAlignment.isTransposition(meant, typed, i, j)
            && distances[i - 2][j - 2] + 1 == here) {
          transpositionCounts[before * CLASSES + meantClass]++;
          countSlip(i - 1);
          i -= 2;
          j -= 2;
        } else if (i > 0 && distances[i - 1][j] + 1 == here) {
          deletionCounts[before * CLASSES + meantClass]++;
          i--;
        } else if (j > 0 && distances[i][j - 1] + 1 == here) {
          insertionCounts[meantClass * CLASSES + typedClass]++;
          j--;
        } else {
          substitutionCounts[meantClass * CLASSES + typedClass]++;
          countSlip(i);
          i--;
          j--;
        }
      }
    }

    private void countSlip(int place) {
      if (place == 1) {
        firstLetterSlips++;
      } else {
        otherSlips++;
      }
    }

    /** The model of all pairs that were added. */
    public TypingErrorModel train() {
      double rate = Math.log(firstLetterSlips / firstLetters / (otherSlips / otherLetters));
      return new TypingErrorModel(
          logRates(substitutionCounts),
          logRates(deletionCounts),
          logRates(insertionCounts),
          logRates(transpositionCounts),
          (float) Math.min(0, rate));
    }

    /**
     * Rates for each letter of the context, smoothed with a flat one: one count in all a letter.
     */
    private float[] logRates(double[] counts) {
      float[] rates = new float[counts.length];
      double total = 0;
      double letters = 0;
      for (double count : counts) {
        total += count;
      }
      for (double count : letterCounts) {
        letters += count;
      }
      double flat = (total + 1) / letters / CLASSES;
      for (int context = 0; context < CLASSES; context++) {
        for (int letter = 0; letter < CLASSES; letter++) {
          int index = context * CLASSES + letter;
          double seen = counts[index] / (letterCounts[context] + 1);
          rates[index] = (float) Math.log((1 - FLAT_SHARE) * seen + FLAT_SHARE * flat);
        }
      }
      return rates;
    }
  }
}
