package dev.typofix.tooling.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.tooling.evaluate.score.Mistake;
import dev.typofix.tooling.evaluate.score.Mistake.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mistakes as a person sees them. */
final class MistakeTableTest {

  @Test
  void changes_are_marked_within_their_text() {
    Mistake mistake =
        new Mistake(
            "lines.jsonl:3",
            "On teh big mat",
            List.of(new Change(3, 6, "ten")),
            List.of(new Change(3, 6, "the")),
            0.934);
    assertThat(MistakeTable.of(List.of(mistake), "said"))
        .contains("93 %")
        .contains("On <del>teh</del><ins>ten</ins> big mat")
        .contains("On <del>teh</del><ins>the</ins> big mat")
        .contains("lines.jsonl:3");
  }

  @Test
  void text_cannot_become_markup() {
    Mistake mistake =
        new Mistake("a<b", "<script>&", List.of(new Change(0, 8, "\"<i>")), List.of(), Double.NaN);
    assertThat(MistakeTable.of(List.of(mistake), "said"))
        .doesNotContain("<script>", "<i>", "a<b")
        .contains("&lt;script&gt;", "&quot;&lt;i&gt;", "&amp;", "–");
  }

  @Test
  void a_blank_that_goes_is_visible() {
    Mistake mistake =
        new Mistake("x", "re use", List.of(), List.of(new Change(2, 3, "")), Double.NaN);
    assertThat(MistakeTable.of(List.of(mistake), "said")).contains("re<del>␣</del>use");
  }
}
