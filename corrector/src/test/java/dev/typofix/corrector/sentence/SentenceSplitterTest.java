package dev.typofix.corrector.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.RandomWords;
import dev.typofix.corrector.document.Passage;
import dev.typofix.corrector.document.Passage.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceSplitterTest {

  /** Long enough that what follows is a sentence of its own. */
  private static final String LONG =
      "This sentence has more than sixty characters before its end comes";

  @Test
  void cuts_after_a_stop_and_after_closing_marks() {
    assertThat(texts(LONG + ". Next one.")).containsExactly(LONG + ".", "Next one.");
    assertThat(texts(LONG + "! Next one.")).containsExactly(LONG + "!", "Next one.");
    assertThat(texts(LONG + "? 3 more.")).containsExactly(LONG + "?", "3 more.");
    assertThat(texts(LONG + ".)\" Next one.")).containsExactly(LONG + ".)\"", "Next one.");
    assertThat(texts(LONG + ".\nNext one.")).containsExactly(LONG + ".", "Next one.");
  }

  @Test
  void short_sentences_stay_together() {
    assertThat(texts("Yes. No. " + LONG + ".")).containsExactly("Yes. No. " + LONG + ".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e.g. Java",
        "i.e. Java",
        "etc. Java",
        "Dr. Smith",
        "vs. Java",
        "Fig. 3",
        "Mr. Smith",
        "J. Smith",
        "1.5 times",
        "... and so on",
        "what? he said",
        "node.js Server"
      })
  void does_not_cut_at(String stop) {
    String text = LONG + " " + stop + " goes on";
    assertThat(texts(text)).containsExactly(text);
  }

  @Test
  void blank_lines_cut_even_short_sentences() {
    assertThat(texts("One\n\nTwo\n \t\nThree")).containsExactly("One", "Two", "Three");
    assertThat(texts("One\r\n\r\nTwo")).containsExactly("One", "Two");
    assertThat(texts("One\nTwo")).containsExactly("One Two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n\t \r\n", "\u2003"})
  void a_blank_passage_has_no_sentences(String text) {
    assertThat(texts(text)).isEmpty();
  }

  @Test
  void white_space_becomes_blanks_one_for_one() {
    assertThat(texts(" \tone\r\ntwo\u2003three\n")).containsExactly("one  two three");
  }

  @Test
  void a_long_sentence_is_cut_at_a_blank() {
    String text = "word ".repeat(400).strip();
    List<String> sentences = texts(text);
    assertThat(sentences).hasSizeGreaterThan(2).allMatch(s -> s.matches("word( word)*"));
    assertThat(String.join(" ", sentences)).isEqualTo(text);
  }

  @Test
  void a_text_without_blanks_is_cut_between_characters() {
    String text = "x" + "😀".repeat(2_000);
    List<String> sentences = texts(text);
    assertThat(String.join("", sentences)).isEqualTo(text);
    assertThat(sentences)
        .allMatch(s -> s.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE));
  }

  @Test
  void a_lone_surrogate_behind_a_character_does_not_cut_it() {
    String text = "x".repeat(SentenceSplitter.LONGEST - 2) + "😀\ude00" + "x".repeat(9);
    checkLaws(Passage.whole(text, List.of()));
  }

  @Test
  void a_long_run_of_closing_marks_is_cut_too() {
    String text = LONG + "." + "*".repeat(3_000) + " Next";
    checkLaws(Passage.whole(text, List.of()));
  }

  @Test
  void protected_spans_are_clipped_to_their_sentences() {
    String text = "One two\n\nthree four";
    List<Sentence.Placed> sentences =
        SentenceSplitter.split(
            Passage.whole(text, List.of(new Span(0, 3), new Span(4, 12), new Span(15, 19))));
    assertThat(sentences.get(0).sentence().protectedSpans())
        .containsExactly(new Span(0, 3), new Span(4, 7));
    assertThat(sentences.get(1).sentence().protectedSpans())
        .containsExactly(new Span(0, 3), new Span(6, 10));
  }

  @Test
  void laws_hold_for_any_text() {
    RandomWords random = new RandomWords(7, "aaabcABC  \n\n\t\r.!?)\"*'`é\u00a0😀\ud83d\ude00");
    for (int i = 0; i < 400; i++) {
      String text = random.next(0, 60 + random.nextInt(1_500));
      if (random.nextInt(4) == 0) {
        text = text.replaceAll("\\s", "x");
      }
      checkLaws(Passage.whole(text, spans(random, text)));
    }
  }

  private static void checkLaws(Passage passage) {
    String text = passage.text();
    List<Sentence.Placed> sentences = SentenceSplitter.split(passage);
    int covered = 0;
    for (Sentence.Placed placed : sentences) {
      String sentence = placed.sentence().text();
      int end = placed.start() + sentence.length();
      assertThat(placed.start()).isGreaterThanOrEqualTo(covered);
      assertThat(text.substring(covered, placed.start())).isBlank();
      assertThat(sentence.length()).isBetween(1, SentenceSplitter.LONGEST);
      assertThat(sentence).isEqualTo(blanked(text.substring(placed.start(), end)));
      assertThat(isInsidePair(text, placed.start())).isFalse();
      assertThat(isInsidePair(text, end)).isFalse();
      assertProtectsTheSame(passage, placed);
      covered = end;
    }
    assertThat(text.substring(covered)).isBlank();
  }

  private static void assertProtectsTheSame(Passage passage, Sentence.Placed placed) {
    Sentence sentence = placed.sentence();
    for (int i = 0; i < sentence.text().length(); i++) {
      int offset = placed.start() + i;
      boolean expected =
          passage.protectedSpans().stream()
              .anyMatch(span -> span.start() <= offset && offset < span.end());
      assertThat(sentence.isProtected(i, i + 1)).isEqualTo(expected);
    }
    for (Span span : sentence.protectedSpans()) {
      assertThat(span.end()).isLessThanOrEqualTo(sentence.text().length());
    }
  }

  private static boolean isInsidePair(String text, int offset) {
    return offset > 0
        && offset < text.length()
        && Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
  }

  private static String blanked(String text) {
    StringBuilder blanked = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        blanked.setCharAt(i, ' ');
      }
    }
    return blanked.toString();
  }

  private static List<Span> spans(RandomWords random, String text) {
    List<Span> spans = new ArrayList<>();
    int start = random.nextInt(40);
    while (start < text.length()) {
      int end = Math.min(text.length(), start + 1 + random.nextInt(90));
      spans.add(new Span(start, end));
      start = end + 1 + random.nextInt(90);
    }
    return spans;
  }

  private static List<String> texts(String text) {
    return SentenceSplitter.split(Passage.whole(text, List.of())).stream()
        .map(placed -> placed.sentence().text())
        .toList();
  }

  @Test
  void halves_are_cut_at_a_blank_and_keep_what_is_protected() {
    Sentence sentence = new Sentence("one two `three` four", List.of(new Span(8, 15)));
    assertThat(SentenceSplitter.halves(sentence))
        .containsExactly(
            new Sentence.Placed(new Sentence("one two", List.of()), 0),
            new Sentence.Placed(new Sentence("`three` four", List.of(new Span(0, 7))), 8));
  }

  @Test
  void halves_of_a_text_without_blanks_cut_no_character() {
    assertThat(SentenceSplitter.halves(new Sentence("😀😀😀", List.of())))
        .extracting(half -> half.sentence().text())
        .containsExactly("😀", "😀😀");
    assertThat(SentenceSplitter.halves(new Sentence("😀", List.of()))).isEmpty();
  }
}
