package dev.typofix.tooling.errors;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How often each kind of error is made.
 *
 * @param shares of all errors, for each kind; they sum to 1. A kind that is absent is never made.
 */
public record ErrorRates(Map<ErrorKind, Double> shares) {

  /** Keeps the proportions of any weights, none negative and at least one above zero. */
  public ErrorRates {
    double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    if (!(sum > 0) || Double.isInfinite(sum)) {
      throw new IllegalArgumentException("the kinds' rates must sum to more than 0");
    }
    Map<ErrorKind, Double> normalized = new EnumMap<>(ErrorKind.class);
    shares.forEach(
        (kind, share) -> {
          if (share < 0) {
            throw new IllegalArgumentException(kind.id() + " must not be below 0, but is " + share);
          }
          if (share > 0) {
            normalized.put(kind, share / sum);
          }
        });
    shares = Collections.unmodifiableMap(normalized);
  }

  /** From 0 to 1. */
  public double share(ErrorKind kind) {
    return shares.getOrDefault(kind, 0.0);
  }
}
