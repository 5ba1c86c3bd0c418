package dev.typofix.tooling.evaluate.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typofix.tooling.evaluate.checker.Reported;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What other checkers write, as the versions that are fetched wrote it of these lines. */
final class PeerFormatTest {

  private static final List<String> LINES =
      List.of(
          "I will recieve teh packet and teh other recieve.",
          "Nothing is wrong here.",
          "A 😀 clena lien of Teh text, abandonned definately");

  @Test
  void codespells_words_are_found_in_their_lines() {
    String output =
        """
        texts.txt:1: recieve ==> receive
        texts.txt:1: teh ==> the
        texts.txt:1: teh ==> the
        texts.txt:1: recieve ==> receive
        texts.txt:3: clena ==> clean, clear
        texts.txt:3: Teh ==> The | disabled due to a reason
        """;
    assertThat(new Codespell().parse(output, LINES))
        .containsExactly(
            List.of(
                finding(7, "recieve", "receive"),
                finding(15, "teh", "the"),
                finding(30, "teh", "the"),
                finding(40, "recieve", "receive")),
            List.of(),
            List.of(finding(5, "clena", "clean", "clear"), finding(19, "Teh", "The")));
  }

  @Test
  void codespell_does_not_mean_a_part_of_another_word() {
    assertThat(new Codespell().parse("texts.txt:1: teh ==> the\n", List.of("tehran teh")))
        .containsExactly(List.of(finding(7, "teh", "the")));
  }

  @Test
  void typos_counts_bytes() {
    String output =
        """
        {"type":"typo","path":"texts.txt","line_num":1,"byte_offset":7,"typo":"recieve","corrections":["receive"]}
        {"type":"typo","path":"texts.txt","line_num":3,"byte_offset":21,"typo":"Teh","corrections":["The"]}
        """;
    assertThat(new Typos().parse(output, LINES))
        .containsExactly(
            List.of(finding(7, "recieve", "receive")),
            List.of(),
            List.of(finding(19, "Teh", "The")));
  }

  @Test
  void cspell_counts_utf16_from_one_and_prefers_with_a_star() {
    String output =
        """
        texts.txt:1:8 - Unknown word (recieve) Suggestions: [receive*, relieve, received]
        texts.txt:3:6 - Unknown word (clena) Suggestions: [clean, lena, elena]
        texts.txt:3:41 - Unknown word (definately)
        """;
    assertThat(new Cspell().parse(output, LINES))
        .containsExactly(
            List.of(finding(7, "recieve", "receive", "relieve", "received")),
            List.of(),
            List.of(finding(5, "clena", "clean", "lena", "elena"), finding(40, "definately")));
  }

  @Test
  void a_finding_that_does_not_stand_there_is_no_finding() {
    assertThatThrownBy(
            () ->
                new Cspell()
                    .parse("texts.txt:2:3 - Unknown word (recieve) Suggestions: []\n", LINES))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("recieve");
  }

  private static Reported finding(int start, String typed, String... replacements) {
    return new Reported(
        start,
        start + typed.length(),
        "misspelling",
        OptionalDouble.empty(),
        List.of(replacements));
  }
}
