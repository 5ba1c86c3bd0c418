package dev.typofix.corrector.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void wrapped_lines_are_one_passage_in_one_piece() {
    String text = "  A first line that is\nwrapped here.\n\nNext.\n";
    assertThat(Prose.of(DocumentFormat.PLAIN_TEXT, text))
        .containsExactly("A first line that is\nwrapped here.", "Next.");
    assertThat(DocumentFormat.PLAIN_TEXT.parse(text).passages().get(0).pieces()).hasSize(1);
  }

  @Test
  void carriage_returns_stay_outside_of_passages() {
    assertThat(Prose.of(DocumentFormat.PLAIN_TEXT, "One line\r\nand more.\r\n\r\nNext.\rLast."))
        .containsExactly("One line\nand more.", "Next.\nLast.");
  }

  @Test
  void list_items_and_short_lines_end_a_passage() {
    String text = "Title\nA long line of prose that goes on for a while\n- item one\n- item two\n";
    assertThat(Prose.of(DocumentFormat.PLAIN_TEXT, text))
        .containsExactly(
            "Title", "A long line of prose that goes on for a while", "- item one", "- item two");
  }

  @Test
  void lines_are_passages_where_each_line_is_a_text() {
    assertThat(Prose.of(DocumentFormat.LINES, "one\ntwo\n\n...\nthree"))
        .containsExactly("one", "two", "three");
  }

  @Test
  void a_commit_message_ends_at_the_scissors_and_has_no_comments_and_trailers() {
    String text =
        """
        fix(parser): repair the thing

        A body that is
        # a comment
        wrapped.

        Signed-off-by: Some One <a@b.c>
        Reviewed-by: Another
        # Please enter the message
        # ------------------------ >8 ------------------------
        diff --git a/x b/x
        +mesage
        """;
    assertThat(Prose.of(DocumentFormat.GIT_COMMIT, text))
        .containsExactly("«fix(parser): »repair the thing", "A body that is\nwrapped.");
  }
}
