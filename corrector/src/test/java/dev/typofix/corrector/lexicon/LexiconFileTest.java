package dev.typofix.corrector.lexicon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.typofix.corrector.lexicon.WordEntry.Casing;
import dev.typofix.corrector.lexicon.WordEntry.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LexiconFileTest {

  @Test
  void reads_what_was_written() throws IOException {
    Lexicon lexicon = Lexicon.read(new ByteArrayInputStream(file()));
    assertThat(lexicon.entry("the")).contains(entry(Casing.LOWER));
    assertThat(lexicon.entry("teh")).isEmpty();
    assertThat(lexicon.corrections("teh")).containsExactly("the", "ten");
    assertThat(lexicon.corrections("the")).isEmpty();
    assertThat(lexicon.confusions("their")).containsExactly(new Lexicon.Confusion("there", 3));
    assertThat(lexicon.confusions("in to")).containsExactly(new Lexicon.Confusion("into", 0));
    assertThat(lexicon.correctionCount("their", "there")).isEqualTo(3);
    assertThat(lexicon.correctionCount("there", "their")).isZero();
    assertThat(lexicon.pairFrequency("in to")).isEqualTo(41);
    assertThat(lexicon.pairFrequency("on to")).isEqualTo(WordEntry.NEVER_SEEN);
  }

  @Test
  void knows_how_words_are_written() throws IOException {
    Lexicon lexicon = Lexicon.read(new ByteArrayInputStream(file()));
    assertThat(lexicon.canonicalForm("the")).isEqualTo("the");
    assertThat(lexicon.canonicalForm("london")).isEqualTo("London");
    assertThat(lexicon.canonicalForm("github")).isEqualTo("GitHub");
    assertThat(lexicon.canonicalForm("unheard")).isEqualTo("unheard");
  }

  @Test
  void words_are_variants_that_have_a_value_in_common() throws IOException {
    Lexicon lexicon = Lexicon.read(new ByteArrayInputStream(file()));
    assertThat(lexicon.areVariants("colour", "color")).isTrue();
    assertThat(lexicon.areVariants("color", "colour")).isTrue();
    assertThat(lexicon.areVariants("meter", "metre")).isTrue();
    assertThat(lexicon.areVariants("metre", "color")).isFalse();
    assertThat(lexicon.areVariants("the", "color")).isFalse();
  }

  @Test
  void another_file_is_refused() {
    assertRefused("PK-something-else".getBytes(UTF_8));
    assertRefused(new byte[0]);
  }

  @Test
  void a_truncated_file_is_refused_wherever_it_ends() throws IOException {
    byte[] file = file();
    for (int length = 0; length < file.length; length += length < 600 ? 1 : 97) {
      assertRefused(Arrays.copyOf(file, length));
    }
    assertRefused(Arrays.copyOf(file, file.length - 1));
  }

  @Test
  void a_file_with_any_byte_changed_is_refused() throws IOException {
    byte[] file = file();
    for (int i = 0; i < file.length; i += i < 600 ? 1 : 97) {
      for (int bit : new int[] {1, 0x80, 0xff}) {
        byte[] damaged = file.clone();
        damaged[i] ^= (byte) bit;
        assertRefused(damaged);
      }
    }
  }

  @Test
  void a_file_with_something_behind_it_is_refused() throws IOException {
    byte[] file = file();
    assertRefused(Arrays.copyOf(file, file.length + 1));
  }

  private static void assertRefused(byte[] file) {
    assertThatIOException()
        .isThrownBy(() -> Lexicon.read(new ByteArrayInputStream(file)))
        .withMessageContaining("lexicon");
  }

  private static byte[] file() throws IOException {
    TypingErrorModel.Trainer trainer = new TypingErrorModel.Trainer();
    trainer.add("teh", "the");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Lexicon.Content(
            Map.of(
                "the", entry(Casing.LOWER),
                "london", entry(Casing.CAPITALIZED),
                "github", entry(Casing.SPECIAL),
                "color", entry(Casing.LOWER),
                "colour", entry(Casing.LOWER)),
            Map.of("github", "GitHub"),
            Map.of("teh", "the|ten"),
            Map.of("their", "there:3", "in to", "into:0"),
            Map.of("color", "a", "colour", "a", "meter", "b|c", "metre", "c"),
            Map.of("in to", "41"),
            trainer.train())
        .write(bytes);
    return bytes.toByteArray();
  }

  private static WordEntry entry(Casing casing) {
    return new WordEntry(Status.ACCEPTED, casing, 1, 30, 30);
  }
}
