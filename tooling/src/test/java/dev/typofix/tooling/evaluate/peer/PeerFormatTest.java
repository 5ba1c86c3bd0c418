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
  void hunspell_counts_code_points_and_ends_each_line_with_an_empty_one() {
    String output =
        """
        @(#) International Ispell Version 3.2.06 (but really Hunspell 1.7.1)
        & recieve 3 8: receive, relieve, reverie
        & teh 13 16: the, eh, t eh
        & teh 13 31: the, eh, t eh
        & recieve 3 41: receive, relieve, reverie


        & clena 4 5: clean, plena, Elena, cenacle
        # definately 40

        """;
    assertThat(new Hunspell().parse(output, LINES))
        .containsExactly(
            List.of(
                finding(7, "recieve", "receive", "relieve", "reverie"),
                finding(15, "teh", "the", "eh", "t eh"),
                finding(30, "teh", "the", "eh", "t eh"),
                finding(40, "recieve", "receive", "relieve", "reverie")),
            List.of(),
            List.of(
                finding(5, "clena", "clean", "plena", "Elena", "cenacle"),
                finding(40, "definately")));
  }

  @Test
  void hunspell_takes_no_line_for_a_command() {
    assertThat(new Hunspell().content(List.of("*teh", ""))).isEqualTo("!\n^*teh\n^\n");
  }

  @Test
  void hunspell_that_answers_to_fewer_lines_is_not_understood() {
    assertThatThrownBy(() -> new Hunspell().parse("@(#) International Ispell\n\n", LINES))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("answers to 1 lines, but there are 3");
  }

  @Test
  void languagetool_is_asked_for_utf16_and_its_kinds_are_told_by_the_replacement() {
    String output =
        """
        {"line":1,"start":7,"end":14,"kind":"TYPOS","replacements":["receive","relieve"]}
        {"line":2,"start":2,"end":11,"kind":"MISC","replacements":["want"]}
        {"line":3,"start":9,"end":11,"kind":"MISC","replacements":["a"]}
        {"line":3,"start":5,"end":8,"kind":"GRAMMAR","replacements":["is"]}
        {"line":3,"start":26,"end":30,"kind":"TYPOS","replacements":["a lot","lot"]}
        """;
    assertThat(
            new LanguageTool()
                .parse(
                    output,
                    List.of(
                        "I will recieve teh packet and teh other recieve.",
                        "I want want to to go.",
                        "This are an house 😀 wnat alot of of it.")))
        .containsExactly(
            List.of(finding(7, "recieve", "receive", "relieve")),
            List.of(finding("repeated-word", 2, "want want", "want")),
            List.of(
                finding("other", 9, "an", "a"),
                finding("grammar-form", 5, "are", "is"),
                finding("joined-words", 26, "alot", "a lot", "lot")));
  }

  @Test
  void harper_is_asked_for_utf16_too() {
    String output =
        """
        {"end":14,"kind":"Spelling","line":1,"replacements":["receive","relieve"],"start":7}
        {"end":10,"kind":"Spelling","line":3,"replacements":["clean","cent","china"],"start":5}
        {"end":22,"kind":"Typo","line":3,"replacements":["The"],"start":19}
        """;
    assertThat(new Harper().parse(output, LINES))
        .containsExactly(
            List.of(finding(7, "recieve", "receive", "relieve")),
            List.of(),
            List.of(finding(5, "clena", "clean", "cent", "china"), finding(19, "Teh", "The")));
  }

  @Test
  void an_offset_behind_the_lines_end_is_no_finding() {
    assertThatThrownBy(
            () ->
                new Harper()
                    .parse(
                        """
                        {"line":2,"start":20,"end":23,"kind":"Spelling","replacements":[]}
                        """,
                        LINES))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Hunspell().parse("# teh 99\n", LINES))
        .isInstanceOf(IllegalStateException.class);
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
    return finding("misspelling", start, typed, replacements);
  }

  private static Reported finding(String kind, int start, String typed, String... replacements) {
    return new Reported(
        start, start + typed.length(), kind, OptionalDouble.empty(), List.of(replacements));
  }
}
