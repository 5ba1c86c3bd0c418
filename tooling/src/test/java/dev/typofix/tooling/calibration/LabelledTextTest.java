package dev.typofix.tooling.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.typofix.tooling.calibration.LabelledText.Label;
import org.junit.jupiter.api.Test;

/** What counts as right in texts whose errors are known. */
final class LabelledTextTest {

  private static final String PAIR =
      """
      {"corrupted": "🙂 teh cat sat on on the mat thequick", "clean": "🙂 the cat sat on the mat the quick",
       "edits": [{"start": 2, "end": 5, "original": "the", "replacement": "teh", "kind": "misspelling"},
        {"start": 14, "end": 16, "original": "on", "replacement": "on on", "kind": "repeated-word"},
        {"start": 25, "end": 34, "original": "the quick", "replacement": "thequick", "kind": "joined-words"}]}
      """;

  @Test
  void the_errors_of_a_made_pair_lie_where_the_corrupted_text_has_them() {
    LabelledText text = LabelledText.parsePair(PAIR, new ObjectMapper());
    assertThat(text.edits())
        .extracting(edit -> text.text().substring(edit.start(), edit.end()))
        .containsExactly("teh", "on on", "thequick");
  }

  @Test
  void an_edit_is_right_if_it_undoes_what_it_touches() {
    LabelledText text = LabelledText.parsePair(PAIR, new ObjectMapper());
    int teh = text.text().indexOf("teh");
    int joined = text.text().indexOf("thequick");
    assertThat(text.label(teh, teh + 3, "the")).isEqualTo(Label.RIGHT);
    assertThat(text.label(teh, teh + 3, "ten")).isEqualTo(Label.WRONG);
    assertThat(text.label(joined, joined + 8, "the quick")).isEqualTo(Label.RIGHT);
    int cat = text.text().indexOf("cat");
    assertThat(text.label(cat, cat + 3, "cats")).isEqualTo(Label.WRONG);
  }

  @Test
  void a_repetition_may_be_mended_at_either_copy() {
    LabelledText text = LabelledText.parsePair(PAIR, new ObjectMapper());
    int first = text.text().indexOf("on on");
    assertThat(text.label(first + 2, first + 5, "")).isEqualTo(Label.RIGHT);
    assertThat(text.label(first, first + 3, "")).isEqualTo(Label.RIGHT);
  }
}
