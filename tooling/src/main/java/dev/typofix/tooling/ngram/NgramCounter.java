package dev.typofix.tooling.ngram;

import dev.typofix.corrector.ngram.NgramCounts;
import dev.typofix.corrector.ngram.NgramKey;
import dev.typofix.corrector.ngram.NgramTokens;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts runs of one to three tokens in paragraphs. Paragraphs that share a run of eight tokens
 * with a text to leave out are not counted: that text is to be judged without having been seen.
 */
final class NgramCounter {

  private static final int SHARED_RUN = 8;
  private static final int LONGEST = 3;

  private final KeyList tokens = new KeyList();
  private final Set<Long> leftOut = new HashSet<>();
  private int paragraphs;
  private int dropped;

  /** What was counted. */
  record Summary(int paragraphs, int dropped, int tokens, int runs) {}

  /** Keeps paragraphs that share a long run with this text from being counted. */
  void leaveOut(String text) {
    NgramTokens cut = NgramTokens.of(text);
    for (int i = 0; i + SHARED_RUN <= cut.size(); i++) {
      leftOut.add(run(cut, i));
    }
  }

  /** Counts a paragraph. */
  void add(String paragraph) {
    NgramTokens cut = NgramTokens.of(paragraph);
    paragraphs++;
    for (int i = 0; i + SHARED_RUN <= cut.size(); i++) {
      if (leftOut.contains(run(cut, i))) {
        dropped++;
        return;
      }
    }
    for (int i = 0; i < cut.size(); i++) {
      tokens.add(cut.key(i));
    }
    if (cut.size() > 0 && cut.key(cut.size() - 1) != NgramTokens.BOUNDARY) {
      tokens.add(NgramTokens.BOUNDARY);
    }
  }

  /** Whether nothing was counted yet. */
  boolean isEmpty() {
    return tokens.size() == 0;
  }

  private static long run(NgramTokens cut, int start) {
    long key = cut.key(start);
    for (int i = 1; i < SHARED_RUN; i++) {
      key = NgramKey.then(key, cut.key(start + i));
    }
    return key;
  }

  /**
   * Writes the runs that were seen often enough.
   *
   * @param least for runs of one, two and three tokens
   */
  Summary write(int[] least, OutputStream output) throws IOException {
    KeyList keys = new KeyList();
    KeyList counts = new KeyList();
    for (int length = 1; length <= LONGEST; length++) {
      runs(length).addFrequent(least[length - 1], keys, counts);
    }
    NgramCounts.write(
        keys.toArray(),
        Arrays.stream(counts.toArray()).mapToInt(Math::toIntExact).toArray(),
        tokens.size(),
        output);
    return new Summary(paragraphs, dropped, tokens.size(), keys.size());
  }

  private KeyList runs(int length) {
    KeyList runs = new KeyList();
    for (int i = 0; i + length <= tokens.size(); i++) {
      long key = tokens.get(i);
      for (int j = 1; j < length; j++) {
        key = NgramKey.then(key, tokens.get(i + j));
      }
      runs.add(key);
    }
    return runs;
  }
}
