package dev.typofix.corrector.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.RandomWords;
import dev.typofix.corrector.lexicon.WordEntry.Casing;
import dev.typofix.corrector.lexicon.WordEntry.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.store.InputStreamDataInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordTransducerTest {

  @Test
  void knows_the_words_that_were_written_and_no_others() throws IOException {
    RandomWords random = new RandomWords(4, "abcdé'𝔸");
    Map<String, WordEntry> words = lexicon(random, 400, 6);
    WordTransducer transducer = written(words);
    words.forEach((word, entry) -> assertThat(transducer.get(word)).as(word).contains(entry));
    for (int i = 0; i < 1_000; i++) {
      String word = random.next(1, 6);
      assertThat(transducer.get(word).isPresent()).as(word).isEqualTo(words.containsKey(word));
    }
    assertThat(transducer.get("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void finds_the_words_that_comparing_with_every_one_finds(int distance) throws IOException {
    for (int seed = 0; seed < 5; seed++) {
      RandomWords random = new RandomWords(seed, "abcd");
      Map<String, WordEntry> words = lexicon(random, 300, 6);
      WordTransducer transducer = written(words);
      for (int i = 0; i < 200; i++) {
        String query = random.next(1, 7);
        assertThat(near(transducer, query, distance))
            .as("words within %s of %s, seed %s", distance, query, seed)
            .isEqualTo(compared(words, query, distance));
      }
    }
  }

  /** Words that end where no longer word goes on once were left out. */
  @Test
  void finds_a_word_that_no_longer_word_begins_with() throws IOException {
    WordTransducer transducer = written(Map.of("the", entry(1), "sentence", entry(2)));
    assertThat(near(transducer, "teh", 1)).containsOnlyKeys("the");
    assertThat(near(transducer, "sentenc", 1)).containsOnlyKeys("sentence");
  }

  @Test
  void finds_a_word_that_begins_another_too() throws IOException {
    WordTransducer transducer =
        written(Map.of("the", entry(1), "then", entry(2), "these", entry(3)));
    assertThat(near(transducer, "the", 1)).containsOnlyKeys("the", "then");
    assertThat(near(transducer, "the", 2)).containsOnlyKeys("the", "then", "these");
  }

  @Test
  void counts_letters_not_code_units() throws IOException {
    WordTransducer transducer = written(Map.of("a𝔸b", entry(1)));
    assertThat(near(transducer, "ab", 1)).containsOnlyKeys("a𝔸b");
  }

  @Test
  void an_empty_query_is_near_short_words() throws IOException {
    WordTransducer transducer = written(Map.of("a", entry(1), "ab", entry(2), "abc", entry(3)));
    assertThat(near(transducer, "", 1)).containsOnlyKeys("a");
    assertThat(near(transducer, "", 2)).containsOnlyKeys("a", "ab");
  }

  private static Map<String, WordEntry> compared(
      Map<String, WordEntry> words, String query, int distance) {
    Map<String, WordEntry> near = new HashMap<>(words);
    near.keySet().removeIf(word -> EditAlignment.distance(query, word) > distance);
    return near;
  }

  private static Map<String, WordEntry> near(
      WordTransducer transducer, String query, int distance) {
    Map<String, WordEntry> near = new HashMap<>();
    transducer.forEachNear(
        query,
        distance,
        (word, entry) -> assertThat(near.put(word, entry)).as("%s twice", word).isNull());
    return near;
  }

  private static Map<String, WordEntry> lexicon(RandomWords random, int count, int longest) {
    Map<String, WordEntry> words = new HashMap<>();
    for (int i = 0; i < count; i++) {
      words.put(random.next(1, longest), entry(random.nextInt(WordEntry.NEVER_SEEN)));
    }
    return words;
  }

  private static WordEntry entry(int frequency) {
    return new WordEntry(Status.ACCEPTED, Casing.LOWER, 1, frequency, 0);
  }

  private static WordTransducer written(Map<String, WordEntry> words) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WordTransducer.write(words, bytes);
    return WordTransducer.read(
        new InputStreamDataInput(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
