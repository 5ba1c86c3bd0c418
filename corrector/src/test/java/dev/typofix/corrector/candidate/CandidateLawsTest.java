package dev.typofix.corrector.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.RandomWords;
import dev.typofix.corrector.TestModel;
import dev.typofix.corrector.document.Passage.Span;
import dev.typofix.corrector.sentence.Sentence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CandidateLawsTest {

  private static final List<String> WORDS =
      List.of(
          "the",
          "the",
          "teh",
          "a",
          "an",
          "in",
          "to",
          "colour",
          "recieve",
          "sentenc",
          "Thi",
          "sis",
          "alot",
          "i",
          "THis",
          "london",
          "github",
          "don’t",
          "dont",
          "compilr's",
          "users'",
          "x86",
          "naïve",
          "😀",
          "organise",
          "their",
          "well-known",
          "RECIEVE",
          "HTTP",
          "e",
          "\ud800",
          "…");

  private final RandomWords random = new RandomWords(10, "abcdeghilmnorstuy");

  @Test
  void every_edit_is_a_change_within_the_sentence_at_whole_words() {
    for (int i = 0; i < 150; i++) {
      Sentence sentence = randomSentence();
      String text = sentence.text();
      List<Word> words = new WordScanner(TestModel.lexicon()).scan(sentence);
      for (Candidate c : ThoughtEdits.of(sentence)) {
        assertThat(c.start()).isBetween(0, c.end());
        assertThat(c.end()).isLessThanOrEqualTo(text.length());
        assertThat(c.first()).isGreaterThanOrEqualTo(0);
        assertThat(c.last()).isLessThan(words.size());
        assertThat(c.end()).isEqualTo(words.get(c.last()).end());
        assertThat(text.substring(c.start(), c.end()).replace('’', '\''))
            .as("%s", c)
            .isNotEqualTo(c.replacement());
        assertThat(c.slipLogProb()).isLessThanOrEqualTo(0);
        assertThat(c.replacement()).isEqualTo(c.replacement().strip());
      }
    }
  }

  @Test
  void no_edit_touches_what_is_protected() {
    for (int i = 0; i < 150; i++) {
      Sentence sentence = randomSentence();
      assertThat(ThoughtEdits.of(sentence))
          .noneMatch(c -> sentence.isProtected(c.start(), c.end()));
    }
  }

  @Test
  void no_edit_is_thought_of_twice_at_once() {
    for (int i = 0; i < 150; i++) {
      Sentence sentence = randomSentence();
      Set<String> seen = new HashSet<>();
      for (Candidate c : ThoughtEdits.atOnce(sentence)) {
        String edit = c.start() + "-" + c.end() + ":" + c.replacement();
        assertThat(seen.add(edit)).as("%s in %s", edit, sentence.text()).isTrue();
      }
    }
  }

  @Test
  void no_edit_is_a_regional_variant_of_what_was_typed() {
    for (int i = 0; i < 150; i++) {
      Sentence sentence = randomSentence();
      for (Candidate c : ThoughtEdits.of(sentence)) {
        String typed = sentence.text().substring(c.start(), c.end()).toLowerCase(Locale.ROOT);
        String meant = c.replacement().toLowerCase(Locale.ROOT);
        assertThat(TestModel.lexicon().areVariants(typed, meant)).as("%s", c).isFalse();
      }
    }
  }

  private Sentence randomSentence() {
    StringBuilder text = new StringBuilder("x");
    int count = 1 + random.nextInt(14);
    for (int i = 0; i < count; i++) {
      text.append(List.of(" ", " ", " ", "  ", ", ", "-").get(random.nextInt(6)));
      boolean known = random.nextInt(3) > 0;
      text.append(known ? WORDS.get(random.nextInt(WORDS.size())) : random.next(1, 8));
    }
    List<Span> spans = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      int start = random.nextInt(text.length());
      spans.add(new Span(start, Math.min(text.length(), start + 1 + random.nextInt(12))));
    }
    return new Sentence(text.toString(), spans);
  }
}
