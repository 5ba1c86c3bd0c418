package dev.typofix.corrector.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.RandomWords;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.store.InputStreamDataInput;
import org.junit.jupiter.api.Test;

class WordMapTest {

  @Test
  void holds_what_was_written_and_nothing_else() throws IOException {
    RandomWords random = new RandomWords(5, "ab é𝔸'");
    Map<String, String> entries = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      entries.put(random.next(1, 5), random.next(1, 9) + "|" + random.next(0, 3));
    }
    WordMap map = written(entries);
    entries.forEach((word, text) -> assertThat(map.get(word)).as(word).contains(text));
    for (int i = 0; i < 500; i++) {
      String word = random.next(1, 5);
      assertThat(map.get(word).isPresent()).as(word).isEqualTo(entries.containsKey(word));
    }
  }

  @Test
  void a_beginning_of_a_key_is_no_key() throws IOException {
    WordMap map = written(Map.of("github", "GitHub"));
    assertThat(map.get("git")).isEmpty();
    assertThat(map.get("githubs")).isEmpty();
    assertThat(map.get("")).isEmpty();
    assertThat(map.get("github")).contains("GitHub");
  }

  private static WordMap written(Map<String, String> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WordMap.write(entries, bytes);
    return WordMap.read(new InputStreamDataInput(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
