package dev.typofix.tooling.lexicon;

import dev.typofix.corrector.lexicon.WordEntry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects which words are mixed up, and how often. Not thread-safe. */
final class ConfusionCollector {

  /** A word's alternatives beyond this many are too rare to be worth judging. */
  private static final int MOST_ALTERNATIVES = 12;

  private final Map<String, Map<String, Double>> weights = new HashMap<>();
  private final Map<String, Integer> corrections = new HashMap<>();

  /** A correction that was made once; words that are mixed up one way are mixed up the other. */
  void addCorrection(String typed, String meant) {
    corrections.merge(pair(typed, meant), 1, Integer::sum);
    add(typed, meant, 1);
    add(meant, typed, 0.5);
  }

  void addHomophones(List<List<String>> groups) {
    for (List<String> group : groups) {
      for (String typed : group) {
        group.stream().filter(meant -> !meant.equals(typed)).forEach(m -> add(typed, m, 0.7));
      }
    }
  }

  private static String pair(String typed, String meant) {
    return typed + "|" + meant;
  }

  private void add(String typed, String meant, double weight) {
    weights.computeIfAbsent(typed, key -> new HashMap<>()).merge(meant, weight, Double::sum);
  }

  /** Alternatives of known words with their corrections, likeliest first, joined by {@code |}. */
  Map<String, String> toMap(Map<String, WordEntry> words) {
    Map<String, String> result = new TreeMap<>();
    weights.forEach(
        (typed, alternatives) -> {
          String joined =
              alternatives.entrySet().stream()
                  .filter(entry -> isKnown(entry.getKey(), words))
                  .sorted(
                      Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                          .thenComparing(Map.Entry.comparingByKey()))
                  .limit(MOST_ALTERNATIVES)
                  .map(Map.Entry::getKey)
                  .map(meant -> meant + ":" + corrections.getOrDefault(pair(typed, meant), 0))
                  .collect(Collectors.joining("|"));
          if (!joined.isEmpty() && isKnown(typed, words)) {
            result.put(typed, joined);
          }
        });
    return result;
  }

  private static boolean isKnown(String text, Map<String, WordEntry> words) {
    return Stream.of(text.split(" ", -1))
        .map(words::get)
        .allMatch(entry -> entry != null && entry.status() != WordEntry.Status.WEAK);
  }
}
