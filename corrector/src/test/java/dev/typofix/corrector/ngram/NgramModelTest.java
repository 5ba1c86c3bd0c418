package dev.typofix.corrector.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Counts survive the file; runs that were counted beat those that were not. */
final class NgramModelTest {

  @Test
  void counts_come_back_to_within_an_eighth() throws IOException {
    Random random = new Random(7);
    Map<Long, Integer> counts = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      counts.put(random.nextLong(), 1 + random.nextInt(1 << random.nextInt(20)));
    }
    NgramCounts read = NgramCounts.read(new ByteArrayInputStream(file(counts, 1_000_000)));
    counts.forEach(
        (key, count) -> assertThat(read.logCount(key)).isCloseTo(Math.log(count), within(0.1251)));
    assertThat(read.logTotal()).isEqualTo(Math.log(1_000_000));
  }

  @Test
  void unseen_runs_are_hardly_ever_taken_for_others() throws IOException {
    Random random = new Random(8);
    Map<Long, Integer> counts = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      counts.put(random.nextLong(), 3);
    }
    NgramCounts read = NgramCounts.read(new ByteArrayInputStream(file(counts, 100)));
    int mistaken = 0;
    for (int i = 0; i < 100_000; i++) {
      mistaken += read.logCount(random.nextLong()) > Double.NEGATIVE_INFINITY ? 1 : 0;
    }
    assertThat(mistaken).isLessThan(15);
  }

  @Test
  void a_damaged_file_is_refused() throws IOException {
    byte[] file = file(Map.of(5L, 2), 10);
    for (int i = 0; i < file.length; i++) {
      byte[] damaged = file.clone();
      damaged[i] ^= 1;
      assertThatThrownBy(() -> NgramCounts.read(new ByteArrayInputStream(damaged)))
          .isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> NgramCounts.read(new ByteArrayInputStream(new byte[3])))
        .hasMessageContaining("not a file of n-gram counts");
  }

  @Test
  void the_seen_run_beats_the_unseen_one() throws IOException {
    NgramModel model = model("I went to the store. I went to the park. I was too late.");
    NgramTokens text = NgramTokens.of("I went too the store.");
    NgramModel.Stretch typed = model.typed(text, 7, 10);
    NgramModel.Stretch edited = model.edited(text, 7, 10, "to");
    assertThat(edited.logProb()).isGreaterThan(typed.logProb() + 3);
    assertThat(edited.bestOrder()).isEqualTo(3);
    assertThat(edited.meanOrder()).isGreaterThan(typed.meanOrder());
  }

  @Test
  void replacing_a_range_with_itself_changes_nothing() throws IOException {
    NgramModel model = model("some of the words, and some of the others.");
    String text = "Some of the words – 3 of them – aren’t (really) others!";
    NgramTokens tokens = NgramTokens.of(text);
    for (int start = 0; start < text.length(); start++) {
      for (int end = start; end <= text.length(); end++) {
        boolean whole = isEdge(text, start) && isEdge(text, end);
        if (whole) {
          assertThat(model.edited(tokens, start, end, text.substring(start, end)))
              .isEqualTo(model.typed(tokens, start, end));
        }
      }
    }
  }

  private static boolean isEdge(String text, int offset) {
    return offset == 0
        || offset == text.length()
        || text.charAt(offset) == ' '
        || text.charAt(offset - 1) == ' ';
  }

  @Test
  void the_embedded_counts_know_common_phrases() {
    NgramModel model = NgramModel.embedded();
    NgramTokens text = NgramTokens.of("one of the most common errors");
    assertThat(model.typed(text, 4, 6).logProb())
        .isGreaterThan(model.edited(text, 4, 6, "off").logProb() + 3);
  }

  private static NgramModel model(String text) throws IOException {
    NgramTokens tokens = NgramTokens.of(text);
    Map<Long, Integer> counts = new HashMap<>();
    for (int i = 0; i < tokens.size(); i++) {
      long key = tokens.key(i);
      counts.merge(key, 1, Integer::sum);
      for (int j = 1; j < 3 && i + j < tokens.size(); j++) {
        key = NgramKey.then(key, tokens.key(i + j));
        counts.merge(key, 1, Integer::sum);
      }
    }
    return new NgramModel(NgramCounts.read(new ByteArrayInputStream(file(counts, tokens.size()))));
  }

  private static byte[] file(Map<Long, Integer> counts, long total) throws IOException {
    long[] keys = new long[counts.size()];
    int[] values = new int[counts.size()];
    int i = 0;
    for (Map.Entry<Long, Integer> entry : counts.entrySet()) {
      keys[i] = entry.getKey();
      values[i++] = entry.getValue();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    NgramCounts.write(keys, values, total, bytes);
    return bytes.toByteArray();
  }
}
