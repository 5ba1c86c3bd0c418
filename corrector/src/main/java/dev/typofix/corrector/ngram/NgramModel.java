package dev.typofix.corrector.ngram;

/**
 * Trigram log-probabilities with stupid backoff (Brants et al., 2007): scores, not a distribution.
 * They see two words back where the language model sees the sentence, but were counted over far
 * more text than a small model can learn by heart. Immutable and thread-safe.
 */
public final class NgramModel {

  private static final double BACKOFF = Math.log(0.4);

  /** Tokens behind the edit whose probability it changes. */
  private static final int REACH = 2;

  private final NgramCounts counts;

  public NgramModel(NgramCounts counts) {
    this.counts = counts;
  }

  /** The model that lies in the jar. */
  public static NgramModel embedded() {
    return new NgramModel(NgramCounts.embedded());
  }

  /**
   * A stretch of text: the edited tokens and what their two neighbours on each side make of them.
   *
   * @param logProb summed over the tokens of the edit and the two behind it
   * @param meanOrder how long the runs were that had been counted, 1 to 3, on average; 0 for none
   * @param bestOrder the longest of them
   */
  public record Stretch(double logProb, double meanOrder, int bestOrder) {}

  /** The stretch of a text around a range (UTF-16 offsets) as it stands. */
  public Stretch typed(NgramTokens text, int start, int end) {
    int first = text.endingBy(start);
    int next = Math.max(first, text.firstFrom(end));
    long[] middle = new long[next - first];
    for (int i = 0; i < middle.length; i++) {
      middle[i] = text.key(first + i);
    }
    return stretch(text, first, middle, next);
  }

  /** The same stretch with the range replaced. */
  public Stretch edited(NgramTokens text, int start, int end, String replacement) {
    int first = text.endingBy(start);
    int next = Math.max(first, text.firstFrom(end));
    NgramTokens tokens = NgramTokens.of(replacement);
    long[] middle = new long[tokens.size()];
    for (int i = 0; i < middle.length; i++) {
      middle[i] = tokens.key(i);
    }
    return stretch(text, first, middle, next);
  }

  private Stretch stretch(NgramTokens text, int first, long[] middle, int next) {
    double logProb = 0;
    double orders = 0;
    int best = 0;
    int scored = middle.length + Math.min(REACH, text.size() + 1 - next);
    for (int i = 0; i < scored; i++) {
      Step step =
          step(
              token(text, first, middle, next, i - 2),
              token(text, first, middle, next, i - 1),
              token(text, first, middle, next, i));
      logProb += step.logProb;
      orders += step.order;
      best = Math.max(best, step.order);
    }
    return new Stretch(logProb, scored == 0 ? 0 : orders / scored, best);
  }

  /** The token at a place counted from the first edited one; boundaries lie around the text. */
  private static long token(NgramTokens text, int first, long[] middle, int next, int place) {
    if (place >= 0 && place < middle.length) {
      return middle[place];
    }
    int index = place < 0 ? first + place : next + place - middle.length;
    return index >= 0 && index < text.size() ? text.key(index) : NgramTokens.BOUNDARY;
  }

  private record Step(double logProb, int order) {}

  private Step step(long a, long b, long c) {
    long ab = NgramKey.then(a, b);
    double pair = counts.logCount(ab);
    if (pair > Double.NEGATIVE_INFINITY) {
      double triple = counts.logCount(NgramKey.then(ab, c));
      if (triple > Double.NEGATIVE_INFINITY) {
        return new Step(Math.min(0, triple - pair), 3);
      }
    }
    double next = counts.logCount(NgramKey.then(b, c));
    double before = counts.logCount(b);
    if (next > Double.NEGATIVE_INFINITY && before > Double.NEGATIVE_INFINITY) {
      return new Step(Math.min(0, next - before) + BACKOFF, 2);
    }
    double alone = counts.logCount(c);
    double logCount = alone > Double.NEGATIVE_INFINITY ? alone : Math.log(0.5);
    return new Step(logCount - counts.logTotal() + 2 * BACKOFF, 1);
  }
}
