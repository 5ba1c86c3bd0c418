package dev.typofix.tooling.generate;

import dev.typofix.tooling.errors.ErrorRates;
import dev.typofix.tooling.errors.KeyboardLayout;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Which errors are made, and how many.
 *
 * @param rate share of the words of a corrupted text that get an error, above 0 and at most 1
 * @param errorsPerText share of the corrupted texts with one error, with two and so on; empty if
 *     the rate says how many
 * @param cleanRate share of the texts without errors, from 0 to 1
 * @param rates how often each kind is made
 * @param keyboards how often each keyboard is used, in proportion
 */
public record ErrorProfile(
    double rate,
    List<Double> errorsPerText,
    double cleanRate,
    ErrorRates rates,
    Map<KeyboardLayout, Double> keyboards) {

  public ErrorProfile {
    check(rate > 0 && rate <= 1, "rate must be above 0 and at most 1, but is " + rate);
    check(cleanRate >= 0 && cleanRate <= 1, "clean-rate must be 0 to 1, but is " + cleanRate);
    double shares = keyboards.values().stream().mapToDouble(Double::doubleValue).sum();
    check(shares > 0, "one of the keyboards must be above 0");
    errorsPerText = List.copyOf(errorsPerText);
    keyboards = new EnumMap<>(keyboards);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Draws the number of errors of a text that is to be corrupted: at least 1. */
  int drawErrorCount(int words, RandomGenerator random) {
    if (!errorsPerText.isEmpty()) {
      return 1 + draw(errorsPerText, random);
    }
    double mean = rate * words * (0.5 + random.nextDouble());
    return Math.max(1, (int) (mean + random.nextDouble()));
  }

  KeyboardLayout drawKeyboard(RandomGenerator random) {
    List<KeyboardLayout> layouts = List.copyOf(keyboards.keySet());
    return layouts.get(draw(List.copyOf(keyboards.values()), random));
  }

  private static int draw(List<Double> weights, RandomGenerator random) {
    double place = random.nextDouble() * weights.stream().mapToDouble(Double::doubleValue).sum();
    int i = 0;
    while (i < weights.size() - 1 && place >= weights.get(i)) {
      place -= weights.get(i);
      i++;
    }
    return i;
  }

  ErrorProfile withRate(double newRate) {
    return new ErrorProfile(newRate, List.of(), cleanRate, rates, keyboards);
  }

  ErrorProfile withCleanRate(double newRate) {
    return new ErrorProfile(rate, errorsPerText, newRate, rates, keyboards);
  }
}
