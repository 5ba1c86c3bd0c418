package dev.typofix.corrector.lexicon;

/**
 * The optimal string alignment distance: insertions, deletions, substitutions and transpositions of
 * neighbours, each at most once a place (Boytsov, "Indexing methods for approximate dictionary
 * searching", 2011, section 2).
 */
public final class EditAlignment {

  private EditAlignment() {}

  /** The number of edits between two words, counted in UTF-16 code units. */
  public static int distance(String a, String b) {
    return table(a, b)[a.length()][b.length()];
  }

  /**
   * The distances of all pairs of prefixes.
   *
   * @return {@code [a.length() + 1][b.length() + 1]}
   */
  public static int[][] table(String a, String b) {
    int[][] distances = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        distances[i][j] = cell(a, b, distances, i, j);
      }
    }
    return distances;
  }

  private static int cell(String a, String b, int[][] distances, int i, int j) {
    if (i == 0 || j == 0) {
      return i + j;
    }
    int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best =
        Math.min(
            distances[i - 1][j - 1] + substitution,
            Math.min(distances[i - 1][j], distances[i][j - 1]) + 1);
    return isTransposition(a, b, i, j) ? Math.min(best, distances[i - 2][j - 2] + 1) : best;
  }

  static boolean isTransposition(String a, String b, int i, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1)
        && a.charAt(i - 1) != a.charAt(i - 2);
  }
}
