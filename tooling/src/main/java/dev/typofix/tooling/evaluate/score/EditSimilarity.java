package dev.typofix.tooling.evaluate.score;

/** How few letters have to change to make one text of another. */
public final class EditSimilarity {

  private EditSimilarity() {}

  /**
   * 1 − Levenshtein distance / length of the longer text, in code points.
   *
   * @return from 0 to 1; 1 for two empty texts
   */
  public static double of(String text, String other) {
    int[] a = text.codePoints().toArray();
    int[] b = other.codePoints().toArray();
    int longer = Math.max(a.length, b.length);
    return longer == 0 ? 1 : 1 - (double) distance(a, b) / longer;
  }

  /** Row by row, after what both begin and end with is left out: most texts differ little. */
  private static int distance(int[] a, int[] b) {
    int start = 0;
    while (start < a.length && start < b.length && a[start] == b[start]) {
      start++;
    }
    int endA = a.length;
    int endB = b.length;
    while (endA > start && endB > start && a[endA - 1] == b[endB - 1]) {
      endA--;
      endB--;
    }
    int columns = endB - start;
    int[] row = new int[columns + 1];
    for (int j = 0; j <= columns; j++) {
      row[j] = j;
    }
    for (int i = start; i < endA; i++) {
      int diagonal = row[0]++;
      for (int j = 1; j <= columns; j++) {
        int replaced = diagonal + (a[i] == b[start + j - 1] ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[columns];
  }
}
