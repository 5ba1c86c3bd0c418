package dev.typofix.tooling.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.typofix.tooling.errors.ErrorKind;
import java.util.EnumMap;
import java.util.Map;

/** Counts what was generated. Not thread-safe. */
final class Tally {

  private long pairs;
  private long validationPairs;
  private long cleanPairs;
  private long corruptedWords;
  private final Map<ErrorKind, Long> kinds = new EnumMap<>(ErrorKind.class);

  void add(Pair pair) {
    pairs++;
    validationPairs += pair.split() == Pair.Split.VALIDATION ? 1 : 0;
    cleanPairs += pair.kinds().isEmpty() ? 1 : 0;
    corruptedWords += pair.kinds().isEmpty() ? 0 : pair.words();
    pair.kinds().forEach(kind -> kinds.merge(kind, 1L, Long::sum));
  }

  long pairs() {
    return pairs;
  }

  long validationPairs() {
    return validationPairs;
  }

  long errors() {
    return kinds.values().stream().mapToLong(Long::longValue).sum();
  }

  void writeTo(ObjectNode node) {
    node.put("pairs", pairs);
    node.put("validation-pairs", validationPairs);
    node.put("clean-pairs", cleanPairs);
    node.put("words-of-corrupted-texts", corruptedWords);
    node.put("errors", errors());
    ObjectNode byKind = node.putObject("errors-by-kind");
    kinds.forEach((kind, count) -> byKind.put(kind.id(), count));
  }

  static Tally read(JsonNode node) {
    Tally tally = new Tally();
    tally.pairs = node.path("pairs").asLong();
    tally.validationPairs = node.path("validation-pairs").asLong();
    tally.cleanPairs = node.path("clean-pairs").asLong();
    tally.corruptedWords = node.path("words-of-corrupted-texts").asLong();
    for (Map.Entry<String, JsonNode> entry : node.path("errors-by-kind").properties()) {
      ErrorKind.of(entry.getKey()).ifPresent(k -> tally.kinds.put(k, entry.getValue().asLong()));
    }
    return tally;
  }
}
