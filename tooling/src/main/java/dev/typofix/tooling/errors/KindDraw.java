package dev.typofix.tooling.errors;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Draws the kinds of errors by their rates. A kind that was drawn where it could not be made is
 * owed and made at the next place that allows it, so that rare opportunities do not change the
 * shares. Belongs to one thread.
 */
final class KindDraw {

  /** More than that many are forgiven: the text offers no place for them. */
  private static final int MOST_OWED = 200;

  private final List<ErrorKind> kinds;
  private final double[] cumulative;
  private final Map<ErrorKind, Integer> owed = new EnumMap<>(ErrorKind.class);

  KindDraw(ErrorRates rates) {
    kinds = List.copyOf(rates.shares().keySet());
    cumulative = new double[kinds.size()];
    double sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += rates.share(kinds.get(i));
      cumulative[i] = sum;
    }
  }

  ErrorKind next(RandomGenerator random) {
    double place = random.nextDouble() * cumulative[cumulative.length - 1];
    int i = 0;
    while (i < cumulative.length - 1 && cumulative[i] <= place) {
      i++;
    }
    return kinds.get(i);
  }

  void owe(ErrorKind kind) {
    owed.merge(kind, 1, (a, b) -> Math.min(MOST_OWED, a + b));
  }

  void pay(ErrorKind kind) {
    owed.computeIfPresent(kind, (key, count) -> count == 1 ? null : count - 1);
  }

  /** The kinds that are owed, in order. */
  List<ErrorKind> due() {
    return new ArrayList<>(owed.keySet());
  }
}
